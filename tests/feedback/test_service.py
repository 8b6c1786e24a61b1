"""Use cases and storage of feedback, without Slack."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from bot.features.feedback import asking, forms, reading, service, words
from bot.features.feedback.asking import NewAsk
from storage import feedback, feedback_asks

TYPED = "typed by somebody"


def fill(company, count):
    """Emma asks and receives `count` times."""
    emma, lee = company.person("U_EMMA"), company.person("U_LEE")
    form = forms.askable(company.app.house.texts)["tops_tips"]

    def keep(tx):
        for number in range(count):
            due_on = tx.now.date() + timedelta(days=9)
            rows = feedback_asks.add_ask(
                tx,
                asker=emma.id,
                form=form,
                context=f"{TYPED} {number}",
                due_on=due_on,
                givers={lee.id: tx.now},
            )
            service.answer(tx, lee, rows[lee.id], [TYPED, TYPED])

    company.look(keep)


@pytest.mark.parametrize("count", [5, 200])
async def test_a_screen_costs_a_fixed_number_of_queries(company, count):
    """The list and the Home section, with few items and with many."""
    fill(company, count)
    emma, t = company.person("U_EMMA"), company.app.house.texts.of("nl")
    with company.app.house.database.count_queries() as listed:
        company.look(reading.overview, emma)
    with company.app.house.database.count_queries() as at_home:
        company.look(words.home_section, emma, t)

    assert (listed.count, at_home.count) == (10, 4)


async def test_a_minute_in_which_nothing_is_due_costs_one_query(company):
    """However much is open."""
    form = forms.askable(company.app.house.texts)["tops_tips"]
    due_on = company.clock.now().date() + timedelta(days=14)
    for asker in ("U_EMMA", "U_MARK", "U_NOOR"):
        new = NewAsk(["U_LEE", "U_SAM"], form.id, None, due_on)
        company.look(asking.ask, company.person(asker), {form.id: form}, new)
    with company.app.house.database.count_queries() as counter:
        company.look(service.due)

    assert counter.count == 1


async def test_pages_hold_ten_newest_first(company):
    """A page that does not exist is the last one."""
    fill(company, 23)
    emma = company.person("U_EMMA")
    last = company.look(reading.overview, emma, asked_page=99, received_page=1)

    assert (last.asked_page.page, last.asked_page.pages, len(last.asked)) == (2, 3, 3)
    assert len(last.received) == 10


async def test_next_and_previous_turn_each_list_by_itself(company):
    """Emma turns what she received; what she asked stays where it is."""
    fill(company, 12)
    await company.emma.command("/feedback list")
    await company.emma.press("feedback.received_next")
    await company.emma.press("feedback.asked_next")
    assert company.emma.modal.text.count("Pagina 2 van 2") == 2
    await company.emma.press("feedback.asked_back")

    assert company.emma.modal.text.count("Pagina 2 van 2") == 1
    assert company.emma.modal.text.count("Pagina 1 van 2") == 1


@pytest.mark.parametrize(
    ("who", "following", "back", "turned", "read"),
    [
        ("U_MARK", "Volgende", "Vorige", "Pagina 2 van 2", "[Lezen]"),
        ("U_ANNA", "Next", "Previous", "Page 2 of 2", "[Read]"),
    ],
)
async def test_what_is_shared_turns_pages_too(company, who, following, back, turned, read):
    """Emma shares eleven with her manager and her coach: ten on a page, the oldest on the next one."""
    fill(company, 11)
    company.pair("U_EMMA", "U_ANNA", role="coach")
    emma, partner, reads = company.person("U_EMMA"), company.person(who), company.act(who)

    def share_all(tx):
        for answer in feedback.received_by(tx, emma.id, offset=0, limit=11):
            feedback.share(tx, answer.id, partner.id)

    company.look(share_all)
    with company.app.house.database.count_queries() as counter:
        company.look(reading.overview, partner, shared_page=99)
    await reads.command("/feedback list")
    first = reads.modal.text.count(read)
    await reads.press(following)
    second = reads.modal.text
    await reads.press(back)

    assert counter.count == 10
    assert (first, second.count(read), reads.modal.text.count(read)) == (10, 1, 10)
    assert turned in second


async def test_nothing_typed_stands_in_the_database_as_it_was_typed(company, desk):
    """Context, answers and reason are sealed."""
    await desk.ask(company.lee, "U_ANNA", "U_SAM", about=TYPED)
    await desk.answer(company.anna, TYPED)
    await company.sam.press("No thanks")
    company.sam.fill(reason=TYPED)
    await company.sam.submit()

    def dump(tx):
        tables = sa.inspect(tx.session.get_bind()).get_table_names()
        return [str(row) for table in tables for row in tx.session.execute(sa.text(f"SELECT * FROM {table}"))]  # noqa: S608 our own names

    rows = company.look(dump)
    assert len(rows) > 10
    assert not [row for row in rows if TYPED in row]
