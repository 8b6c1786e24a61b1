"""The inbox by every filter at once: nothing is missed, nothing shows twice, and no page is empty."""

import random
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from bot.features.feedback import forms, service, service_inbox
from bot.features.feedback.rules_answers import Period
from bot.features.feedback.service_inbox import Wanted
from storage import feedback_asks, feedback_marks, goals, outside, outside_answers
from storage.feedback_inbox import OUTSIDE
from storage.goals import GoalText
from storage.types import new_id

# Now is Monday 2 February 2026; Emma lives in Amsterdam. Moments around the ends of the periods, in her zone.
MOMENTS = (
    datetime(2026, 2, 2, 8, tzinfo=UTC),
    datetime(2025, 12, 31, 23, 0, 0, tzinfo=UTC),
    datetime(2025, 12, 31, 22, 59, 59, tzinfo=UTC),
    datetime(2025, 9, 30, 22, 0, 0, tzinfo=UTC),
    datetime(2025, 9, 30, 21, 59, 59, tzinfo=UTC),
    datetime(2024, 12, 31, 23, 0, 0, tzinfo=UTC),
)
THIS_QUARTER = THIS_YEAR = datetime(2025, 12, 31, 23, tzinfo=UTC)
LAST_QUARTER = datetime(2025, 9, 30, 22, tzinfo=UTC)


@dataclass(frozen=True)
class Kept:
    """An answer as the test knows it."""

    text: str
    at: datetime
    form: str
    goal: int | None
    person: int | None

    def is_in(self, period):
        match period:
            case Period.THIS_QUARTER:
                return self.at >= THIS_QUARTER
            case Period.LAST_QUARTER:
                return LAST_QUARTER <= self.at < THIS_QUARTER
            case Period.THIS_YEAR:
                return self.at >= THIS_YEAR
        return True

    def fits(self, wanted):
        return (
            self.is_in(wanted.period)
            and wanted.form in {None, self.form}
            and wanted.goal in {None, self.goal}
            and wanted.person in {None, self.person or OUTSIDE}
        )


class Shelf:
    """Fills Emma's inbox, and knows what is in it."""

    def __init__(self, company):
        self.company = company
        self.emma = company.person("U_EMMA")
        self.people = [company.person(slack_id) for slack_id in ("U_LEE", "U_SAM", "U_ANNA")]
        known = forms.askable(company.app.house.texts)
        self.forms = [known[name] for name in ("tops_tips", "project", "external")]
        self.goals = company.look(self._two_goals)
        self.kept = []

    def _two_goals(self, tx):
        texts = [GoalText("development", title, None, None, None, None) for title in ("Say no", "Present")]
        return [goals.add_goal(tx, self.emma.id, text) for text in texts]

    def put(self, tx, moment, form, goal, person, *, withdrawn=False):
        """Keep one answer; without a person it comes from outside."""
        then = replace(tx, now=moment)
        ask, text = new_id(), f"number {len(self.kept)}"
        givers = {person.id: moment} if person else {}
        rows = feedback_asks.add_ask(
            then,
            asker=self.emma.id,
            form=form,
            context=None,
            due_on=moment.date() + timedelta(days=400),
            givers=givers,
            goal=goal,
            ask=ask,
        )
        texts = [text] * len(form.questions)
        if person is None:
            invitation = outside.invite(then, ask=ask, address="jo@example.com", language="en")
            invited = outside.invitation_by_id(then, invitation.id)
            outside_answers.add_answer(then, invited, texts)
        else:
            service.answer(then, person, rows[person.id], texts)
        if withdrawn:
            answer = feedback_marks.answer_to_ask(then, rows[person.id])
            feedback_marks.withdraw(then, answer.id)
            return
        self.kept.append(Kept(text, moment, form.id, goal, person.id if person else None))

    def fill_every_kind(self, tx):
        """Each moment with each form, goal and person, and one of each that was taken back."""
        for moment, form, goal in product(MOMENTS, self.forms, [None, *self.goals]):
            for person in [*self.people[:2], None]:
                self.put(tx, moment, form, goal, person)
            self.put(tx, moment, form, goal, self.people[0], withdrawn=True)

    def fill(self, tx, count):
        """So many, here and there, several at the same moment."""
        dice = random.Random(7)
        for _ in range(count):
            moment = datetime(2026, 2, 1, tzinfo=UTC) - timedelta(days=dice.randrange(700))
            self.put(
                tx,
                moment,
                dice.choice(self.forms),
                dice.choice([None, *self.goals]),
                dice.choice([*self.people, None]),
            )

    def every_wanted(self):
        """Every combination of filters, also of what is not there."""
        for period, form, goal, person in product(
            Period,
            [None, *(form.id for form in self.forms), "nonsense"],
            [None, *self.goals, 1],
            [None, *(person.id for person in self.people), OUTSIDE, 1],
        ):
            yield Wanted(period, form, goal, person)

    def pages(self, wanted):
        """All pages, one after the other, as Next shows them."""
        first = self.company.look(service_inbox.inbox, self.emma, wanted)
        rest = [
            self.company.look(service_inbox.inbox, self.emma, replace(wanted, page=number))
            for number in range(1, first.at.pages)
        ]
        return [first, *rest]


@pytest.fixture
def shelf(company):
    return Shelf(company)


async def test_every_combination_of_filters_finds_exactly_what_it_names(company, shelf):
    """1,000 combinations over answers around the ends of periods, some taken back."""
    company.look(shelf.fill_every_kind)
    for wanted in shelf.every_wanted():
        expected = [one for one in shelf.kept if one.fits(wanted)]
        pages = shelf.pages(wanted)
        found = [answer.texts[0] for page in pages for answer in page.answers]

        assert sorted(found) == sorted(one.text for one in expected), wanted
        assert pages[0].count == len(expected)
        assert all(page.answers for page in pages) or not expected
        assert all(len(page.answers) == 10 for page in pages[:-1])


async def test_500_items_page_without_an_empty_page_and_at_the_same_cost(company, shelf):
    """Newest first on each page, whatever is asked for; beyond the end the last page shows."""
    company.look(shelf.fill, 500)
    costs = set()
    for wanted in (
        Wanted(),
        Wanted(form="project"),
        Wanted(Period.LAST_QUARTER),
        Wanted(goal=shelf.goals[0]),
        Wanted(person=shelf.people[0].id),
        Wanted(Period.THIS_YEAR, "tops_tips", shelf.goals[1], shelf.people[2].id),
        Wanted(goal=1),
    ):
        expected = [one for one in shelf.kept if one.fits(wanted)]
        last = max(0, (len(expected) - 1) // 10)
        for page in (0, 1, last, last + 1, 99_999):
            with company.app.house.database.count_queries() as counter:
                shown = company.look(service_inbox.inbox, shelf.emma, replace(wanted, page=page))
            costs.add(counter.count)
            assert bool(shown.answers) is bool(expected)
            assert shown.at.page == min(page, last)
        found = [answer for page in shelf.pages(wanted) for answer in page.answers]
        assert sorted(answer.texts[0] for answer in found) == sorted(one.text for one in expected)
        moments = [answer.answered_at for answer in found]
        assert moments == sorted(moments, reverse=True)

    assert costs == {5}


async def test_filters_stay_while_paging(company, shelf):
    """Goal and colleague chosen, then Next and Previous, read and come back: still those."""
    company.look(shelf.fill, 500)
    goal, lee = shelf.goals[0], shelf.people[0]
    await company.emma.command("/feedback ontvangen")
    await company.emma.press("feedback.inbox_goal", value=str(goal))
    await company.emma.press("feedback.inbox_person", value=str(lee.id))
    wanted = Wanted(goal=goal, person=lee.id)
    expected = sum(one.fits(wanted) for one in shelf.kept)
    assert expected > 20
    assert f"{expected} keer feedback." in company.emma.modal
    await company.emma.press("Volgende")
    await company.emma.press("Volgende")
    assert f"Pagina 3 van {-(-expected // 10)}" in company.emma.modal
    assert company.emma.modal.text.count("@Lee Carter") == min(10, expected - 20)
    await company.emma.press("Lezen")
    await company.emma.close_modal()
    assert "Pagina 3 van" in company.emma.modal
    await company.emma.press("Vorige")
    assert "Pagina 2 van" in company.emma.modal
    assert f"{expected} keer feedback." in company.emma.modal
    await company.emma.press("feedback.inbox_period", value="this_year")

    fewer = sum(one.fits(replace(wanted, period=Period.THIS_YEAR)) for one in shelf.kept)
    said = "Niets gevonden." if not fewer else "Eén keer" if fewer == 1 else f"{fewer} keer"
    assert said in company.emma.modal


async def test_the_last_page_goes_when_its_last_item_is_taken_back(company, shelf):
    """Eleven items, the second page open; the giver takes that one back: Next and filters show the first."""
    company.look(shelf.fill, 11)
    oldest = min(shelf.kept, key=lambda one: one.at)
    await company.emma.command("/feedback ontvangen")
    await company.emma.press("Volgende")
    assert company.emma.modal.text.count("[Lezen]") == 1

    def take_back(tx):
        answers = service_inbox.inbox(tx, shelf.emma, Wanted(page=1)).answers
        assert [answer.texts[0] for answer in answers] == [oldest.text]
        feedback_marks.withdraw(tx, answers[0].id)

    company.look(take_back)
    await company.emma.press("Lezen")
    await company.emma.close_modal()

    assert company.emma.modal.text.count("[Lezen]") == 10
    assert "Pagina" not in company.emma.modal


async def test_a_goal_of_which_only_people_outside_spoke_can_be_chosen(company, shelf):
    """In English for Lee nothing of it: these are Emma's."""

    def put(tx):
        shelf.put(tx, MOMENTS[0], shelf.forms[2], shelf.goals[1], None)
        shelf.put(tx, MOMENTS[0], shelf.forms[0], None, shelf.people[0])

    company.look(put)
    await company.emma.command("/feedback ontvangen")
    await company.emma.press("feedback.inbox_goal", value=str(shelf.goals[1]))
    assert "Eén keer feedback." in company.emma.modal
    assert "jo@example.com" in company.emma.modal
    await company.emma.press("feedback.inbox_goal", value="all")
    assert "2 keer feedback." in company.emma.modal
    assert "( ) Mensen buiten het bedrijf" in company.emma.modal
    await company.emma.press("feedback.inbox_person", value=str(OUTSIDE))
    assert "Eén keer feedback." in company.emma.modal
    assert "(x) Mensen buiten het bedrijf" in company.emma.modal
    await company.lee.command("/feedback received")

    assert "Answers you get will stand here." in company.lee.modal
