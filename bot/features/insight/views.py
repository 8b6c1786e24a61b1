"""What a team sees of its quarter."""

from bot.feature import Message
from bot.slack.blocks import section
from bot.texts import Translator


def team_start(t: Translator, *, held: int, people: int) -> Message:
    """Open the quarter in the team's channel."""
    text = t.render("insight/team_start", held=held, people=people)
    return Message(text, [section(text)])
