"""The tick: every feature is asked, whatever befalls another; nothing due costs next to nothing."""

import pytest
from company import open_company
from outbox import notes
from probe import NOTE, Probe

from bot.feature import Feature
from storage import deliveries
from storage.people import person_by_slack_id


def owes_a_note(tx):
    """Owe Lee a message, once."""
    deliveries.enqueue(tx, NOTE, person_by_slack_id(tx, "U_LEE").id)


def breaks(tx):
    """Write something, and then fail."""
    deliveries.enqueue(tx, NOTE, person_by_slack_id(tx, "U_SAM").id)
    raise RuntimeError("broken")


@pytest.mark.parametrize("order", [(breaks, owes_a_note), (owes_a_note, breaks)], ids=["first", "last"])
async def test_one_that_fails_silences_no_other(sqlite_file, order):
    """What one feature owes goes out; of the one that failed nothing is kept."""
    features = (Probe().feature, *(Feature(name=ask.__name__, due=(ask,)) for ask in order))
    async with open_company(sqlite_file, features=features, paired=False) as company:
        await company.app.tick()
        await company.later(minutes=1)

        assert notes(company.lee) == ["note "]
        assert notes(company.sam) == []


async def test_nothing_due_costs_a_fixed_number_of_queries(company):
    """As many for one pair as for thirty people: nobody is asked one by one."""
    await company.app.tick()
    with company.app.house.database.count_queries() as few:
        await company.later(minutes=1)
    for employee, partner in (("U_LEE", "U_ANNA"), ("U_NOOR", "U_MARK"), ("U_SAM", "U_MARK")):
        company.pair(employee, partner)
    await company.later(minutes=1)
    with company.app.house.database.count_queries() as many:
        await company.later(minutes=1)

    assert many.count == few.count
