"""What tests of deliveries look at: the rows, what was written to somebody, how often Slack was called."""

import sqlalchemy as sa

from storage import deliveries
from storage.deliveries import DeliveryRow
from storage.types import core

ROWS = core(DeliveryRow)


def states(company):
    """The state of every delivery, in the order in which they became due."""
    query = sa.select(ROWS.c.state).order_by(ROWS.c.due_at, ROWS.c.step)
    return company.look(lambda tx: list(tx.session.execute(query).scalars()))


def reasons(company):
    return company.look(lambda tx: list(tx.session.execute(sa.select(ROWS.c.reason)).scalars()))


def notes(actor):
    """What the app wrote to somebody."""
    return [message.text for message in actor.inbox if message.by_app]


def posts(company):
    return len(company.slack.calls("chat.postMessage"))


def claim_all(tx, company):
    """Take everything due, as a courier would that then dies."""
    return deliveries.claim(tx.session, company.clock.now(), workspaces=[company.workspace], limit=20)
