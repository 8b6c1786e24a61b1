"""An attacker with the whole database, opened, at every moment, the log and the metrics learns nothing.

What is left is chance: each idea of the attacker either points at everybody alike or is right about as often
as a blind guess. The control at the end shows that the attacker is good: one careless mark, and all is known.
"""

import math

import pytest
import sqlalchemy as sa
from attacker import IDEAS, Attacker, has_room_again, named_in_the_change
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from prometheus_client import generate_latest
from structlog.testing import capture_logs

from bot.features.upward import service, words
from bot.features.upward.service import NewRound
from storage import upward
from storage.deliveries import Delivery
from storage.types import core

TEXTS = ("More time, please.", "Listen longer.", "Fewer meetings.", "Say no more often.", "Keep going.")
QUIET = {"deadline": None, "suppress_health_check": list(HealthCheck), "database": None}


class Story:
    """One round, told without Slack, with a copy of the database after every step."""

    def __init__(self, company, team, writers, *, leak=None):
        self.company = company
        self.mark = company.person("U_MARK")
        self.people = [company.person(giver.id) for giver in team.people]
        self.writers = [self.people[index] for index in writers]
        self.attacker = Attacker(
            company.app.house, company.workspace, self.people, list(TEXTS[: len(writers)])
        )
        self.leak = leak

    def tell(self):
        form = service.anonymous_form(self.company.app.house.texts.content["feedback_templates"])
        day = self.company.clock.now().date().replace(day=16)
        new = NewRound([person.slack_id for person in self.people], None, day)
        self.round = self.company.look(service.ask, self.mark, form, new)
        ballots = {person.id: self._ballot(person) for person in self.people}
        self.attacker.copy()
        for writer, text in zip(self.writers, TEXTS, strict=False):
            self.company.look(service.answer, writer, ballots[writer.id], [text] * 3)
            if self.leak:
                self.company.look(self.leak, self.round.id, writer.id)
            self.attacker.copy()
        return self

    def end(self, state=upward.OPENED):
        self.company.look(upward.end, self.round.id, state, self.round.due_on)
        self.attacker.copy()
        return self

    def forget(self):
        """Make room for the next example."""

        def work(tx):
            tx.session.execute(sa.text("DELETE FROM upward_asked"))
            tx.session.execute(sa.text("DELETE FROM upward_rounds"))
            tx.session.execute(sa.text("DELETE FROM deliveries WHERE kind LIKE 'upward.%'"))

        self.company.look(work)

    def _ballot(self, person):
        """The message is worded as the courier would, and the ballot taken from its button."""

        def word(tx):
            about = Delivery(
                1, tx.workspace, "person", person.id, service.ASKED, self.round.id, "", "", "sending", "n",
                tx.now, 1, 0, False, None, None, None,
            )  # fmt: skip
            return words.word_asked(tx, about, person, self.company.app.house.texts.of("en"))

        message = self.company.look(word)
        return message.blocks[-1].to_dict()["elements"][0]["value"]


def as_seen(copy):
    """A copy without what is drawn by chance: ids of rounds and deliveries, marks, and the mixed order."""
    rounds = []
    for row in copy.tables["upward_rounds"]:
        fields = dict(row)
        mixed = {name: sorted(str(fields.pop(name))) for name in ("pool", "answers")}
        del fields["id"]
        rounds.append((sorted(map(str, fields.items())), len(mixed["pool"]), len(mixed["answers"])))
    asked = sorted(dict(row)["person_id"] for row in copy.tables["upward_asked"])
    random = {"id", "nonce", "subject"}
    told = sorted(str([pair for pair in row if pair[0] not in random]) for row in copy.tables["deliveries"])
    chance = {"upward_rounds", "upward_asked", "deliveries"}
    return rounds, asked, told, {name: rows for name, rows in copy.tables.items() if name not in chance}


some_writers = st.permutations(range(5)).flatmap(lambda order: st.integers(3, 5).map(lambda n: order[:n]))


async def test_whoever_writes_the_copies_are_the_same(company, team):
    """Two worlds in which other people write the same texts in the same order cannot be told apart."""

    @settings(max_examples=6, **QUIET)
    @given(some_writers, st.permutations(range(5)))
    def compare(writers, others):
        one = Story(company, team, writers).tell().end()
        one.forget()
        two = Story(company, team, others[: len(writers)]).tell().end()
        two.forget()

        assert [as_seen(copy) for copy in one.attacker.copies] == [
            as_seen(copy) for copy in two.attacker.copies
        ]

    compare()


async def test_no_idea_is_better_than_chance(company, team):
    """Over many rounds each idea is right about as often as a guess among everybody who was asked."""
    right = dict.fromkeys(IDEAS, 0.0)
    expected = 0.0

    @settings(max_examples=12, **QUIET)
    @given(some_writers)
    def attack(writers):
        nonlocal expected
        story = Story(company, team, writers).tell().end()
        for writer, text in zip(story.writers, TEXTS, strict=False):
            expected += 1 / len(story.people)
            for idea in IDEAS:
                among = story.attacker.guess(idea, text)
                right[idea] += (writer.id in among) / len(among)
        story.forget()

    attack()

    for idea, count in right.items():
        assert count <= expected + 4 * math.sqrt(expected), idea.__name__
    assert right[named_in_the_change] == pytest.approx(expected), "points at nobody in particular"


async def test_texts_lie_in_no_order(company, team):
    """The one written first is not first more often than by chance, neither while waiting nor when open;
    and each question is mixed by itself, so that nobody's three answers stand together.
    """
    mark, people = company.person("U_MARK"), [company.person(giver.id) for giver in team.people]
    form = service.anonymous_form(company.app.house.texts.content["feedback_templates"])
    rounds, first, apart = 100, {"pool": 0, "answers": 0}, 0

    def many(tx):
        nonlocal apart
        for _ in range(rounds):
            day = tx.now.date().replace(day=16)
            row = service.ask(tx, mark, form, NewRound([one.slack_id for one in people], None, day)).id
            for person, text in zip(people, TEXTS, strict=True):
                service.answer(tx, person, upward.make_ballot(tx, row, person.id), [text] * 3)
            pool = upward.pool_of(tx, row)
            upward.end(tx, row, upward.OPENED, day)
            answers = upward.answers_of(tx, row)
            first["pool"] += pool.texts[0][0] == TEXTS[0]
            first["answers"] += answers[0][0] == TEXTS[0]
            apart += len(set(map(tuple, answers))) > 1
            assert all(sorted(texts) == sorted(TEXTS) for texts in answers)

    company.look(many)

    for count in first.values():
        assert abs(count - rounds / 5) < 5 * math.sqrt(rounds * 0.16)
    assert apart > rounds * 0.9


@pytest.mark.parametrize("state", [upward.ERASED, upward.CANCELLED])
async def test_what_did_not_open_is_gone(company, team, state):
    """Not a word is left, nor who was asked."""
    story = Story(company, team, range(2)).tell().end(state)
    left = story.attacker.copies[-1].tables

    assert not any(text in str(left) for text in TEXTS)
    assert left["upward_asked"] == []


async def test_the_running_app_writes_one_cell_for_an_answer_and_names_nobody(company, team):
    """Through Slack and back: no key of the request, no delivery, no Home, no log line tells who it was."""
    for giver in team.people:
        await giver.open_home()
    await team.ask()
    attacker = Attacker(company.app.house, company.workspace, [company.person(one.id) for one in team.people])
    attacker.copy()
    cells = []
    for giver, text in zip(team.people[:4], TEXTS, strict=False):
        with capture_logs() as lines:
            await team.answer(giver, text)
        numbers = [
            line for line in generate_latest(company.app.house.metrics.registry).decode().splitlines()
            if "_sum" not in line and "_bucket" not in line
        ]  # fmt: skip
        after = attacker.copy(f"{lines}{numbers}")
        cells.append(changed_cells(attacker.copies[-2], after))
        for idea in IDEAS[:4]:
            assert len(attacker.guess(idea, text)) == 5, idea.__name__

    assert cells == [{("upward_rounds", "pool")}] * 4


async def test_coming_by_way_of_home_names_nobody_either(company, team):
    """Who opens Home, as often before, and answers then leaves the key of an event and no person."""
    for giver in team.people:
        await giver.open_home()
    await team.ask()
    attacker = Attacker(company.app.house, company.workspace, [company.person(one.id) for one in team.people])
    before = attacker.copy()
    await company.lee.open_home()
    await team.answer(company.lee, TEXTS[0])

    assert changed_cells(before, attacker.copy()) == {("upward_rounds", "pool"), ("seen", "rows")}
    assert len(attacker.guess(named_in_the_change, TEXTS[0])) == 5


async def test_no_thanks_writes_the_same_cell_and_no_more(company, team):
    """Who says no is as unknown as who answers."""
    await team.ask()
    attacker = Attacker(company.app.house, company.workspace, [])
    attacker.copy()
    await company.lee.press("upward.decline", in_=team.question(company.lee))

    assert changed_cells(attacker.copies[0], attacker.copy()) == {("upward_rounds", "pool")}
    assert company.mark.inbox == []


def changed_cells(before, after):
    """Which columns of which tables differ; whole rows that came or went are told by their table alone."""
    cells = set()
    for name, rows in after.tables.items():
        if len(rows) != len(before.tables[name]):
            cells.add((name, "rows"))
        for old, new in zip(before.tables[name], rows, strict=False):
            cells |= {
                (name, column) for (column, was), (_, is_now) in zip(old, new, strict=True) if was != is_now
            }
    return cells


async def test_the_same_on_postgresql(company_on_postgres):
    """Four people answer, each copy differs in the pool alone, and the manager reads all four."""
    company = company_on_postgres
    for slack_id in ("U_LEE", "U_NOOR", "U_SAM", "U_ANNA"):
        company.pair(slack_id, "U_MARK")
    await company.mark.command("/goodtalk upward")
    await company.mark.submit()
    await company.mark.close_modal()
    attacker = Attacker(company.app.house, company.workspace, [])
    attacker.copy()
    for giver, text in zip((company.lee, company.noor, company.sam, company.anna), TEXTS, strict=False):
        await giver.press("upward.open_answer")
        giver.fill(question_1=text, question_2=text, question_3=text)
        await giver.submit()
        assert changed_cells(attacker.copies[-1], attacker.copy()) == {("upward_rounds", "pool")}
    await company.later(days=15)
    await company.mark.press("upward.read")

    assert all(text in company.mark.modal for text in TEXTS[:4])


async def test_the_attacker_is_good(company, team):
    """Control: had an answer taken its giver off the list of those who were asked, all would be known."""
    asked = core(upward.UpwardAskedRow)

    def leak(tx, row, giver):
        tx.session.execute(sa.delete(asked).where(asked.c.round_id == row, asked.c.person_id == giver))

    story = Story(company, team, (3, 0, 4, 1), leak=leak).tell()

    for writer, text in zip(story.writers, TEXTS, strict=False):
        assert story.attacker.guess(named_in_the_change, text) == {writer.id}
        assert story.attacker.guess(has_room_again, text) == {writer.id}
