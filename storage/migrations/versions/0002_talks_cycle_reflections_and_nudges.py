"""Talks cycle reflections and nudges."""

import sqlalchemy as sa
from alembic import op

import storage.types

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "company_countries",
        sa.Column("workspace_id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("country", sa.String(length=2), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_company_countries_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("workspace_id", name=op.f("pk_company_countries")),
    )
    op.create_table(
        "days_off",
        sa.Column("workspace_id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("day", storage.types.LocalDate(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_days_off_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("workspace_id", "day", name=op.f("pk_days_off")),
    )
    op.create_table(
        "audit",
        sa.Column("id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("workspace_id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("actor_id", storage.types.RowId(), nullable=True),
        sa.Column("what", sa.String(length=40), nullable=False),
        sa.Column("before", sa.String(length=40), nullable=False),
        sa.Column("after", sa.String(length=40), nullable=False),
        sa.Column("at", storage.types.UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["people.id"], name=op.f("fk_audit_actor_id_people"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_audit_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit")),
    )
    with op.batch_alter_table("audit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_audit_actor_id"), ["actor_id"], unique=False)
        batch_op.create_index("ix_audit_newest", ["workspace_id", "at"], unique=False)

    op.create_table(
        "calendars",
        sa.Column("person_id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("country", sa.String(length=2), nullable=True),
        sa.Column("away_until", storage.types.LocalDate(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_calendars_person_id_people")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_calendars")),
    )
    op.create_table(
        "feedback_gift_drafts",
        sa.Column("id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("workspace_id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("giver_id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("receiver_id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("written", storage.types.SealedText(), nullable=False),
        sa.Column("hinted", sa.Boolean(), nullable=False),
        sa.Column("saved_at", storage.types.UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["giver_id"], ["people.id"], name=op.f("fk_feedback_gift_drafts_giver_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["receiver_id"], ["people.id"], name=op.f("fk_feedback_gift_drafts_receiver_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_feedback_gift_drafts_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback_gift_drafts")),
        sa.UniqueConstraint("giver_id", "receiver_id", "kind", name="uq_feedback_gift_drafts_one"),
    )
    with op.batch_alter_table("feedback_gift_drafts", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_feedback_gift_drafts_receiver_id"), ["receiver_id"], unique=False
        )

    op.create_table(
        "feedback_own_drafts",
        sa.Column("id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("workspace_id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("person_id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("view", sa.String(length=64), nullable=False),
        sa.Column("questions", storage.types.SealedText(), nullable=False),
        sa.Column("saved_at", storage.types.UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_feedback_own_drafts_person_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_feedback_own_drafts_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback_own_drafts")),
        sa.UniqueConstraint("person_id", "view", name="uq_feedback_own_drafts_one"),
    )
    with op.batch_alter_table("feedback_own_drafts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_feedback_own_drafts_saved_at"), ["saved_at"], unique=False)

    op.create_table(
        "reflections",
        sa.Column("id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("workspace_id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("owner_id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("since", storage.types.LocalDate(), nullable=False),
        sa.Column("until", storage.types.LocalDate(), nullable=True),
        sa.Column("draft", storage.types.SealedText(), nullable=False),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("started_at", storage.types.UtcTime(), nullable=False),
        sa.Column("saved_at", storage.types.UtcTime(), nullable=False),
        sa.Column("finished_at", storage.types.UtcTime(), nullable=True),
        sa.Column("last_draft", storage.types.SealedText(), nullable=True),
        sa.Column("last_since", storage.types.LocalDate(), nullable=True),
        sa.Column("copy_id", storage.types.RowId(), nullable=True),
        sa.CheckConstraint(
            "is_open OR finished_at IS NOT NULL", name=op.f("ck_reflections_open_or_finished")
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["people.id"], name=op.f("fk_reflections_owner_id_people")),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_reflections_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reflections")),
    )
    with op.batch_alter_table("reflections", schema=None) as batch_op:
        batch_op.create_index("ix_reflections_owner", ["owner_id", "finished_at"], unique=False)
        batch_op.create_index(
            "uq_reflections_one_unfinished",
            ["owner_id"],
            unique=True,
            sqlite_where=sa.text("finished_at IS NULL"),
            postgresql_where=sa.text("finished_at IS NULL"),
        )

    op.create_table(
        "stopped_kinds",
        sa.Column("person_id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_stopped_kinds_person_id_people")),
        sa.PrimaryKeyConstraint("person_id", "kind", name=op.f("pk_stopped_kinds")),
    )
    op.create_table(
        "team_cycles",
        sa.Column("team_id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("workspace_id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("months", sa.Integer(), nullable=True),
        sa.Column("first_month", sa.Integer(), nullable=True),
        sa.Column("changed_at", storage.types.UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["team_id"], ["teams.id"], name=op.f("fk_team_cycles_team_id_teams"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_team_cycles_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("team_id", name=op.f("pk_team_cycles")),
    )
    with op.batch_alter_table("team_cycles", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_team_cycles_workspace_id"), ["workspace_id"], unique=False)

    op.create_table(
        "goal_proposals",
        sa.Column("id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("workspace_id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("proposer_id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("owner_id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("title", storage.types.SealedText(), nullable=False),
        sa.Column("why", storage.types.SealedText(), nullable=True),
        sa.Column("measure", storage.types.SealedText(), nullable=True),
        sa.Column("due", storage.types.LocalDate(), nullable=True),
        sa.Column("action", storage.types.SealedText(), nullable=True),
        sa.Column("action_due", storage.types.LocalDate(), nullable=True),
        sa.Column("state", sa.String(length=9), nullable=False),
        sa.Column("reason", storage.types.SealedText(), nullable=True),
        sa.Column("goal_id", storage.types.RowId(), nullable=True),
        sa.Column("created_at", storage.types.UtcTime(), nullable=False),
        sa.Column("ended_at", storage.types.UtcTime(), nullable=True),
        sa.CheckConstraint("kind IN ('professional','development')", name=op.f("ck_goal_proposals_kind")),
        sa.CheckConstraint(
            "state IN ('open','accepted','declined','withdrawn','ended')",
            name=op.f("ck_goal_proposals_state"),
        ),
        sa.CheckConstraint("owner_id <> proposer_id", name=op.f("ck_goal_proposals_two_people")),
        sa.ForeignKeyConstraint(
            ["goal_id"], ["goals.id"], name=op.f("fk_goal_proposals_goal_id_goals"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["people.id"], name=op.f("fk_goal_proposals_owner_id_people")),
        sa.ForeignKeyConstraint(
            ["proposer_id"], ["people.id"], name=op.f("fk_goal_proposals_proposer_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_goal_proposals_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goal_proposals")),
    )
    with op.batch_alter_table("goal_proposals", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_goal_proposals_goal_id"), ["goal_id"], unique=False)
        batch_op.create_index(
            "ix_goal_proposals_open",
            ["workspace_id"],
            unique=False,
            sqlite_where=sa.text("state = 'open'"),
            postgresql_where=sa.text("state = 'open'"),
        )
        batch_op.create_index("ix_goal_proposals_owner", ["owner_id", "state"], unique=False)
        batch_op.create_index("ix_goal_proposals_proposer", ["proposer_id", "created_at"], unique=False)

    op.create_table(
        "goal_readings",
        sa.Column("id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("workspace_id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("goal_id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("reader_id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("first_at", storage.types.UtcTime(), nullable=False),
        sa.Column("last_at", storage.types.UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["goal_id"], ["goals.id"], name=op.f("fk_goal_readings_goal_id_goals"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["reader_id"], ["people.id"], name=op.f("fk_goal_readings_reader_id_people")),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_goal_readings_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goal_readings")),
        sa.UniqueConstraint("goal_id", "reader_id", name=op.f("uq_goal_readings_goal_id_reader_id")),
    )
    with op.batch_alter_table("goal_readings", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_goal_readings_reader_id"), ["reader_id"], unique=False)

    op.create_table(
        "pauses",
        sa.Column("id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("workspace_id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("person_id", storage.types.RowId(), nullable=True),
        sa.Column("pair_id", storage.types.RowId(), nullable=True),
        sa.Column("team_id", storage.types.RowId(), nullable=True),
        sa.Column("first_day", storage.types.LocalDate(), nullable=False),
        sa.Column("last_day", storage.types.LocalDate(), nullable=True),
        sa.CheckConstraint(
            "(CASE WHEN person_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN pair_id IS NULL THEN 0 ELSE 1 END) + (CASE WHEN team_id IS NULL THEN 0 ELSE 1 END) = 1",
            name=op.f("ck_pauses_of_one"),
        ),
        sa.ForeignKeyConstraint(
            ["pair_id"], ["pairs.id"], name=op.f("fk_pauses_pair_id_pairs"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_pauses_person_id_people"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["team_id"], ["teams.id"], name=op.f("fk_pauses_team_id_teams"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_pauses_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pauses")),
    )
    with op.batch_alter_table("pauses", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_pauses_workspace_id"), ["workspace_id"], unique=False)

    op.create_table(
        "reflection_copies",
        sa.Column("id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("workspace_id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("reflection_id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("content", storage.types.SealedText(), nullable=False),
        sa.Column("said", storage.types.SealedText(), nullable=False),
        sa.Column("made_at", storage.types.UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["reflection_id"],
            ["reflections.id"],
            name=op.f("fk_reflection_copies_reflection_id_reflections"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_reflection_copies_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reflection_copies")),
    )
    with op.batch_alter_table("reflection_copies", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_reflection_copies_reflection_id"), ["reflection_id"], unique=False
        )

    op.create_table(
        "reflection_shares",
        sa.Column("id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("workspace_id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("reflection_id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("copy_id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("owner_id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("reader_id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("as_partner", sa.Boolean(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("shared_at", storage.types.UtcTime(), nullable=False),
        sa.Column("read_at", storage.types.UtcTime(), nullable=True),
        sa.Column("withdrawn_at", storage.types.UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["copy_id"],
            ["reflection_copies.id"],
            name=op.f("fk_reflection_shares_copy_id_reflection_copies"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["people.id"], name=op.f("fk_reflection_shares_owner_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["reader_id"], ["people.id"], name=op.f("fk_reflection_shares_reader_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["reflection_id"],
            ["reflections.id"],
            name=op.f("fk_reflection_shares_reflection_id_reflections"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_reflection_shares_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reflection_shares")),
        sa.UniqueConstraint(
            "reflection_id", "reader_id", name=op.f("uq_reflection_shares_reflection_id_reader_id")
        ),
    )
    with op.batch_alter_table("reflection_shares", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reflection_shares_copy_id"), ["copy_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_reflection_shares_owner_id"), ["owner_id"], unique=False)
        batch_op.create_index("ix_reflection_shares_reader", ["reader_id", "shared_at"], unique=False)

    op.create_table(
        "talk_pulses",
        sa.Column("id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("workspace_id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("talk_id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("person_id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("useful", sa.Integer(), nullable=False),
        sa.Column("heard", sa.Integer(), nullable=False),
        sa.Column("answered_at", storage.types.UtcTime(), nullable=False),
        sa.CheckConstraint(
            "useful BETWEEN 1 AND 5 AND heard BETWEEN 1 AND 5", name=op.f("ck_talk_pulses_one_to_five")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_talk_pulses_person_id_people")),
        sa.ForeignKeyConstraint(
            ["talk_id"], ["talks.id"], name=op.f("fk_talk_pulses_talk_id_talks"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_talk_pulses_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_talk_pulses")),
        sa.UniqueConstraint("talk_id", "person_id", name=op.f("uq_talk_pulses_talk_id_person_id")),
    )
    with op.batch_alter_table("deliveries", schema=None) as batch_op:
        batch_op.add_column(sa.Column("bundle", storage.types.RowId(), nullable=True))
        batch_op.create_index(
            "ix_deliveries_bundle",
            ["bundle"],
            unique=False,
            sqlite_where=sa.text("bundle IS NOT NULL"),
            postgresql_where=sa.text("bundle IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_deliveries_waiting",
            ["recipient", "next_at"],
            unique=False,
            sqlite_where=sa.text("next_at IS NOT NULL"),
            postgresql_where=sa.text("next_at IS NOT NULL"),
        )

    with op.batch_alter_table("feedback_asks", schema=None) as batch_op:
        batch_op.add_column(sa.Column("cancelled_at", storage.types.UtcTime(), nullable=True))

    with op.batch_alter_table("goal_actions", schema=None) as batch_op:
        batch_op.add_column(sa.Column("due_set_at", storage.types.UtcTime(), nullable=True))
        batch_op.add_column(sa.Column("reminded", sa.String(length=4), server_default="", nullable=False))
        batch_op.add_column(sa.Column("reminder", storage.types.RowId(), nullable=True))
        batch_op.create_index(
            "ix_goal_actions_due",
            ["workspace_id", "due"],
            unique=False,
            sqlite_where=sa.text("done_at IS NULL AND due IS NOT NULL"),
            postgresql_where=sa.text("done_at IS NULL AND due IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_goal_actions_reminder",
            ["reminder"],
            unique=False,
            sqlite_where=sa.text("reminder IS NOT NULL"),
            postgresql_where=sa.text("reminder IS NOT NULL"),
        )

    with op.batch_alter_table("goals", schema=None) as batch_op:
        batch_op.add_column(sa.Column("reminder", storage.types.RowId(), nullable=True))
        batch_op.create_index(
            "ix_goals_reminder",
            ["reminder"],
            unique=False,
            sqlite_where=sa.text("reminder IS NOT NULL"),
            postgresql_where=sa.text("reminder IS NOT NULL"),
        )

    with op.batch_alter_table("org_settings", schema=None) as batch_op:
        batch_op.add_column(sa.Column("cycle_months", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("cycle_first_month", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("cycle_changed_at", storage.types.UtcTime(), nullable=True))
        batch_op.add_column(sa.Column("target_talks", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("target_reflections", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("target_goals", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("target_received", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("target_given", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("dm_detail", sa.String(length=10), nullable=True))

    with op.batch_alter_table("outside_invitations", schema=None) as batch_op:
        batch_op.add_column(sa.Column("mark", sa.String(length=64), nullable=True))
        batch_op.add_column(sa.Column("mail", sa.String(length=8), nullable=True))
        batch_op.add_column(sa.Column("mail_at", storage.types.UtcTime(), nullable=True))
        batch_op.create_index(
            "ix_outside_invitations_mark",
            ["mark"],
            unique=False,
            sqlite_where=sa.text("state = 'open'"),
            postgresql_where=sa.text("state = 'open'"),
        )

    with op.batch_alter_table("talk_proposals", schema=None) as batch_op:
        batch_op.add_column(sa.Column("calendar_id", storage.types.RowId(), nullable=True))
        batch_op.add_column(sa.Column("sequence", sa.Integer(), server_default="0", nullable=False))

    with op.batch_alter_table("talks", schema=None) as batch_op:
        batch_op.add_column(sa.Column("employee_aim", storage.types.SealedText(), nullable=True))
        batch_op.add_column(sa.Column("partner_aim", storage.types.SealedText(), nullable=True))
        batch_op.add_column(sa.Column("employee_heard", storage.types.SealedText(), nullable=True))
        batch_op.add_column(sa.Column("partner_heard", storage.types.SealedText(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("talks", schema=None) as batch_op:
        batch_op.drop_column("partner_heard")
        batch_op.drop_column("employee_heard")
        batch_op.drop_column("partner_aim")
        batch_op.drop_column("employee_aim")

    with op.batch_alter_table("talk_proposals", schema=None) as batch_op:
        batch_op.drop_column("sequence")
        batch_op.drop_column("calendar_id")

    with op.batch_alter_table("outside_invitations", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_outside_invitations_mark",
            sqlite_where=sa.text("state = 'open'"),
            postgresql_where=sa.text("state = 'open'"),
        )
        batch_op.drop_column("mail_at")
        batch_op.drop_column("mail")
        batch_op.drop_column("mark")

    with op.batch_alter_table("org_settings", schema=None) as batch_op:
        batch_op.drop_column("dm_detail")
        batch_op.drop_column("target_given")
        batch_op.drop_column("target_received")
        batch_op.drop_column("target_goals")
        batch_op.drop_column("target_reflections")
        batch_op.drop_column("target_talks")
        batch_op.drop_column("cycle_changed_at")
        batch_op.drop_column("cycle_first_month")
        batch_op.drop_column("cycle_months")

    with op.batch_alter_table("goals", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_goals_reminder",
            sqlite_where=sa.text("reminder IS NOT NULL"),
            postgresql_where=sa.text("reminder IS NOT NULL"),
        )
        batch_op.drop_column("reminder")

    with op.batch_alter_table("goal_actions", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_goal_actions_reminder",
            sqlite_where=sa.text("reminder IS NOT NULL"),
            postgresql_where=sa.text("reminder IS NOT NULL"),
        )
        batch_op.drop_index(
            "ix_goal_actions_due",
            sqlite_where=sa.text("done_at IS NULL AND due IS NOT NULL"),
            postgresql_where=sa.text("done_at IS NULL AND due IS NOT NULL"),
        )
        batch_op.drop_column("reminder")
        batch_op.drop_column("reminded")
        batch_op.drop_column("due_set_at")

    with op.batch_alter_table("feedback_asks", schema=None) as batch_op:
        batch_op.drop_column("cancelled_at")

    with op.batch_alter_table("deliveries", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_deliveries_waiting",
            sqlite_where=sa.text("next_at IS NOT NULL"),
            postgresql_where=sa.text("next_at IS NOT NULL"),
        )
        batch_op.drop_index(
            "ix_deliveries_bundle",
            sqlite_where=sa.text("bundle IS NOT NULL"),
            postgresql_where=sa.text("bundle IS NOT NULL"),
        )
        batch_op.drop_column("bundle")

    op.drop_table("talk_pulses")
    with op.batch_alter_table("reflection_shares", schema=None) as batch_op:
        batch_op.drop_index("ix_reflection_shares_reader")
        batch_op.drop_index(batch_op.f("ix_reflection_shares_owner_id"))
        batch_op.drop_index(batch_op.f("ix_reflection_shares_copy_id"))

    op.drop_table("reflection_shares")
    with op.batch_alter_table("reflection_copies", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_reflection_copies_reflection_id"))

    op.drop_table("reflection_copies")
    with op.batch_alter_table("pauses", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_pauses_workspace_id"))

    op.drop_table("pauses")
    with op.batch_alter_table("goal_readings", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_goal_readings_reader_id"))

    op.drop_table("goal_readings")
    with op.batch_alter_table("goal_proposals", schema=None) as batch_op:
        batch_op.drop_index("ix_goal_proposals_proposer")
        batch_op.drop_index("ix_goal_proposals_owner")
        batch_op.drop_index(
            "ix_goal_proposals_open",
            sqlite_where=sa.text("state = 'open'"),
            postgresql_where=sa.text("state = 'open'"),
        )
        batch_op.drop_index(batch_op.f("ix_goal_proposals_goal_id"))

    op.drop_table("goal_proposals")
    with op.batch_alter_table("team_cycles", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_team_cycles_workspace_id"))

    op.drop_table("team_cycles")
    op.drop_table("stopped_kinds")
    with op.batch_alter_table("reflections", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_reflections_one_unfinished",
            sqlite_where=sa.text("finished_at IS NULL"),
            postgresql_where=sa.text("finished_at IS NULL"),
        )
        batch_op.drop_index("ix_reflections_owner")

    op.drop_table("reflections")
    with op.batch_alter_table("feedback_own_drafts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_feedback_own_drafts_saved_at"))

    op.drop_table("feedback_own_drafts")
    with op.batch_alter_table("feedback_gift_drafts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_feedback_gift_drafts_receiver_id"))

    op.drop_table("feedback_gift_drafts")
    op.drop_table("calendars")
    with op.batch_alter_table("audit", schema=None) as batch_op:
        batch_op.drop_index("ix_audit_newest")
        batch_op.drop_index(batch_op.f("ix_audit_actor_id"))

    op.drop_table("audit")
    op.drop_table("days_off")
    op.drop_table("company_countries")
