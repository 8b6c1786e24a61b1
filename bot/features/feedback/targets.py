"""What a cycle asks about feedback: some received, and some given."""

from bot.cycles import Span
from bot.feature import OpenItem, Target
from bot.features.feedback import views, views_giving
from bot.slack.blocks import button
from bot.texts import Translator
from storage import progress
from storage.transaction import Tx


def targets(tx: Tx, span: Span, t: Translator) -> list[Target]:
    """Count what a person received and gave under their name. One query."""
    received, given = progress.feedback_counts(tx, span.person.id, span.begins, span.ends)
    asked = span.asked
    ask = OpenItem(
        t.render("feedback/open_received", done=received, asked=asked.received),
        button(t("Ask for feedback"), views.OPEN_ASK),
    )
    give = OpenItem(
        t.render("feedback/open_given", done=given, asked=asked.given),
        button(t("Give feedback"), views_giving.OPEN_GIVE),
    )
    return [
        Target(t("Feedback received"), received, asked.received, [ask] if received < asked.received else []),
        Target(t("Feedback given"), given, asked.given, [give] if given < asked.given else []),
    ]
