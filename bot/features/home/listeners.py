"""Slack's requests about Home and `/goodtalk`."""

from bot.feature import Message, Subcommand
from bot.features.home import service
from bot.slack.blocks import section
from bot.slack.home import publish_home
from bot.slack.mentions import split_command
from bot.slack.requests import Command, Event, Reply
from bot.slack.words import unknown_word


async def goodtalk(command: Command) -> Reply:
    """`/goodtalk …`: hand the rest to whoever knows its first word."""
    words = _words(command)
    name, found = words.get(command.said.word or "help", ("", None))
    if found is None:
        return unknown_word(command, list(words))
    command.said = split_command(command.said.rest)
    added = _added(command, f"/{name} {command.said.word}")
    if added is not None:
        command.said = split_command(command.said.rest)
    return await (added or found).handler(command)


async def show_help(command: Command) -> Reply:
    """`/goodtalk help`: one line a thing one can do."""
    lines = [
        (line.example, command.t.sentence(line.meaning))
        for feature in command.house.features
        for line in feature.help
    ]
    text = command.t.render("home/help", lines=lines)
    return Message(text, [section(text)])


async def show_home(command: Command) -> Reply:
    """`/goodtalk home`: draw Home and say where it is."""
    people = frozenset({command.person.id})
    await publish_home(command.house, command.workspace.id, people, always=True)
    text = command.t.render("home/where")
    return Message(text, [section(text)])


async def draw_home(event: Event) -> None:
    """Somebody opened a tab of the app."""
    if event.payload.get("tab") != "home":
        return
    person = await event.run(service.opened, str(event.payload["user"]))
    if person is not None:
        await publish_home(event.house, event.workspace.id, frozenset({person}))


def _words(command: Command) -> dict[str, tuple[str, Subcommand]]:
    """Every word, in either language, with the English one and what it does."""
    found: dict[str, tuple[str, Subcommand]] = {}
    for feature in command.house.features:
        for word, subcommand in feature.subcommands.items():
            found |= dict.fromkeys((word, *subcommand.also), (word, subcommand))
    return found


def _added(command: Command, line: str) -> Subcommand | None:
    """Find a word that one feature adds behind the command of another."""
    return next(
        (feature.added_words[line] for feature in command.house.features if line in feature.added_words), None
    )
