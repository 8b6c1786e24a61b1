"""Both sides act in any order: never four in focus, never more minutes than the talk, and never a third."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule
from two_people import BOTH, ONLOOKER, TwoPeople

from bot import topics as house_topics
from bot.errors import NotThere
from bot.features.talks import closing, skipping
from bot.features.talks import service as talks_service
from bot.features.topics import service
from bot.features.topics.service import Filled
from bot.talks import my_side
from storage import proposals, talks, topics
from storage.types import core

WHO = st.sampled_from(BOTH)
WHICH = st.integers(0, 5)
LENGTHS = (15, 30, 45, 90)
_topics = core(topics.TopicRow)


class TwoWithTopics(TwoPeople):
    """A pair with talks, and everything either can do with a topic."""

    def prepare(self):
        self.discussed: dict[int, topics.Topic] = {}
        self.over = 0

    @property
    def board(self):
        return self.do(service.board, self.people["U_EMMA"], self.pair)

    def every(self):
        """Every topic there ever was, in the order they were added."""
        ids = sa.select(_topics.c.id).order_by(_topics.c.created_at, _topics.c.place)
        found = self.do(lambda tx: tx.session.execute(ids).scalars().all())
        return [self.do(topics.topic_by_id, one) for one in found]

    def some(self, which):
        """One of all topics, open or closed; an open one more often."""
        seen = self.board
        found = [*seen.focus, *seen.parked, *self.every()]
        return found[which % len(found)] if found else None

    @rule(who=WHO, minutes=st.sampled_from([0, 5, 10, 25, 45, 240, 600]), in_focus=st.booleans())
    def add(self, who, minutes, in_focus):
        self.attempt(service.save, who, self.pair, Filled("Iets", "growth", minutes, None, in_focus))

    @rule(who=WHO, minutes=st.lists(st.sampled_from([5, 10, 15]), min_size=4, max_size=4))
    def fill(self, who, minutes):
        """So that a full agenda with more waiting is met often."""
        for number, one in enumerate(minutes):
            self.add(who, one, in_focus=number < 3)
        for topic in self.board.parked[:2]:
            self.attempt(service.bring_back, who, topic.id)

    @rule(who=WHO, titles=st.lists(st.sampled_from(["Rust", "Ruimte", "Salaris", "Tijd"]), max_size=4))
    def bring(self, who, titles):
        """What a reflection brings."""
        side = self.do(my_side, self.people[who], self.pair)
        self.do(house_topics.bring, side, titles, since=self.now)

    @rule(who=WHO, which=WHICH, minutes=st.integers(1, 60), in_focus=st.booleans(), older=st.booleans())
    def change(self, who, which, minutes, in_focus, older):
        topic = self.some(which)
        if topic is not None:
            filled = Filled(f"van {who}", "goals", minutes, "Wat nu?", in_focus)
            done = self.attempt(service.change, who, topic.id, topic.version - older, filled)
            assert done is None or (topic.is_open and not older)

    @rule(who=WHO, which=WHICH, times=st.integers(1, 2), back=st.booleans())
    def park_or_bring_back(self, who, which, times, back):
        topic = self.some(which)
        if topic is not None:
            for _ in range(times):
                self.attempt(service.bring_back if back else service.keep_for_later, who, topic.id)

    @rule(who=WHO, which=WHICH)
    def move_up_twice(self, who, which):
        """A second press of the same button changes nothing."""
        topic = self.some(which)
        if topic is not None:
            self.attempt(service.move_up, who, topic.id, topic.place)
            once = self.board
            self.attempt(service.move_up, who, topic.id, topic.place)
            assert (self.board.focus, self.board.parked) == (once.focus, once.parked)

    @rule(who=WHO, which=WHICH)
    def remove(self, who, which):
        topic = self.some(which)
        if topic is not None:
            self.attempt(service.remove, who, topic.id)

    @rule(days=st.integers(1, 12), minutes=st.sampled_from(LENGTHS))
    def plan(self, days, minutes):
        """Plan the talk, or move it: proposed by one, chosen by the other; it may become shorter."""
        talk = self.current
        moves = talk.plan_id if talk is not None and talk.state == "planned" else None
        at = (self.now + timedelta(days=days)).replace(hour=10)
        known = talks_service.Known(None, moves)
        moments = {"moment_1": at}
        self.attempt(
            talks_service.propose, "U_EMMA", self.pair, moments, minutes=minutes, aim=None, known=known
        )
        if self.current is not None:
            for proposal in self.do(proposals.open_proposals, [self.current.id]).values():
                self.attempt(talks_service.choose, "U_MARK", proposal.moments[0].id)
        self.became_shorter()

    @rule(who=WHO, skips=st.booleans())
    def call_off(self, who, skips):
        focus = [one.id for one in self.board.focus]
        if skips:
            self.attempt(skipping.skip, who, self.pair, None)
        elif self.current is not None and self.current.plan_id:
            self.attempt(talks_service.cancel, who, self.current.plan_id)
        assert [one.id for one in self.board.focus] == focus
        self.became_shorter()

    @rule(who=WHO, both=st.booleans(), held=st.sampled_from([True, True, False]))
    def let_it_pass(self, who, both, held):
        """The talk is over; one or both say that they held it, or that they did not."""
        talk = self.current
        if talk is None or talk.ends_at is None or talk.state != "planned":
            return
        self.now = max(self.now, talk.ends_at)
        frozen = [(one.id, one.version) for one in self.board.focus]
        self.park_or_bring_back(who, 0, 1, back=False)
        self.add(who, 5, in_focus=True)
        assert [(one.id, one.version) for one in self.board.focus] == frozen
        for side in BOTH if both else [who]:
            if held:
                self.attempt(closing.say_held, side, talk.plan_id)
            else:
                self.attempt(closing.say_not_held, side, talk.plan_id, None)
        if self.do(talks.talk_by_id, talk.id).state == "held":
            assert [one.id for one in self.do(topics.discussed_in, talk.id)] == [one for one, _ in frozen]
        self.became_shorter()

    @rule(hours=st.sampled_from([1, 24, 300]))
    def wait(self, hours):
        self.now += timedelta(hours=hours)
        self.do(closing.count_as_held)
        self.became_shorter()

    def became_shorter(self):
        """What is too much now comes from a talk that lasts another time; it may only become less."""
        self.over = self.board.agenda.over

    @invariant()
    def at_most_three_that_fit(self):
        """The agenda adds up; what is too much is no more than a shorter talk made it."""
        agenda = self.board.agenda
        assert len(agenda.topics) <= 3
        assert agenda.used + agenda.left - agenda.over == agenda.length
        talk = self.current
        is_planned = talk is not None and talk.state == "planned"
        assert agenda.length == (talk.minutes if is_planned else 45)
        assert agenda.over <= self.over
        self.over = agenda.over

    @invariant()
    def what_was_talked_about_stays(self):
        for topic in self.every():
            if topic.id in self.discussed:
                assert topic == self.discussed[topic.id]
            elif topic.state == topics.DISCUSSED:
                assert topic.talk_id is not None
                self.discussed[topic.id] = topic

    @invariant()
    def both_see_the_same_and_nobody_else(self):
        mine, others = (self.do(service.board, self.people[who], self.pair) for who in BOTH)
        assert (mine.focus, mine.parked) == (others.focus, others.parked)
        with pytest.raises(NotThere):
            self.do(service.board, self.people[ONLOOKER], self.pair)


TestTwoWithTopics = TwoWithTopics.TestCase
TestTwoWithTopics.settings = settings(max_examples=12, stateful_step_count=20, deadline=None)
