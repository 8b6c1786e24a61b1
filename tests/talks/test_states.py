"""Both sides act in any order: never two dates, never an agreement that one alone confirmed."""

from datetime import timedelta

import sqlalchemy as sa
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule
from two_people import BOTH, TwoPeople

from bot.features.talks import afterwards, closing, keeping, service, skipping
from bot.features.talks.closing import Written
from storage import agreements, proposals, talks

WHO = st.sampled_from(BOTH)


class TwoWithTalks(TwoPeople):
    """A pair, and everything either can do with a talk."""

    def prepare(self):
        self.moments: list[int] = []
        self.plans: list[int] = []
        self.wrote: dict[tuple[int, int], str] = {}
        self.confirmed: dict[int, tuple[str, int]] = {}

    @rule(who=WHO, days=st.integers(1, 30), knows=st.booleans(), moves=st.booleans())
    def propose(self, who, days, *, knows=True, moves=False):
        """Knowing what the other proposed, or not; for a new talk, or to move the one that is planned."""
        at = (self.now + timedelta(days=days)).replace(hour=10)
        talk = self.current
        waits = self.do(proposals.open_proposals, [talk.id]).get(talk.id) if talk else None
        known = service.Known(waits.id if waits and knows else None, talk.plan_id if talk and moves else None)
        self.attempt(service.propose, who, self.pair, {"moment_1": at}, minutes=45, aim=None, known=known)
        if self.current is not None:
            found = self.do(proposals.open_proposals, [self.current.id])
            new = [moment.id for one in found.values() for moment in one.moments]
            self.moments += [one for one in new if one not in self.moments]

    @rule(who=WHO, which=st.integers(0, 2))
    def choose(self, who, which):
        if self.moments:
            self.attempt(service.choose, who, self.moments[-1 - which % len(self.moments)])
            self.note_plan()

    def note_plan(self):
        talk = self.current
        if talk is not None and talk.plan_id and talk.plan_id not in self.plans:
            self.plans.append(talk.plan_id)

    @rule(who=WHO, which=st.integers(0, 2))
    def cancel(self, who, which):
        if self.plans:
            self.attempt(service.cancel, who, self.plans[-1 - which % len(self.plans)])

    @rule(who=WHO)
    def keep(self, who):
        """Whatever waits is declined by the one who was asked: the date stays as it is."""
        before = self.current
        waits = self.do(proposals.open_proposals, [before.id]).get(before.id) if before else None
        if waits is None:
            return
        done = self.attempt(keeping.keep, who, waits.id)
        assert (self.current.starts_at, self.current.plan_id) == (before.starts_at, before.plan_id)
        is_asked = waits.proposer_id != self.people[who].id
        can = is_asked and before.state == "planned" and before.starts_at > self.now
        assert (done is keeping.Kept.KEPT) == can

    @rule(who=WHO)
    def skip(self, who):
        self.attempt(skipping.skip, who, self.pair, None)

    @rule(who=WHO)
    def take_the_next_date(self, who):
        for talk_id in {talk for talk, _ in self.wrote}:
            self.attempt(afterwards.accept_next, who, talk_id)
        self.note_plan()

    @rule(who=WHO, line=st.sampled_from(["Rust", "Tijd"]))
    def hear(self, who, line):
        """Once it is open to the other, a line stands."""
        before = self.current
        if before is None:
            return
        done = self.attempt(afterwards.write_heard, who, before.id, line)
        side = "employee" if who == "U_EMMA" else "partner"
        both = (before.employee_heard, before.partner_heard)
        mine = getattr(before, f"{side}_heard")
        if mine is not None and mine != line and (None not in both or before.confirmed_at):
            assert done is None

    @rule()
    def tick(self):
        self.do(closing.count_as_held)

    @rule(who=WHO, which=st.integers(0, 2), held=st.sampled_from([True, True, False]))
    def say(self, who, which, *, held):
        if self.plans:
            plan = self.plans[-1 - which % len(self.plans)]
            if held:
                self.attempt(closing.say_held, who, plan)
            else:
                self.attempt(closing.say_not_held, who, plan, None)

    @rule(who=WHO, back=st.sampled_from([0, 0, 0, 1]))
    def record(self, who, back):
        if self.current is not None:
            written = [Written("Iets", "U_EMMA", self.now.date() + timedelta(days=9))]
            before = self.current
            seen = self.attempt(closing.record, who, before.id, before.version - back, written)
            if seen is not None:
                self.wrote[before.id, seen.talk.version] = who

    @rule(who=WHO, back=st.sampled_from([0, 0, 0, 1]))
    def confirm(self, who, back):
        if self.current is not None:
            before = self.current
            seen = self.attempt(closing.confirm, who, before.id, before.version - back)
            if seen is not None and seen.talk.confirmed_at and not before.confirmed_at:
                self.confirmed[before.id] = (who, before.version)

    @rule(hours=st.integers(1, 400))
    def wait(self, hours):
        self.now += timedelta(hours=hours)

    @rule(who=WHO, answers=st.booleans(), says=st.booleans())
    def plan_and_hold(self, who, answers, says):
        """The usual way, so that what comes after a talk is met often."""
        other = "U_MARK" if who == "U_EMMA" else "U_EMMA"
        self.propose(who, 1)
        self.choose(other, 0)
        if self.current is not None and self.current.ends_at is not None:
            self.now = max(self.now, self.current.ends_at)
        if says:
            self.say(other, 0, held=True)
        self.record(who, 0)
        # Who wrote it tries first: refused, or `never_confirmed_by_one` sees it.
        self.confirm(who, 0)
        if answers:
            self.confirm(other, 0)

    @invariant()
    def never_two_dates(self):
        """At most one planned talk is still to come, with exactly one accepted proposal a planned talk."""
        ahead = self.do(talks.planned_talks, [one.id for one in self.people.values()], self.now)
        assert len(ahead) <= 1

        def accepted(tx):
            return tx.session.execute(
                sa.text(
                    "SELECT count(*) FROM talk_proposals WHERE state = 'accepted' GROUP BY talk_id"
                    " HAVING count(*) > 1"
                )
            ).all()

        assert self.do(accepted) == []

    @invariant()
    def held_is_what_nobody_denies(self):
        """A talk that counts as held was called so by one at least, and not denied by the other."""
        talk = self.current
        if talk is not None and talk.state in {"held", "confirmed"}:
            assert "held" in {talk.employee_said, talk.partner_said}
            assert "not_held" not in {talk.employee_said, talk.partner_said}

    @invariant()
    def one_event_one_line_of_numbers(self):
        """In calendars a plan that moved is the same event, and no number comes twice."""

        def numbers(tx):
            return tx.session.execute(
                sa.text("SELECT calendar_id, sequence FROM talk_proposals WHERE calendar_id IS NOT NULL")
            ).all()

        found = self.do(numbers)
        assert len(found) == len(set(found))

    @invariant()
    def never_confirmed_by_one(self):
        """What stands was written by one and confirmed by the other, in the version they saw."""
        for talk_id, (who, version) in self.confirmed.items():
            assert self.wrote[talk_id, version] != who
        for one in self.do(agreements.open_agreements, pairs=[self.pair]):
            assert one.talk_id in self.confirmed


TestTwoWithTalks = TwoWithTalks.TestCase
TestTwoWithTalks.settings = settings(max_examples=15, stateful_step_count=25, deadline=None)
