"""What a talk is called where it is listed."""

from datetime import UTC, datetime

from talk_steps import plan


async def test_the_time_to_prepare_counts_the_days_off_of_the_reader(company):
    """Five working days before a Friday after King's Day is a Thursday; from then on the list says so."""
    await plan(company, datetime(2026, 5, 1, 9, tzinfo=UTC))
    said = []
    for day in (22, 23):
        await company.until(datetime(2026, 4, day, 10, tzinfo=UTC))
        await company.emma.command("/talk list")
        said.append("Tijd om je voor te bereiden" in company.emma.modal.words)
        await company.emma.close_modal(all_views=True)

    assert said == [False, True]
