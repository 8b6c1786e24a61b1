"""The message to a team's channel at the start of a quarter: counts, never a name."""

from bot.feature import Message
from bot.features.insight import rules, views
from bot.hours import local_date
from bot.texts import Translator
from storage import deliveries
from storage.deliveries import Delivery
from storage.people import Person
from storage.talks import held_counts
from storage.teams import team_by_id, team_members, teams
from storage.transaction import Tx

TEAM_START = "insight.team_start"


def owe_team_starts(tx: Tx) -> None:
    """Owe every team that is large enough and has a channel its message of the quarter, once."""
    for team in teams(tx):
        if team.channel is None or team.size < rules.SMALLEST or not rules.is_opening(tx.now, team.zone):
            continue
        period = rules.quarter_name(local_date(tx.now, team.zone))
        deliveries.enqueue(tx, TEAM_START, team.id, period=period, audience=deliveries.TEAM)


def word_team_start(tx: Tx, delivery: Delivery, _person: Person | None, t: Translator) -> Message | None:
    """Say how many held a talk last quarter, as things stand now; nothing for a team that became small."""
    team = team_by_id(tx, delivery.recipient)
    if team is None or team.size < rules.SMALLEST or rules.is_over(tx.now, team.zone):
        return None
    today = local_date(tx.now, team.zone)
    if delivery.period != rules.quarter_name(today):
        return None
    start, end = rules.quarter_before(today)
    held = held_counts(tx, team_members(tx).get(team.id, []), start, end)
    return views.team_start(t, held=sum(held.values()), people=len(held))
