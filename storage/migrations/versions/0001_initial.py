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
        sa.Column("audience", sa.String(length=6), nullable=False),
        sa.Column("recipient", storage.types.RowId(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("subject", storage.types.RowId(), nullable=False),
        sa.Column("period", sa.String(length=20), nullable=False),
        sa.Column("step", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("nonce", sa.String(length=32), nullable=False),
        sa.Column("due_at", storage.types.UtcTime(), nullable=False),
        sa.Column("next_at", storage.types.UtcTime(), nullable=False),
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
        batch_op.create_index("ix_deliveries_recipient", ["recipient", "sent_at"], unique=False)
        batch_op.create_index(
            "ix_deliveries_refresh",
            ["refresh_at"],
            unique=False,
            sqlite_where=sa.text("refresh_at IS NOT NULL"),
            postgresql_where=sa.text("refresh_at IS NOT NULL"),
        )
        batch_op.create_index("ix_deliveries_subject", ["kind", "subject"], unique=False)
        batch_op.create_index(
            "ix_deliveries_waiting",
            ["next_at"],
            unique=False,
            sqlite_where=sa.text("state IN ('due', 'sending', 'unknown')"),
            postgresql_where=sa.text("state IN ('due', 'sending', 'unknown')"),
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


def downgrade() -> None:
    op.drop_table("goal_history")
    with op.batch_alter_table("goal_actions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_goal_actions_goal_id"))

    op.drop_table("goal_actions")
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
    with op.batch_alter_table("goals", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_goals_owner_id"))
        batch_op.drop_index(
            "ix_goals_due",
            sqlite_where=sa.text("state IN ('on_track', 'at_risk') AND due IS NOT NULL"),
            postgresql_where=sa.text("state IN ('on_track', 'at_risk') AND due IS NOT NULL"),
        )

    op.drop_table("goals")
    op.drop_table("teams")
    with op.batch_alter_table("seen", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_seen_at"))

    op.drop_table("seen")
    op.drop_table("people")
    with op.batch_alter_table("deliveries", schema=None) as batch_op:
        batch_op.drop_index(
            "ix_deliveries_waiting",
            sqlite_where=sa.text("state IN ('due', 'sending', 'unknown')"),
            postgresql_where=sa.text("state IN ('due', 'sending', 'unknown')"),
        )
        batch_op.drop_index("ix_deliveries_subject")
        batch_op.drop_index(
            "ix_deliveries_refresh",
            sqlite_where=sa.text("refresh_at IS NOT NULL"),
            postgresql_where=sa.text("refresh_at IS NOT NULL"),
        )
        batch_op.drop_index("ix_deliveries_recipient")

    op.drop_table("deliveries")
    op.drop_table("workspaces")
