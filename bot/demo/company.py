"""The made-up company: 14 people in 3 teams, two languages, three time zones; one joins, one leaves."""

from dataclasses import dataclass

from bot.features import FEATURES
from bot.slack.manifest import manifest
from bot.wiring import Runtime
from playground.members import Member
from playground.server import Playground
from playground.workspace import Workspace
from storage.pairs import add_pair
from storage.people import people_by_slack_id
from storage.teams import save_team
from storage.transaction import Tx

NAME = "Waterlelie"


@dataclass(frozen=True, slots=True)
class _Somebody:
    slack_id: str
    name: str
    title: str
    team: str
    manager: str | None


_TEAMS = {
    "Klanten": ("team-klanten", "nl", "Europe/Amsterdam"),
    "Product": ("team-product", "en", "Europe/London"),
    "America": ("team-america", "en", "America/New_York"),
}

_LOCALES = {"nl": "nl-NL", "en": "en-GB"}

PEOPLE = (
    _Somebody("UMARK", "Mark Jansen", "Team lead Klanten", "Klanten", "UANNA"),
    _Somebody("UEMMA", "Emma de Vries", "Adviseur", "Klanten", "UMARK"),
    _Somebody("UNOOR", "Noor Bakker", "Adviseur", "Klanten", "UMARK"),
    _Somebody("UDAAN", "Daan Visser", "Planner", "Klanten", "UMARK"),
    _Somebody("USOFIE", "Sofie Mulder", "HR", "Klanten", "UMARK"),
    _Somebody("UTIM", "Tim de Boer", "Servicedesk", "Klanten", "UMARK"),
    _Somebody("UFATIMA", "Fatima El Amrani", "Servicedesk", "Klanten", "UMARK"),
    _Somebody("UANNA", "Anna Whitfield", "Director", "Product", None),
    _Somebody("ULEE", "Lee Carter", "Designer", "Product", "UANNA"),
    _Somebody("UPRIYA", "Priya Nair", "Engineer", "Product", "UANNA"),
    _Somebody("UOWEN", "Owen Hughes", "Engineer", "Product", "UANNA"),
    _Somebody("USAM", "Sam Rivera", "Team lead America", "America", "UANNA"),
    _Somebody("UGRACE", "Grace Kim", "Account manager", "America", "USAM"),
    # Joins in the story's last week, and names his manager himself.
    _Somebody("UJACK", "Jack Thompson", "Account manager", "America", None),
    # Leaves in the story's third week.
    _Somebody("UPIET", "Pieter Bos", "Adviseur", "Klanten", "UMARK"),
)

JOINER, LEAVER = "UJACK", "UPIET"

HR, ADMIN = "USOFIE", "UANNA"


def make_slack(play: Playground) -> Workspace:
    """Make the workspace with its people, a channel a team, and the app installed and invited to them."""
    slack = play.add_workspace(name=NAME, members=members())
    for team, (channel, _, _) in _TEAMS.items():
        people = [person.slack_id for person in PEOPLE if person.team == team and person.slack_id != JOINER]
        slack.add_channel(channel, people, with_app=True)
    slack.install(manifest(FEATURES))
    return slack


def members() -> list[Member]:
    """The people whom Slack knows when the story begins."""
    return [_member(person) for person in PEOPLE if person.slack_id != JOINER]


def joiner() -> Member:
    """The one who joins later."""
    return next(_member(person) for person in PEOPLE if person.slack_id == JOINER)


def _member(person: _Somebody) -> Member:
    _, language, zone = _TEAMS[person.team]
    return Member(
        id=person.slack_id,
        name=person.name.lower().replace(" ", "."),
        real_name=person.name,
        title=person.title,
        locale=_LOCALES[language],
        tz=zone,
    )


async def organise(runtime: Runtime, workspace: int, slack: Workspace) -> None:
    """Tell the app who works with whom, as an HR import would."""

    def save(tx: Tx) -> None:
        known = people_by_slack_id(tx, [person.slack_id for person in PEOPLE])
        for team, (channel, language, zone) in _TEAMS.items():
            save_team(
                tx,
                name=team,
                channel=slack.channel(channel).id,
                language=language,
                zone=zone,
                members=[
                    known[person.slack_id].id
                    for person in PEOPLE
                    if person.team == team and person.slack_id not in {JOINER, LEAVER}
                ],
            )
        for person in PEOPLE:
            if person.manager is not None:
                add_pair(
                    tx,
                    employee=known[person.slack_id].id,
                    partner=known[person.manager].id,
                    role="manager",
                    source="import",
                    state="active",
                )

    await runtime.house.transact(workspace, save)
