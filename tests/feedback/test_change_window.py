"""Until it is read, and for 24 hours after: to the second, for everything that somebody gave."""

from datetime import timedelta

import pytest

from storage import feedback

MOMENT = "On Tuesday you asked the client what they needed."
DAY = timedelta(hours=24)
SECOND = timedelta(seconds=1)


async def answer(company, desk):
    await desk.ask(company.emma, "U_LEE")
    await desk.answer(company.lee)


async def feedback_unasked(company, desk):
    del desk
    await company.lee.command("/feedback give @emma")
    company.lee.fill(question_1=MOMENT, question_2="They felt heard.", question_3="They signed.")
    await company.lee.submit()
    await company.lee.close_modal()


async def compliment(company, desk):
    del desk
    await company.lee.command("/feedback thanks @emma")
    company.lee.fill(question_1=MOMENT, question_2="They signed.")
    await company.lee.submit()
    await company.lee.close_modal()


EVERYTHING = pytest.mark.parametrize("write", [answer, feedback_unasked, compliment])


def kept(company):
    return company.look(feedback.received_by, company.person("U_EMMA").id, limit=1)[0]


async def open_given(company):
    await company.lee.command("/feedback given")
    await company.lee.press("Open")


@EVERYTHING
@pytest.mark.parametrize(("after", "may"), [(DAY - SECOND, True), (DAY, False), (DAY + SECOND, False)])
async def test_the_day_after_reading_ends_to_the_second(company, desk, write, after, may):
    """The form was opened in time; what counts is when it is sent."""
    await write(company, desk)
    await company.later(hours=50)
    await company.emma.press("Lezen")
    await company.emma.close_modal()
    read_at = kept(company).read_at
    await open_given(company)
    await company.lee.press("Change")
    company.lee.fill(question_1="The new words, of a moment you saw.")
    company.clock.move_to(read_at + after)
    result = await company.lee.submit()

    assert result.ok is may
    assert (kept(company).texts[0] != MOMENT and kept(company).changed_at is not None) is may or not may
    assert (kept(company).changed_at is not None) is may
    if not may:
        assert "read this more than a day ago, so it stays as it is." in result.errors["question_1"]
        assert company.lee.modal.field("question_1").value == "The new words, of a moment you saw."


@EVERYTHING
@pytest.mark.parametrize(("after", "may"), [(DAY - SECOND, True), (DAY, False)])
async def test_taking_back_ends_at_the_same_second(company, desk, write, after, may):
    """The button was there; what counts is when it is pressed."""
    await write(company, desk)
    await company.emma.press("Lezen")
    read_at = kept(company).read_at
    await open_given(company)
    company.clock.move_to(read_at + after)
    await company.lee.press("Take back")

    assert (company.look(feedback.count_received, company.person("U_EMMA").id) == 0) is may
    assert ("more than a day ago" in company.lee.modal) is not may


@EVERYTHING
async def test_reading_a_second_time_does_not_start_a_second_day(company, desk, write):
    """The first reading counts, also when it was changed since and read again."""
    await write(company, desk)
    await company.emma.press("Lezen")
    read_at = kept(company).read_at
    company.clock.move_to(read_at + timedelta(hours=20))
    await open_given(company)
    await company.lee.press("Change")
    company.lee.fill(question_1="The new words, of a moment you saw.")
    await company.lee.submit()
    await company.lee.close_modal(all_views=True)
    await company.emma.close_modal()
    await company.emma.press("Lezen")
    assert "Gewijzigd op dinsdag 3 februari." in company.emma.modal
    company.clock.move_to(read_at + DAY)
    await open_given(company)

    assert kept(company).read_at == read_at
    assert "[Change]" not in company.lee.modal
    assert "@Emma de Vries read this more than a day ago, so it stays as it is." in company.lee.modal


@EVERYTHING
async def test_unread_it_can_be_changed_for_ever(company, desk, write):
    """Weeks later; the day on which it was changed is the reader's own."""
    await write(company, desk)
    company.clock.move_to(company.clock.now() + timedelta(days=40, hours=13, minutes=30))
    await open_given(company)
    await company.lee.press("Change")
    company.lee.fill(question_1="The new words, of a moment you saw.")
    assert (await company.lee.submit()).ok
    await company.emma.command("/feedback ontvangen")
    assert "gewijzigd" in company.emma.modal
    await company.emma.press("Lezen")

    # 22:30 in London is the next day in Amsterdam.
    assert "Gewijzigd op zaterdag 14 maart." in company.emma.modal


@EVERYTHING
async def test_somebody_it_is_shared_with_does_not_start_the_day(company, desk, write):
    """Only its owner's reading counts; Mark reads it after Emma shared it."""
    await write(company, desk)
    await company.emma.press("Lezen")
    await company.emma.press("Delen met leidinggevende")
    read_at = kept(company).read_at
    company.clock.move_to(read_at + timedelta(hours=23))
    await company.mark.command("/feedback list")
    await company.mark.press("Lezen")

    assert kept(company).read_at == read_at
    await open_given(company)
    assert "[Change]" in company.lee.modal
