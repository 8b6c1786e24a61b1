"""Topics and preparations."""

import sqlalchemy as sa
from alembic import op

import storage.types

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "preparations",
        sa.Column("id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("workspace_id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("talk_id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("person_id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("ready_at", storage.types.UtcTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", storage.types.UtcTime(), nullable=False),
        sa.Column("changed_at", storage.types.UtcTime(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_preparations_person_id_people")),
        sa.ForeignKeyConstraint(
            ["talk_id"], ["talks.id"], name=op.f("fk_preparations_talk_id_talks"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_preparations_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_preparations")),
        sa.UniqueConstraint("talk_id", "person_id", name="uq_preparations_one"),
    )
    with op.batch_alter_table("preparations", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_preparations_person_id"), ["person_id"], unique=False)

    op.create_table(
        "topics",
        sa.Column("id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("workspace_id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("pair_id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("author_id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("talk_id", storage.types.RowId(), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("theme", sa.String(length=20), nullable=True),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("title", storage.types.SealedText(), nullable=False),
        sa.Column("question_id", sa.String(length=40), nullable=True),
        sa.Column("question", storage.types.SealedText(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", storage.types.UtcTime(), nullable=False),
        sa.Column("changed_at", storage.types.UtcTime(), nullable=False),
        sa.CheckConstraint("state IN ('focus','parked','discussed','removed')", name=op.f("ck_topics_state")),
        sa.CheckConstraint("question_id IS NULL OR question IS NULL", name=op.f("ck_topics_one_question")),
        sa.ForeignKeyConstraint(["author_id"], ["people.id"], name=op.f("fk_topics_author_id_people")),
        sa.ForeignKeyConstraint(["pair_id"], ["pairs.id"], name=op.f("fk_topics_pair_id_pairs")),
        sa.ForeignKeyConstraint(["talk_id"], ["talks.id"], name=op.f("fk_topics_talk_id_talks")),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_topics_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_topics")),
    )
    with op.batch_alter_table("topics", schema=None) as batch_op:
        batch_op.create_index("ix_topics_pair", ["pair_id", "state"], unique=False)
        batch_op.create_index(batch_op.f("ix_topics_talk_id"), ["talk_id"], unique=False)

    op.create_table(
        "preparation_answers",
        sa.Column("id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("workspace_id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("preparation_id", storage.types.RowId(), autoincrement=False, nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.String(length=40), nullable=True),
        sa.Column("question", storage.types.SealedText(), nullable=True),
        sa.Column("text", storage.types.SealedText(), nullable=True),
        sa.Column("is_shared", sa.Boolean(), nullable=False),
        sa.Column("read_at", storage.types.UtcTime(), nullable=True),
        sa.CheckConstraint(
            "(question_id IS NULL) <> (question IS NULL)", name=op.f("ck_preparation_answers_one_question")
        ),
        sa.ForeignKeyConstraint(
            ["preparation_id"],
            ["preparations.id"],
            name=op.f("fk_preparation_answers_preparation_id_preparations"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["workspace_id"], ["workspaces.id"], name=op.f("fk_preparation_answers_workspace_id_workspaces")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_preparation_answers")),
        sa.UniqueConstraint("preparation_id", "place", name="uq_preparation_answers_place"),
    )
    with op.batch_alter_table("talks", schema=None) as batch_op:
        batch_op.add_column(sa.Column("quotes_changed_at", storage.types.UtcTime(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("talks", schema=None) as batch_op:
        batch_op.drop_column("quotes_changed_at")

    op.drop_table("preparation_answers")
    with op.batch_alter_table("topics", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_topics_talk_id"))
        batch_op.drop_index("ix_topics_pair")

    op.drop_table("topics")
    with op.batch_alter_table("preparations", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_preparations_person_id"))

    op.drop_table("preparations")
