"""Initial."""

import sqlalchemy as sa
from alembic import op

import storage.types

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "workspaces",
        sa.Column("id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("team_id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("bot_user", sa.String(length=32), nullable=False),
        sa.Column("bot_token", storage.types.SealedText(), nullable=True),
        sa.Column("installed_at", storage.types.UtcTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_workspaces")),
        sa.UniqueConstraint("team_id", name=op.f("uq_workspaces_team_id")),
    )
    op.create_table(
        "deliveries",
        sa.Column("id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("workspace_id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("audience", sa.String(length=7), nullable=False),
        sa.Column("recipient", storage.types.RowId(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("subject", storage.types.RowId(), nullable=False),
        sa.Column("period", sa.String(length=20), nullable=False),
        sa.Column("step", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("nonce", sa.String(length=32), nullable=False),
        sa.Column("due_at", storage.types.UtcTime(), nullable=False),
        sa.Column("next_at", storage.types.UtcTime(), nullable=True),
        sa.Column("lease_until", storage.types.UtcTime(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("not_found", sa.Integer(), nullable=False),
        sa.Column("counted", sa.Boolean(), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=True),
        sa.Column("ts", sa.String(length=32), nullable=True),
        sa.Column("sent_at", storage.types.UtcTime(), nullable=True),
        sa.Column("refresh_at", storage.types.UtcTime(), nullable=True),
        sa.Column("reason", sa.String(length=80), nullable=True),
        sa.CheckConstraint(
            "state IN ('due','sending','sent','unknown','parked','dropped')", name=op.f("ck_deliveries_state")
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_deliveries_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deliveries")),
        sa.UniqueConstraint(
            "workspace_id",
            "audience",
            "recipient",
            "kind",
            "subject",
            "period",
            "step",
            name="uq_deliveries_once",
        ),
    )
    with op.batch_alter_table("deliveries", schema=None) as batch_op:
        batch_op.create_index(
            "ix_deliveries_lease",
            ["lease_until"],
            unique=False,
            sqlite_where=sa.text("lease_until IS NOT NULL"),
            postgresql_where=sa.text("lease_until IS NOT NULL"),
        )
        batch_op.create_index(
            "ix_deliveries_next",
            ["next_at"],
            unique=False,
            sqlite_where=sa.text("next_at IS NOT NULL"),
            postgresql_where=sa.text("next_at IS NOT NULL"),
        )
        batch_op.create_index("ix_deliveries_recipient", ["recipient", "sent_at"], unique=False)
        batch_op.create_index(
            "ix_deliveries_refresh",
            ["refresh_at"],
            unique=False,
            sqlite_where=sa.text("refresh_at IS NOT NULL"),
            postgresql_where=sa.text("refresh_at IS NOT NULL"),
        )
        batch_op.create_index("ix_deliveries_state", ["state"], unique=False)
        batch_op.create_index("ix_deliveries_subject", ["kind", "subject"], unique=False)

    op.create_table(
        "org_settings",
        sa.Column("workspace_id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("floor", sa.Integer(), nullable=False),
        sa.CheckConstraint("floor BETWEEN 3 AND 10", name=op.f("ck_org_settings_floor")),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_org_settings_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("workspace_id", name=op.f("pk_org_settings")),
    )
    op.create_table(
        "people",
        sa.Column("id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("workspace_id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("slack_id", sa.String(length=32), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("dm_channel", sa.String(length=32), nullable=True),
        sa.Column("home_seen_at", storage.types.UtcTime(), nullable=True),
        sa.Column("joined_at", storage.types.UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_people_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people")),
        sa.UniqueConstraint("workspace_id", "slack_id", name=op.f("uq_people_workspace_id_slack_id")),
    )
    op.create_table(
        "seen",
        sa.Column("workspace_id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("at", storage.types.UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_seen_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("workspace_id", "key", name=op.f("pk_seen")),
    )
    with op.batch_alter_table("seen", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_seen_at"), ["at"], unique=False)

    op.create_table(
        "teams",
        sa.Column("id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("workspace_id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=True),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("zone", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_teams_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_teams")),
        sa.UniqueConstraint("workspace_id", "name", name=op.f("uq_teams_workspace_id_name")),
    )
    op.create_table(
        "addresses",
        sa.Column("person_id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("workspace_id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("mark", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_addresses_person_id_people")),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_addresses_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_addresses")),
    )
    with op.batch_alter_table("addresses", schema=None) as batch_op:
        batch_op.create_index("ix_addresses_mark", ["workspace_id", "mark"], unique=False)

    op.create_table(
        "feedback_pauses",
        sa.Column("person_id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("workspace_id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("last_day", storage.types.LocalDate(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_feedback_pauses_person_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_feedback_pauses_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_feedback_pauses")),
    )
    op.create_table(
        "goals",
        sa.Column("id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("workspace_id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("owner_id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("title", storage.types.SealedText(), nullable=False),
        sa.Column("why", storage.types.SealedText(), nullable=True),
        sa.Column("measure", storage.types.SealedText(), nullable=True),
        sa.Column("due", storage.types.LocalDate(), nullable=True),
        sa.Column("due_set_at", storage.types.UtcTime(), nullable=False),
        sa.Column("reminded", sa.String(length=4), nullable=False),
        sa.Column("shared_with_id", storage.types.RowId(), nullable=True),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("progress", sa.Integer(), nullable=False),
        sa.Column("steps", sa.Integer(), nullable=False),
        sa.Column("checked_step", sa.Integer(), nullable=True),
        sa.Column("created_at", storage.types.UtcTime(), nullable=False),
        sa.CheckConstraint("kind IN ('professional','development')", name=op.f("ck_goals_kind")),
        sa.CheckConstraint("state IN ('on_track','at_risk','done','dropped')", name=op.f("ck_goals_state")),
        sa.CheckConstraint("progress BETWEEN 0 AND 100", name=op.f("ck_goals_progress")),
        sa.ForeignKeyConstraint(["owner_id"], ["people.id"], name=op.f("fk_goals_owner_id_people")),
        sa.ForeignKeyConstraint(
            ["shared_with_id"], ["people.id"], name=op.f("fk_goals_shared_with_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_goals_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goals")),
    )
    with op.batch_alter_table("goals", schema=None) as batch_op:
        batch_op.create_index(
            "ix_goals_due",
            ["workspace_id", "due"],
            unique=False,
            sqlite_where=sa.text("state IN ('on_track', 'at_risk') AND due IS NOT NULL"),
            postgresql_where=sa.text("state IN ('on_track', 'at_risk') AND due IS NOT NULL"),
        )
        batch_op.create_index(batch_op.f("ix_goals_owner_id"), ["owner_id"], unique=False)

    op.create_table(
        "journal_notes",
        sa.Column("id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("workspace_id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("owner_id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("text", storage.types.SealedText(), nullable=False),
        sa.Column("link", storage.types.SealedText(), nullable=True),
        sa.Column("kept_at", storage.types.UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["people.id"], name=op.f("fk_journal_notes_owner_id_people")),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_journal_notes_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_journal_notes")),
    )
    with op.batch_alter_table("journal_notes", schema=None) as batch_op:
        batch_op.create_index("ix_journal_notes_owner", ["owner_id", "kept_at"], unique=False)

    op.create_table(
        "pairs",
        sa.Column("id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("workspace_id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("employee_id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("partner_id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("role", sa.String(length=10), nullable=False),
        sa.Column("source", sa.String(length=10), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("created_at", storage.types.UtcTime(), nullable=False),
        sa.Column("ended_at", storage.types.UtcTime(), nullable=True),
        sa.CheckConstraint("employee_id <> partner_id", name=op.f("ck_pairs_two_people")),
        sa.ForeignKeyConstraint(["employee_id"], ["people.id"], name=op.f("fk_pairs_employee_id_people")),
        sa.ForeignKeyConstraint(["partner_id"], ["people.id"], name=op.f("fk_pairs_partner_id_people")),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_pairs_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pairs")),
    )
    with op.batch_alter_table("pairs", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_pairs_employee_id"), ["employee_id"], unique=False)
        batch_op.create_index("ix_pairs_partner", ["partner_id", "state"], unique=False)
        batch_op.create_index(batch_op.f("ix_pairs_workspace_id"), ["workspace_id"], unique=False)
        batch_op.create_index(
            "uq_pairs_one_manager",
            ["employee_id"],
            unique=True,
            sqlite_where=sa.text("role = 'manager' AND state = 'active'"),
            postgresql_where=sa.text("role = 'manager' AND state = 'active'"),
        )

    op.create_table(
        "team_members",
        sa.Column("team_id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("person_id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_team_members_person_id_people")),
        sa.ForeignKeyConstraint(
            ["team_id"], ["teams.id"], name=op.f("fk_team_members_team_id_teams"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("team_id", "person_id", name=op.f("pk_team_members")),
    )
    with op.batch_alter_table("team_members", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_team_members_person_id"), ["person_id"], unique=False)

    op.create_table(
        "upward_rounds",
        sa.Column("id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("workspace_id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("manager_id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("floor", sa.Integer(), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("form", storage.types.SealedText(), nullable=False),
        sa.Column("context", storage.types.SealedText(), nullable=True),
        sa.Column("asked_on", storage.types.LocalDate(), nullable=False),
        sa.Column("due_on", storage.types.LocalDate(), nullable=False),
        sa.Column("ended_on", storage.types.LocalDate(), nullable=True),
        sa.Column("look_at", storage.types.UtcTime(), nullable=False),
        sa.Column("pool", storage.types.SealedText(), nullable=True),
        sa.Column("answers", storage.types.SealedText(), nullable=True),
        sa.CheckConstraint(
            "state IN ('open','opened','erased','cancelled')", name=op.f("ck_upward_rounds_state")
        ),
        sa.ForeignKeyConstraint(
            ["manager_id"], ["people.id"], name=op.f("fk_upward_rounds_manager_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_upward_rounds_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_upward_rounds")),
    )
    with op.batch_alter_table("upward_rounds", schema=None) as batch_op:
        batch_op.create_index(
            "ix_upward_rounds_look",
            ["look_at"],
            unique=False,
            sqlite_where=sa.text("state = 'open'"),
            postgresql_where=sa.text("state = 'open'"),
        )
        batch_op.create_index("ix_upward_rounds_manager", ["manager_id", "asked_on"], unique=False)
        batch_op.create_index(
            "uq_upward_rounds_one_open",
            ["manager_id"],
            unique=True,
            sqlite_where=sa.text("state = 'open'"),
            postgresql_where=sa.text("state = 'open'"),
        )

    op.create_table(
        "feedback_asks",
        sa.Column("id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("workspace_id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("asker_id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("form", sa.String(length=40), nullable=False),
        sa.Column("asked", storage.types.SealedText(), nullable=False),
        sa.Column("context", storage.types.SealedText(), nullable=True),
        sa.Column("goal_id", storage.types.RowId(), nullable=True),
        sa.Column("due_on", storage.types.LocalDate(), nullable=False),
        sa.Column("asked_at", storage.types.UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["asker_id"], ["people.id"], name=op.f("fk_feedback_asks_asker_id_people")),
        sa.ForeignKeyConstraint(
            ["goal_id"], ["goals.id"], name=op.f("fk_feedback_asks_goal_id_goals"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_feedback_asks_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback_asks")),
    )
    with op.batch_alter_table("feedback_asks", schema=None) as batch_op:
        batch_op.create_index("ix_feedback_asks_asker", ["asker_id", "asked_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_feedback_asks_goal_id"), ["goal_id"], unique=False)

    op.create_table(
        "goal_actions",
        sa.Column("id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("workspace_id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("goal_id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("what", storage.types.SealedText(), nullable=False),
        sa.Column("due", storage.types.LocalDate(), nullable=True),
        sa.Column("done_at", storage.types.UtcTime(), nullable=True),
        sa.Column("created_at", storage.types.UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["goal_id"], ["goals.id"], name=op.f("fk_goal_actions_goal_id_goals"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_goal_actions_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goal_actions")),
    )
    with op.batch_alter_table("goal_actions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_goal_actions_goal_id"), ["goal_id"], unique=False)

    op.create_table(
        "goal_history",
        sa.Column("id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("workspace_id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("goal_id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(length=8), nullable=False),
        sa.Column("by_id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("at", storage.types.UtcTime(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("progress", sa.Integer(), nullable=False),
        sa.Column("line", storage.types.SealedText(), nullable=True),
        sa.Column("before", storage.types.SealedText(), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["people.id"], name=op.f("fk_goal_history_by_id_people")),
        sa.ForeignKeyConstraint(
            ["goal_id"], ["goals.id"], name=op.f("fk_goal_history_goal_id_goals"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_goal_history_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_goal_history")),
        sa.UniqueConstraint("goal_id", "number", name=op.f("uq_goal_history_goal_id_number")),
    )
    op.create_table(
        "talks",
        sa.Column("id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("workspace_id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("pair_id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("is_current", sa.Boolean(), nullable=False),
        sa.Column("starts_at", storage.types.UtcTime(), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("plan_id", storage.types.RowId(), nullable=True),
        sa.Column("aim", storage.types.SealedText(), nullable=True),
        sa.Column("employee_said", sa.String(length=8), nullable=True),
        sa.Column("partner_said", sa.String(length=8), nullable=True),
        sa.Column("skipped_by", storage.types.RowId(), nullable=True),
        sa.Column("skipped_line", storage.types.SealedText(), nullable=True),
        sa.Column("questions", sa.String(length=200), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("recorded_by", storage.types.RowId(), nullable=True),
        sa.Column("confirmed_at", storage.types.UtcTime(), nullable=True),
        sa.Column("created_at", storage.types.UtcTime(), nullable=False),
        sa.Column("changed_at", storage.types.UtcTime(), nullable=False),
        sa.CheckConstraint(
            "state <> 'planned' OR plan_id IS NOT NULL", name=op.f("ck_talks_planned_has_a_plan")
        ),
        sa.CheckConstraint(
            "state IN ('due','planned','held','confirmed','skipped')", name=op.f("ck_talks_state")
        ),
        sa.ForeignKeyConstraint(["pair_id"], ["pairs.id"], name=op.f("fk_talks_pair_id_pairs")),
        sa.ForeignKeyConstraint(["recorded_by"], ["people.id"], name=op.f("fk_talks_recorded_by_people")),
        sa.ForeignKeyConstraint(["skipped_by"], ["people.id"], name=op.f("fk_talks_skipped_by_people")),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_talks_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_talks")),
    )
    with op.batch_alter_table("talks", schema=None) as batch_op:
        batch_op.create_index("ix_talks_pair", ["pair_id", "starts_at"], unique=False)
        batch_op.create_index(
            "ix_talks_planned",
            ["workspace_id", "starts_at"],
            unique=False,
            sqlite_where=sa.text("state = 'planned'"),
            postgresql_where=sa.text("state = 'planned'"),
        )
        batch_op.create_index(
            "uq_talks_one_current",
            ["pair_id"],
            unique=True,
            sqlite_where=sa.text("is_current"),
            postgresql_where=sa.text("is_current"),
        )

    op.create_table(
        "upward_asked",
        sa.Column("round_id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("person_id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_upward_asked_person_id_people")),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["upward_rounds.id"],
            name=op.f("fk_upward_asked_round_id_upward_rounds"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("round_id", "person_id", name=op.f("pk_upward_asked")),
    )
    with op.batch_alter_table("upward_asked", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_upward_asked_person_id"), ["person_id"], unique=False)

    op.create_table(
        "agreements",
        sa.Column("id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("workspace_id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("talk_id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("what", storage.types.SealedText(), nullable=False),
        sa.Column("owner_id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("due", storage.types.LocalDate(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("done_at", storage.types.UtcTime(), nullable=True),
        sa.CheckConstraint("state IN ('proposed','agreed','done')", name=op.f("ck_agreements_state")),
        sa.ForeignKeyConstraint(["owner_id"], ["people.id"], name=op.f("fk_agreements_owner_id_people")),
        sa.ForeignKeyConstraint(
            ["talk_id"], ["talks.id"], name=op.f("fk_agreements_talk_id_talks"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_agreements_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreements")),
    )
    with op.batch_alter_table("agreements", schema=None) as batch_op:
        batch_op.create_index("ix_agreements_owner", ["owner_id", "state"], unique=False)
        batch_op.create_index("ix_agreements_talk", ["talk_id"], unique=False)

    op.create_table(
        "feedback_ask_givers",
        sa.Column("id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("workspace_id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("ask_id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("giver_id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("reason", storage.types.SealedText(), nullable=True),
        sa.Column("asked_at", storage.types.UtcTime(), nullable=False),
        sa.Column("resent_at", storage.types.UtcTime(), nullable=True),
        sa.Column("changed_at", storage.types.UtcTime(), nullable=False),
        sa.Column("look_at", storage.types.UtcTime(), nullable=False),
        sa.Column("later_at", storage.types.UtcTime(), nullable=True),
        sa.Column("reminders", sa.Integer(), nullable=False),
        sa.Column("reminder", storage.types.RowId(), nullable=True),
        sa.CheckConstraint(
            "state IN ('open','answered','declined','expired','cancelled','closed')",
            name=op.f("ck_feedback_ask_givers_state"),
        ),
        sa.ForeignKeyConstraint(
            ["ask_id"],
            ["feedback_asks.id"],
            name=op.f("fk_feedback_ask_givers_ask_id_feedback_asks"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["giver_id"], ["people.id"], name=op.f("fk_feedback_ask_givers_giver_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_feedback_ask_givers_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback_ask_givers")),
        sa.UniqueConstraint("ask_id", "giver_id", name=op.f("uq_feedback_ask_givers_ask_id_giver_id")),
    )
    with op.batch_alter_table("feedback_ask_givers", schema=None) as batch_op:
        batch_op.create_index("ix_feedback_ask_givers_giver", ["giver_id", "state"], unique=False)
        batch_op.create_index(
            "ix_feedback_ask_givers_look",
            ["look_at"],
            unique=False,
            sqlite_where=sa.text("state = 'open'"),
            postgresql_where=sa.text("state = 'open'"),
        )
        batch_op.create_index(batch_op.f("ix_feedback_ask_givers_reminder"), ["reminder"], unique=False)

    op.create_table(
        "outside_invitations",
        sa.Column("id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("workspace_id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("ask_id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("address", storage.types.SealedText(), nullable=True),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("state", sa.String(length=9), nullable=False),
        sa.Column("reason", storage.types.SealedText(), nullable=True),
        sa.Column("invited_at", storage.types.UtcTime(), nullable=False),
        sa.Column("expires_at", storage.types.UtcTime(), nullable=False),
        sa.Column("changed_at", storage.types.UtcTime(), nullable=False),
        sa.CheckConstraint(
            "state IN ('open','answered','declined','expired','cancelled')",
            name=op.f("ck_outside_invitations_state"),
        ),
        sa.ForeignKeyConstraint(
            ["ask_id"],
            ["feedback_asks.id"],
            name=op.f("fk_outside_invitations_ask_id_feedback_asks"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_outside_invitations_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outside_invitations")),
    )
    with op.batch_alter_table("outside_invitations", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_outside_invitations_ask_id"), ["ask_id"], unique=False)
        batch_op.create_index(
            "ix_outside_invitations_expiring",
            ["expires_at"],
            unique=False,
            sqlite_where=sa.text("state = 'open'"),
            postgresql_where=sa.text("state = 'open'"),
        )

    op.create_table(
        "talk_proposals",
        sa.Column("id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("workspace_id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("talk_id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("proposer_id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("chosen_at", storage.types.UtcTime(), nullable=True),
        sa.Column("ended_by", storage.types.RowId(), nullable=True),
        sa.Column("created_at", storage.types.UtcTime(), nullable=False),
        sa.CheckConstraint(
            "state IN ('open','replaced','accepted','cancelled')", name=op.f("ck_talk_proposals_state")
        ),
        sa.ForeignKeyConstraint(["ended_by"], ["people.id"], name=op.f("fk_talk_proposals_ended_by_people")),
        sa.ForeignKeyConstraint(
            ["proposer_id"], ["people.id"], name=op.f("fk_talk_proposals_proposer_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["talk_id"], ["talks.id"], name=op.f("fk_talk_proposals_talk_id_talks"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_talk_proposals_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_talk_proposals")),
    )
    with op.batch_alter_table("talk_proposals", schema=None) as batch_op:
        batch_op.create_index("ix_talk_proposals_talk", ["talk_id"], unique=False)
        batch_op.create_index(
            "uq_talk_proposals_one_open",
            ["talk_id"],
            unique=True,
            sqlite_where=sa.text("state = 'open'"),
            postgresql_where=sa.text("state = 'open'"),
        )

    op.create_table(
        "feedback_answers",
        sa.Column("id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("workspace_id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("ask_giver_id", storage.types.RowId(), nullable=True),
        sa.Column("owner_id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("author_id", storage.types.RowId(), nullable=True),
        sa.Column("outsider_id", storage.types.RowId(), nullable=True),
        sa.Column("form", sa.String(length=40), nullable=False),
        sa.Column("asked", storage.types.SealedText(), nullable=False),
        sa.Column("context", storage.types.SealedText(), nullable=True),
        sa.Column("answers", storage.types.SealedText(), nullable=False),
        sa.Column("answered_at", storage.types.UtcTime(), nullable=False),
        sa.Column("read_at", storage.types.UtcTime(), nullable=True),
        sa.Column("bundle", storage.types.RowId(), nullable=True),
        sa.Column("only_owner", sa.Boolean(), nullable=False),
        sa.Column("changed_at", storage.types.UtcTime(), nullable=True),
        sa.Column("withdrawn_at", storage.types.UtcTime(), nullable=True),
        sa.Column("thanked_at", storage.types.UtcTime(), nullable=True),
        sa.Column("taken_at", storage.types.UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["ask_giver_id"],
            ["feedback_ask_givers.id"],
            name=op.f("fk_feedback_answers_ask_giver_id_feedback_ask_givers"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["author_id"], ["people.id"], name=op.f("fk_feedback_answers_author_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["outsider_id"],
            ["outside_invitations.id"],
            name=op.f("fk_feedback_answers_outsider_id_outside_invitations"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["people.id"], name=op.f("fk_feedback_answers_owner_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_feedback_answers_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback_answers")),
    )
    with op.batch_alter_table("feedback_answers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_feedback_answers_author_id"), ["author_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_feedback_answers_bundle"), ["bundle"], unique=False)
        batch_op.create_index("ix_feedback_answers_owner", ["owner_id", "answered_at"], unique=False)

    op.create_table(
        "feedback_drafts",
        sa.Column("ask_giver_id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("workspace_id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("giver_id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("answers", storage.types.SealedText(), nullable=False),
        sa.Column("only_owner", sa.Boolean(), nullable=False),
        sa.Column("hinted", sa.Boolean(), nullable=False),
        sa.Column("saved_at", storage.types.UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["ask_giver_id"],
            ["feedback_ask_givers.id"],
            name=op.f("fk_feedback_drafts_ask_giver_id_feedback_ask_givers"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["giver_id"], ["people.id"], name=op.f("fk_feedback_drafts_giver_id_people")),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_feedback_drafts_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("ask_giver_id", name=op.f("pk_feedback_drafts")),
    )
    with op.batch_alter_table("feedback_drafts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_feedback_drafts_giver_id"), ["giver_id"], unique=False)

    op.create_table(
        "outside_links",
        sa.Column("id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("workspace_id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("invitation_id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["invitation_id"],
            ["outside_invitations.id"],
            name=op.f("fk_outside_links_invitation_id_outside_invitations"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_outside_links_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outside_links")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_outside_links_token_hash")),
    )
    with op.batch_alter_table("outside_links", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_outside_links_invitation_id"), ["invitation_id"], unique=False)

    op.create_table(
        "talk_moments",
        sa.Column("id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("proposal_id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("at", storage.types.UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["proposal_id"],
            ["talk_proposals.id"],
            name=op.f("fk_talk_moments_proposal_id_talk_proposals"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_talk_moments")),
    )
    with op.batch_alter_table("talk_moments", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_talk_moments_proposal_id"), ["proposal_id"], unique=False)

    op.create_table(
        "feedback_posts",
        sa.Column("answer_id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("workspace_id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("agreed", storage.types.SealedText(), nullable=True),
        sa.Column("agreed_at", storage.types.UtcTime(), nullable=True),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=80), nullable=True),
        sa.CheckConstraint(
            "state IN ('offered','agreed','posted','failed','private')", name=op.f("ck_feedback_posts_state")
        ),
        sa.ForeignKeyConstraint(
            ["answer_id"],
            ["feedback_answers.id"],
            name=op.f("fk_feedback_posts_answer_id_feedback_answers"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_feedback_posts_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("answer_id", name=op.f("pk_feedback_posts")),
    )
    op.create_table(
        "feedback_questions",
        sa.Column("id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("workspace_id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("answer_id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("question", storage.types.SealedText(), nullable=False),
        sa.Column("asked_at", storage.types.UtcTime(), nullable=False),
        sa.Column("reply", storage.types.SealedText(), nullable=True),
        sa.Column("replied_at", storage.types.UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["answer_id"],
            ["feedback_answers.id"],
            name=op.f("fk_feedback_questions_answer_id_feedback_answers"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_feedback_questions_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback_questions")),
    )
    with op.batch_alter_table("feedback_questions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_feedback_questions_answer_id"), ["answer_id"], unique=False)

    op.create_table(
        "feedback_shares",
        sa.Column("answer_id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("reader_id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("shared_at", storage.types.UtcTime(), nullable=False),
        sa.Column("read_at", storage.types.UtcTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["answer_id"],
            ["feedback_answers.id"],
            name=op.f("fk_feedback_shares_answer_id_feedback_answers"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["reader_id"], ["people.id"], name=op.f("fk_feedback_shares_reader_id_people")
        ),
        sa.PrimaryKeyConstraint("answer_id", "reader_id", name=op.f("pk_feedback_shares")),
    )
    with op.batch_alter_table("feedback_shares", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_feedback_shares_reader_id"), ["reader_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("feedback_shares", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_feedback_shares_reader_id"))

    op.drop_table("feedback_shares")
    with op.batch_alter_table("feedback_questions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_feedback_questions_answer_id"))

    op.drop_table("feedback_questions")
    op.drop_table("feedback_posts")
    with op.batch_alter_table("talk_moments", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_talk_moments_proposal_id"))

    op.drop_table("talk_moments")
    with op.batch_alter_table("outside_links", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_outside_links_invitation_id"))

    op.drop_table("outside_links")
    with op.batch_alter_table("feedback_drafts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_feedback_drafts_giver_id"))

    op.drop_table("feedback_drafts")
    with op.batch_alter_table("feedback_answers", schema=None) as batch_op:
        batch_op.drop_index("ix_feedback_answers_owner")
        batch_op.drop_index(batch_op.f("ix_feedback_answers_bundle"))
        batch_op.drop_index(batch_op.f("ix_feedback_answers_author_id"))

    op.drop_table("feedback_answers")
    with op.batch_alter_table("talk_proposals", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_talk_proposals_one_open",
            sqlite_where=sa.text("state = 'open'"),
            postgresql_where=sa.text("state = 'open'"),
        )
        batch_op.drop_index("ix_talk_proposals_talk")

    op.drop_table("talk_proposals")
    with op.batch_alter_table("outside_invitations", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_outside_invitations_expiring",
            sqlite_where=sa.text("state = 'open'"),
            postgresql_where=sa.text("state = 'open'"),
        )
        batch_op.drop_index(batch_op.f("ix_outside_invitations_ask_id"))

    op.drop_table("outside_invitations")
    with op.batch_alter_table("feedback_ask_givers", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_feedback_ask_givers_reminder"))
        batch_op.drop_index(
            "ix_feedback_ask_givers_look",
            sqlite_where=sa.text("state = 'open'"),
            postgresql_where=sa.text("state = 'open'"),
        )
        batch_op.drop_index("ix_feedback_ask_givers_giver")

    op.drop_table("feedback_ask_givers")
    with op.batch_alter_table("agreements", schema=None) as batch_op:
        batch_op.drop_index("ix_agreements_talk")
        batch_op.drop_index("ix_agreements_owner")

    op.drop_table("agreements")
    with op.batch_alter_table("upward_asked", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_upward_asked_person_id"))

    op.drop_table("upward_asked")
    with op.batch_alter_table("talks", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_talks_one_current", sqlite_where=sa.text("is_current"), postgresql_where=sa.text("is_current")
        )
        batch_op.drop_index(
            "ix_talks_planned",
            sqlite_where=sa.text("state = 'planned'"),
            postgresql_where=sa.text("state = 'planned'"),
        )
        batch_op.drop_index("ix_talks_pair")

    op.drop_table("talks")
    op.drop_table("goal_history")
    with op.batch_alter_table("goal_actions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_goal_actions_goal_id"))

    op.drop_table("goal_actions")
    with op.batch_alter_table("feedback_asks", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_feedback_asks_goal_id"))
        batch_op.drop_index("ix_feedback_asks_asker")

    op.drop_table("feedback_asks")
    with op.batch_alter_table("upward_rounds", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_upward_rounds_one_open",
            sqlite_where=sa.text("state = 'open'"),
            postgresql_where=sa.text("state = 'open'"),
        )
        batch_op.drop_index("ix_upward_rounds_manager")
        batch_op.drop_index(
            "ix_upward_rounds_look",
            sqlite_where=sa.text("state = 'open'"),
            postgresql_where=sa.text("state = 'open'"),
        )

    op.drop_table("upward_rounds")
    with op.batch_alter_table("team_members", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_team_members_person_id"))

    op.drop_table("team_members")
    with op.batch_alter_table("pairs", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_pairs_one_manager",
            sqlite_where=sa.text("role = 'manager' AND state = 'active'"),
            postgresql_where=sa.text("role = 'manager' AND state = 'active'"),
        )
        batch_op.drop_index(batch_op.f("ix_pairs_workspace_id"))
        batch_op.drop_index("ix_pairs_partner")
        batch_op.drop_index(batch_op.f("ix_pairs_employee_id"))

    op.drop_table("pairs")
    with op.batch_alter_table("journal_notes", schema=None) as batch_op:
        batch_op.drop_index("ix_journal_notes_owner")

    op.drop_table("journal_notes")
    with op.batch_alter_table("goals", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_goals_owner_id"))
        batch_op.drop_index(
            "ix_goals_due",
            sqlite_where=sa.text("state IN ('on_track', 'at_risk') AND due IS NOT NULL"),
            postgresql_where=sa.text("state IN ('on_track', 'at_risk') AND due IS NOT NULL"),
        )

    op.drop_table("goals")
    op.drop_table("feedback_pauses")
    with op.batch_alter_table("addresses", schema=None) as batch_op:
        batch_op.drop_index("ix_addresses_mark")

    op.drop_table("addresses")
    op.drop_table("teams")
    with op.batch_alter_table("seen", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_seen_at"))

    op.drop_table("seen")
    op.drop_table("people")
    op.drop_table("org_settings")
    with op.batch_alter_table("deliveries", schema=None) as batch_op:
        batch_op.drop_index("ix_deliveries_subject")
        batch_op.drop_index("ix_deliveries_state")
        batch_op.drop_index(
            "ix_deliveries_refresh",
            sqlite_where=sa.text("refresh_at IS NOT NULL"),
            postgresql_where=sa.text("refresh_at IS NOT NULL"),
        )
        batch_op.drop_index("ix_deliveries_recipient")
        batch_op.drop_index(
            "ix_deliveries_next",
            sqlite_where=sa.text("next_at IS NOT NULL"),
            postgresql_where=sa.text("next_at IS NOT NULL"),
        )
        batch_op.drop_index(
            "ix_deliveries_lease",
            sqlite_where=sa.text("lease_until IS NOT NULL"),
            postgresql_where=sa.text("lease_until IS NOT NULL"),
        )

    op.drop_table("deliveries")
    op.drop_table("workspaces")
