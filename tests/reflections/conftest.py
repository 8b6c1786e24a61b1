"""What the tests of reflections share."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from storage import agreements, feedback_given, goal_actions, goals, journal, reflections, talks
from storage.feedback_asks import Form, Question
from storage.goals import GoalText
from storage.pairs import pairs_of
from storage.types import core

FORM = Form(
    "tops_tips",
    {"en": "Tops and tips", "nl": "Tops en tips"},
    (Question({"en": "Top?", "nl": "Top?"}, required=True),),
)


class Past:
    """What happened to Emma, written straight into the database."""

    def __init__(self, company):
        self.company = company

    def goal(self, title="Learn to say no", *, progress=0, back=20, who="U_EMMA", kind="development"):
        owner = self.company.person(who)

        def write(tx):
            then = replace(tx, now=tx.now - timedelta(days=back))
            row = goals.add_goal(then, owner.id, GoalText(kind, title, None, None, None, None))
            if progress:
                later = replace(tx, now=tx.now - timedelta(days=1))
                goals.check_in(later, row, by=owner.id, state="on_track", progress=progress, line=None)
            return row

        return self.company.look(write)

    def action(self, goal, what="Ask for time to think", *, done=False):
        def write(tx):
            row = goal_actions.add_action(tx, goal, what, None)
            if done:
                goal_actions.set_action_done(tx, row, done=True)
            return row

        return self.company.look(write)

    def feedback(self, text="Clear and calm.", *, author="U_LEE", owner="U_EMMA", back=3, context=None):
        giver, receiver = self.company.person(author), self.company.person(owner)

        def write(tx):
            then = replace(tx, now=tx.now - timedelta(days=back))
            return feedback_given.add_given(
                then, owner=receiver.id, author=giver.id, form=FORM, context=context, texts=[text]
            )

        return self.company.look(write)

    def agreement(self, what="A day for the course", *, owner="U_EMMA", employee="U_EMMA"):
        doer, whose = self.company.person(owner), self.company.person(employee)

        def write(tx):
            pair = next(pair for pair in pairs_of(tx, whose.id) if pair.employee.id == whose.id)
            talk = talks.add_talk(tx, pair.id)
            agreements.record(tx, talk, [(what, doer.id, date(2026, 5, 1))])
            agreements.confirm(tx, talk)

        self.company.look(write)

    def note(self, text="The client thanked us", *, who="U_EMMA"):
        return self.company.look(journal.add_note, self.company.person(who).id, text, None)

    def much(self, count, *, who="U_EMMA"):
        """Everything `count` times."""
        for number in range(count):
            goal = self.goal(f"Goal {number}", progress=10, who=who)
            self.action(goal, f"Action {number}")
            self.feedback(f"Feedback {number}", owner=who, author="U_SAM")
            self.note(f"Note {number}", who=who)


class Writer:
    """Writing a reflection step by step, as people do it."""

    def __init__(self, company):
        self.company = company

    async def finish(self, actor, *, proud="The demo went well", **values):
        """Write a whole reflection and leave its report open."""
        await actor.command("/reflect")
        await actor.submit()
        actor.fill(proud=proud)
        await actor.submit()
        actor.fill(**values)
        result = await actor.submit()
        assert not result.errors, result.errors
        return result

    async def share(self, actor, reader):
        """Share the report that is open, and go back to it."""
        await actor.press("reflections.open_share")
        actor.fill(reader=reader)
        result = await actor.submit()
        if result.ok:
            await actor.close_modal()
        return result

    def drafts(self, who="U_EMMA"):
        """What somebody is writing now, if anything."""
        return self.company.look(reflections.open_of, self.company.person(who).id)

    def count(self, table):
        """How many rows a table has."""
        rows = core(table)
        return self.company.look(lambda tx: len(tx.session.execute(rows.select()).all()))


@pytest.fixture
def past(company):
    return Past(company)


@pytest.fixture
def writer(company):
    return Writer(company)
