"""What a cycle asks about reflection: one finished, of somebody who has a talk partner."""

from bot.cycles import Span
from bot.feature import OpenItem, Target
from bot.features.reflections import views
from bot.slack.blocks import button
from bot.texts import Translator
from storage import reflections
from storage.transaction import Tx


def targets(tx: Tx, span: Span, t: Translator) -> list[Target]:
    """Count the reflections a person finished in the cycle. One query."""
    asked = span.asked.reflections if span.partners else 0
    found = reflections.done_counts(tx, [span.person.id], span.begins, span.ends)
    done = found.get(span.person.id, 0)
    item = OpenItem(t.render("reflections/open_item"), button(t("Write a reflection"), views.START))
    return [Target(t("Reflection"), done, asked, [item] if done < asked else [])]
