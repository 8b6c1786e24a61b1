"""The forms for feedback that nobody asked for, as typed values."""

import re

from bot.feedback_forms import form_of
from bot.texts import Texts
from storage.feedback_asks import Form

SBI, TOPS_TIPS, COMPLIMENT = "sbi", "tops_tips", "compliment"

_CHANNEL = re.compile(r"[CG][A-Z0-9]+")


def givable(texts: Texts) -> dict[str, Form]:
    """Return the forms for giving, worded for who gives and who receives; the first is the usual one."""
    return {entry["id"]: form_of(entry) for entry in texts.content["feedback_give"]["templates"]}


def compliment(texts: Texts) -> Form:
    """Return the form for thanking somebody."""
    entries = texts.content["feedback_templates"]["templates"]
    return form_of(next(entry for entry in entries if entry["id"] == COMPLIMENT))


def is_channel(slack_id: str) -> bool:
    """Whether this is the id of a channel, and not of a DM or something made up."""
    return _CHANNEL.fullmatch(slack_id) is not None
