"""Both sides act in any order: never an answer read before it opens, an unmarked one, or by a third."""

from datetime import timedelta

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule
from two_people import BOTH, ONLOOKER, TwoPeople, profile

from bot.errors import NotThere
from bot.features.preparation import service, service_questions
from bot.features.preparation.service import Written
from bot.features.talks import closing, skipping
from bot.features.talks import service as talks_service
from bot.features.topics import service as topics_service
from bot.features.topics.service import Filled
from storage import preparations, proposals, talks
from storage.pairs import set_pair_state
from storage.people import people_by_slack_id, save_profiles
from storage.preparations import Asked

WHO = st.sampled_from(BOTH)
PLACE = st.integers(0, 4)
DATED = {"planned", "held", "confirmed"}


class Preparing(TwoPeople):
    """A pair with talks, and everything either can do with a preparation."""

    def prepare(self):
        self.talks: list[int] = []
        # What the model itself knows: who said to be ready for which talk, and is still.
        self.ready: set[tuple[int, str]] = set()
        self.while_open: dict[int, str | None] = {}
        self.is_pair = True
        self.texts = 0
        self.plan(2)

    def talk(self, talk_id):
        return self.do(talks.talk_by_id, talk_id)

    @rule(days=st.integers(1, 12))
    def plan(self, days):
        """Plan the talk, or move it: proposed by one, chosen by the other."""
        talk = self.current
        at = (self.now + timedelta(days=days)).replace(hour=10)
        moves = talk.plan_id if talk is not None and talk.state == "planned" else None
        known = talks_service.Known(None, moves)
        moments = {"moment_1": at}
        self.attempt(talks_service.propose, "U_EMMA", self.pair, moments, minutes=45, aim=None, known=known)
        if self.current is None:
            return
        found = self.do(proposals.open_proposals, [self.current.id])
        for proposal in found.values():
            self.attempt(talks_service.choose, "U_MARK", proposal.moments[0].id)
        if self.current.id not in self.talks:
            self.talks.append(self.current.id)

    @rule(who=WHO)
    def cancel(self, who):
        if self.current is not None and self.current.plan_id:
            self.attempt(talks_service.cancel, who, self.current.plan_id)
            self.dates_are_gone()

    @rule(who=WHO)
    def skip(self, who):
        self.attempt(skipping.skip, who, self.pair, None)
        self.dates_are_gone()

    def dates_are_gone(self):
        """Nobody is ready for a talk that lost its date."""
        undated = {one for one in self.talks if self.talk(one).starts_at is None}
        self.ready = {(talk, who) for talk, who in self.ready if talk not in undated}

    @rule(who=WHO, held=st.booleans())
    def say(self, who, held):
        if self.current is not None and self.current.plan_id:
            if held:
                self.attempt(closing.say_held, who, self.current.plan_id)
            else:
                self.attempt(closing.say_not_held, who, self.current.plan_id, None)

    @rule(hours=st.sampled_from([1, 5, 24, 60, 200]))
    def wait(self, hours):
        self.now += timedelta(hours=hours)
        self.do(talks_service.cancel_of_ended_pairs)
        self.dates_are_gone()

    @rule(minutes=st.integers(-20, 5))
    def wait_for_the_start(self, minutes):
        """So that the moment at which the clock opens it is met often."""
        if self.current is not None and self.current.starts_at is not None:
            self.now = max(self.now, self.current.starts_at + timedelta(minutes=minutes))

    @rule(who=WHO, place=PLACE, shared=st.booleans(), empty=st.sampled_from([False, False, True]))
    def write(self, who, place, shared, empty):
        """Write an answer that names its owner and whether it was marked, so that it can be recognised."""
        if not self.talks:
            return
        talk = self.talks[-1]
        seen = self.attempt(service.read, who, talk)
        if seen is None or seen.mine is None:
            return
        answer = seen.mine.answers[place % len(seen.mine.answers)]
        self.texts += 1
        text = None if empty else f"{who} {self.texts}"
        self.attempt(service.save, who, talk, [Written("answer_1", answer.id, text, is_shared=shared)])

    @rule(first=WHO, second=WHO, marked=st.booleans())
    def both_prepare(self, first, second, marked):
        """The usual way, so that what comes after opening is met often."""
        if self.current is not None and self.current.state == "due":
            self.plan(2)
        for who in (first, second):
            self.write(who, 0, shared=marked, empty=False)
            self.write(who, 1, shared=not marked, empty=False)
            self.say_ready(who)

    @rule(who=WHO, place=PLACE, version=st.integers(0, 3))
    def close_an_old_form(self, who, place, version):
        for talk in self.talks[-2:]:
            mine = self.do(preparations.preparations_of, talk).get(self.people[who].id)
            if mine is not None:
                answer = mine.answers[place % len(mine.answers)]
                written = [Written("answer_1", answer.id, f"{who} draft", is_shared=False)]
                self.attempt(service.keep_closed, who, talk, version, written)

    @rule(who=WHO)
    def say_ready(self, who):
        for talk in self.talks[-2:]:
            seen = self.attempt(service.ready, who, talk)
            if seen is not None and seen.is_ready:
                self.ready.add((talk, who))

    @rule(who=WHO)
    def say_not_ready(self, who):
        for talk in self.talks[-2:]:
            seen = self.attempt(service.not_ready, who, talk)
            if seen is not None and not seen.is_ready:
                self.ready.discard((talk, who))

    @rule(who=WHO, place=PLACE, shared=st.booleans())
    def mark_one(self, who, place, shared):
        for talk in self.talks[-2:]:
            mine = self.do(preparations.preparations_of, talk).get(self.people[who].id)
            if mine is not None:
                answer = mine.answers[place % len(mine.answers)]
                self.attempt(service.set_shared, who, answer.id, is_shared=shared)

    @rule(who=WHO, place=PLACE, leaves_out=st.booleans())
    def other_questions(self, who, place, leaves_out):
        for talk in self.talks[-1:]:
            mine = self.do(preparations.preparations_of, talk).get(self.people[who].id)
            if mine is None:
                return
            answer = mine.answers[place % len(mine.answers)]
            if leaves_out:
                self.attempt(service_questions.leave_out, who, answer.id)
            else:
                self.attempt(service_questions.pick, who, talk, answer.id, Asked(None, "Wat nu?"))

    @rule(who=WHO, minutes=st.integers(1, 50), in_focus=st.booleans(), back=st.booleans())
    def bring_a_topic(self, who, minutes, in_focus, back):
        filled = Filled("Iets", "growth", minutes, None, in_focus)
        self.attempt(topics_service.save, who, self.pair, filled)
        seen = self.attempt(topics_service.board, who, self.pair)
        if seen is not None and seen.parked and back:
            self.attempt(topics_service.bring_back, who, seen.parked[0].id)

    @rule(what=st.sampled_from(["nothing"] * 6 + ["the pair ends", "Mark leaves"]))
    def an_end(self, what):
        if what == "the pair ends":
            self.do(set_pair_state, self.pair, "ended")
        elif what == "Mark leaves":
            self.do(save_profiles, [profile("U_MARK", active=False)])
            self.do(talks_service.left, self.people["U_MARK"])
            self.people = self.do(people_by_slack_id, [*BOTH, ONLOOKER])
            self.dates_are_gone()
        self.is_pair = self.is_pair and what == "nothing"

    def should_be_open(self, talk_id):
        talk = self.talk(talk_id)
        if talk.state not in DATED or talk.starts_at is None:
            return False
        return talk.starts_at <= self.now or {(talk_id, who) for who in BOTH} <= self.ready

    @invariant()
    def read_is_what_is_marked_and_open(self):
        """For each of the last talks, both ways: exactly what the other marked, exactly when it is open."""
        for talk in self.talks[-2:]:
            stored = self.do(preparations.preparations_of, talk)
            is_open = self.should_be_open(talk) and self.is_pair
            for reader, owner in (BOTH, BOTH[::-1]):
                seen = self.do(service.look, self.people[reader], talk)
                theirs = stored.get(self.people[owner].id)
                marked = [one.text for one in theirs.written if one.is_shared] if theirs else []
                reads = self.people[reader].takes_part
                assert [one.text for one in seen.theirs] == (marked if is_open and reads else [])
                assert all(one.text.startswith(owner) for one in seen.theirs)

    @invariant()
    def open_answers_stay(self):
        """No answer changes from when it opens until it closes."""
        for talk in self.talks[-2:]:
            for mine in self.do(preparations.preparations_of, talk).values():
                for answer in mine.answers:
                    if not self.should_be_open(talk):
                        self.while_open.pop(answer.id, None)
                    elif answer.text is not None:
                        assert self.while_open.setdefault(answer.id, answer.text) == answer.text

    @invariant()
    def three_to_five_questions(self):
        for talk in self.talks[-2:]:
            for mine in self.do(preparations.preparations_of, talk).values():
                assert 3 <= len(mine.answers) <= 5

    @invariant()
    def nobody_else(self):
        for talk in self.talks[-2:]:
            with pytest.raises(NotThere):
                self.do(service.look, self.people[ONLOOKER], talk)

    @invariant()
    def the_agenda_adds_up(self):
        """At most three topics are in focus, and with what is left they make up the talk."""
        if not self.is_pair:
            return
        seen = self.do(topics_service.board, self.people["U_EMMA"], self.pair)
        agenda = seen.agenda
        assert len(agenda.topics) <= 3
        assert agenda.used + agenda.left - agenda.over == agenda.length


TestPreparing = Preparing.TestCase
TestPreparing.settings = settings(max_examples=15, stateful_step_count=25, deadline=None)
