"""What the demo shows behind the scenes: the app's deliveries, newest first, without content."""

from typing import Any

from bot.wiring import Runtime
from storage.deliveries import PERSON, log_lines
from storage.people import people_by_id
from storage.teams import teams
from storage.transaction import Tx

NEWEST = 200


async def deliveries(runtime: Runtime) -> list[dict[str, Any]]:
    """Values by column name, for the playground's panel."""

    def look(tx: Tx) -> list[dict[str, Any]]:
        lines = log_lines(tx, limit=NEWEST)
        people = people_by_id(tx, {line.recipient for line in lines if line.audience == PERSON})
        names = {person.id: person.name for person in people.values()}
        names |= {team.id: f"#{team.name}" for team in teams(tx)}
        return [
            {
                "kind": line.kind,
                "to": names.get(line.recipient, "?"),
                "due": line.due_at,
                "sent": line.sent_at,
                "state": line.state,
                "attempts": line.attempts,
                "reason": line.reason or "",
            }
            for line in lines
        ]

    return await runtime.house.transact(runtime.house.workspace_ids[0], look)
