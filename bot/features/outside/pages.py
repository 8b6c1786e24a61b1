"""The pages that people outside see, as HTML."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto

from bot.errors import Sentence, say
from bot.features.outside.rules import (
    LONGEST_ANSWER,
    LONGEST_REASON,
    REASON,
    Act,
    Wrong,
    question,
    readable,
)
from bot.privacy import Kind, promise
from bot.texts import Translator, localized
from storage.outside import Invited

PAGE_KEY = "page_key"
ACT = "act"


class Trouble(Enum):
    """Why something typed could not be sent, while the page can still be shown."""

    UNREADABLE = auto()
    STRANGE = auto()
    OLD = auto()


_TROUBLES = {
    Trouble.UNREADABLE: say(
        "We could not read everything your browser sent, so nothing was sent yet. Look through your text "
        "and try again."
    ),
    Trouble.STRANGE: say(
        "The form did not arrive as we know it, so nothing was sent. Look through your text and try again."
    ),
    Trouble.OLD: say(
        "This page was open for a long time, so nothing was sent yet. Please press the button again."
    ),
}


class Kept(Enum):
    """Why something typed was not taken, and is shown once more to be copied."""

    DONE = auto()
    BUSY = auto()
    FAILED = auto()


_KEPT = {
    Kept.DONE: (
        say("This was sent already"),
        say(
            "An answer with this link was sent before, or the question closed meanwhile. If you sent it from "
            "another window, it has arrived and you are done. What stands below was not sent; copy it if you "
            "want to keep it."
        ),
    ),
    Kept.BUSY: (
        say("One moment please"),
        say(
            "There were too many requests in a short time. Nothing was sent. Wait a minute and try again; "
            "what you typed stands below, so that you can copy it."
        ),
    ),
    Kept.FAILED: (
        say("This did not work"),
        say(
            "Something went wrong on our side. Nothing was sent. Try again in a few minutes; what you typed "
            "stands below, so that you can copy it."
        ),
    ),
}


@dataclass(frozen=True, slots=True)
class Filled:
    """What the form shows: values by field, what is wrong with them, and with the form as a whole."""

    values: Mapping[str, str] = field(default_factory=dict)
    wrong: Mapping[str, Wrong] = field(default_factory=dict)
    trouble: Trouble | None = None


def form_page(t: Translator, invited: Invited, company: str, page_key: str, filled: Filled) -> str:
    """Ask the questions; say who asks, who reads it and where it is kept, before anything is typed."""
    questions = []
    for number, asked in enumerate(invited.form.questions, 1):
        name = question(number)
        questions.append(
            {
                "name": name,
                "label": localized(asked.text, t.language),
                "required": asked.required,
                "value": filled.values.get(name, ""),
                "error": _said(t, filled.wrong.get(name), filled.values.get(name, ""), LONGEST_ANSWER),
            }
        )
    reason = filled.values.get(REASON, "")
    return t.html(
        "outside/page",
        asker=invited.asker.name,
        company=company,
        context=invited.context,
        readers=_readers(t, invited),
        until=t.full_date(invited.expires_at.astimezone(invited.asker.zone)),
        questions=questions,
        reason={"value": reason, "error": _said(t, filled.wrong.get(REASON), reason, LONGEST_REASON)},
        trouble=t.sentence(_TROUBLES[filled.trouble]) if filled.trouble else None,
        longest=LONGEST_ANSWER,
        longest_reason=LONGEST_REASON,
        page_key=page_key,
        acts={act.name: act.value for act in Act},
    )


def thanks_page(t: Translator, asker: str, *, declined: bool) -> str:
    """Thank, once, for what was just sent."""
    return t.html("outside/thanks", asker=asker, declined=declined)


def closed_page(t: Translator) -> str:
    """The one page for every link that does not open anything (any more), the same for a stranger."""
    return t.html("outside/closed")


def kept_page(t: Translator, kept: Kept, values: Mapping[str, str]) -> str:
    """Show what was typed and not sent, to be copied."""
    title, text = (t.sentence(sentence) for sentence in _KEPT[kept])
    return t.html("outside/kept", title=title, text=text, typed=_typed(values))


def too_much_page(t: Translator) -> str:
    """The post is larger than any form of ours."""
    return t.html("outside/too_much")


def _typed(values: Mapping[str, str]) -> list[str]:
    names = sorted(name for name in values if name.startswith("question_") or name == REASON)
    return [readable(values[name]) for name in names if values[name].strip()]


def _readers(t: Translator, invited: Invited) -> str:
    """Say who reads it, from the rule that guards reading."""
    asker = invited.asker.name
    if promise(Kind.NAMED_FEEDBACK).partner_if_shared:
        return t("Read by: %(asker)s, and a manager or coach only if %(asker)s shares it.", asker=asker)
    return t("Read by: %(asker)s.", asker=asker)


def _said(t: Translator, wrong: Wrong | None, text: str, longest: int) -> str | None:
    if wrong is None:
        return None
    sentences: dict[Wrong, Sentence] = {
        Wrong.EMPTY: say("Write something here first."),
        Wrong.TOO_LONG: say(
            "This is %(length)s characters; at most %(most)s fit. Shorten it a little.",
            length=len(text),
            most=longest,
        ),
        Wrong.UNREADABLE: say(
            "There were signs in it that cannot be kept. We took them out; look once more."
        ),
    }
    return t.sentence(sentences[wrong])
