"""The frozen copy of a reflection: made from what was ticked and written, read with a fresh look at who may.

The copy itself never changes. What others wrote in it (feedback, agreements) is theirs too, so each time it
is opened `bot.privacy` is asked again for every piece.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from bot.features.reflections import rules
from bot.features.reflections.happened import Happened
from bot.features.reflections.report_data import (
    Report,
    ReportAction,
    ReportAgreement,
    ReportFeedback,
    ReportGoal,
    ReportNote,
)
from bot.hours import local_date
from bot.privacy import Item, Kind, Reader, may_read
from bot.texts import localized
from storage import reflection_sources
from storage.feedback import Answer
from storage.goal_actions import GoalAction
from storage.goals import Goal
from storage.people import Person
from storage.reflection_sources import PairAgreement, Source
from storage.reflections import Draft
from storage.transaction import Tx

COMPLIMENT = "compliment"


@dataclass(frozen=True, slots=True)
class Frozen:
    """A report with the ids of the answers and agreements in it, in their order."""

    report: Report
    feedback: tuple[int, ...] = ()
    agreements: tuple[int, ...] = ()

    def to_json(self) -> str:
        """Write it down, to be kept."""
        report = self.report.to_json()
        return json.dumps({"report": report, "feedback": self.feedback, "agreements": self.agreements})

    @classmethod
    def from_json(cls, text: str) -> "Frozen":
        """Read what was kept."""
        kept = json.loads(text)
        return cls(Report.from_json(kept["report"]), tuple(kept["feedback"]), tuple(kept["agreements"]))


@dataclass(frozen=True, slots=True)
class Readable:
    """What somebody may read of a report now, and how many pieces are left out for them."""

    report: Report
    left_out: int = 0


def freeze(owner: Person, happened: Happened, draft: Draft, today: date) -> Frozen:
    """Put together what was ticked and written, in the owner's language."""
    ticked = happened.ticked(draft.ticks)

    def is_in(kind: str, row: int) -> bool:
        return rules.key_of(kind, row) in ticked

    actions: dict[int, list[GoalAction]] = {}
    for action in happened.actions:
        if is_in(rules.ACTIONS, action.id):
            actions.setdefault(action.goal, []).append(action)
    quoted = [answer for answer in happened.feedback if is_in(rules.FEEDBACK, answer.id)]
    agreed = [one for one in happened.agreements if is_in(rules.AGREEMENTS, one.id)]
    report = Report(
        owner=owner.name,
        language=owner.language,
        first=happened.since,
        last=today,
        made_on=today,
        goals=tuple(
            _goal(goal, happened.moved, actions.get(goal.id, []))
            for goal in happened.goals
            if is_in(rules.GOALS, goal.id)
        ),
        agreements=tuple(
            ReportAgreement(one.what, one.owner_name, one.due, is_done=one.is_done) for one in agreed
        ),
        feedback=tuple(_feedback(owner, answer) for answer in quoted),
        notes=tuple(
            ReportNote(note.text, local_date(note.kept_at, owner.zone), note.link)
            for note in happened.notes
            if is_in(rules.NOTES, note.id)
        ),
        proud=draft.proud,
        learned=draft.learned,
        change=draft.change,
        next_goal=draft.next_goal,
        help=draft.help,
        topics=draft.topics,
    )
    return Frozen(report, tuple(answer.id for answer in quoted), tuple(one.id for one in agreed))


def readable(tx: Tx, reader: Reader, owner: int, frozen: Frozen) -> Readable:
    """What this reader may read of a copy today; two queries.

    The owner keeps everything but what its giver took back.
    """
    report = frozen.report
    sources = reflection_sources.feedback_sources(tx, frozen.feedback)
    agreed = reflection_sources.agreements_by_id(tx, frozen.agreements)
    feedback = tuple(
        quoted if sources[row].author is not None or sources[row].is_outside else replace(quoted, giver=None)
        for row, quoted in zip(frozen.feedback, report.feedback, strict=True)
        if row in sources and may_read(reader, _feedback_item(sources[row], owner, reader.id))
    )
    agreements = tuple(
        one
        for row, one in zip(frozen.agreements, report.agreements, strict=True)
        if row in agreed and may_read(reader, _agreement_item(agreed[row]))
    )
    left_out = len(report.feedback) - len(feedback) + len(report.agreements) - len(agreements)
    return Readable(replace(report, feedback=feedback, agreements=agreements), left_out)


def _goal(goal: Goal, moved: Mapping[int, tuple[int, int]], actions: list[GoalAction]) -> ReportGoal:
    before = moved.get(goal.id)
    return ReportGoal(
        title=goal.title,
        kind=goal.kind,
        state=goal.state,
        progress=goal.progress,
        progress_before=before[0] if before else None,
        why=goal.why,
        measure=goal.measure,
        due=goal.due,
        line=goal.checked_line,
        actions=tuple(ReportAction(one.what, one.due, is_done=one.done_at is not None) for one in actions),
    )


def _feedback(owner: Person, answer: Answer) -> ReportFeedback:
    return ReportFeedback(
        giver=answer.author.name if answer.author else (answer.outsider or None),
        day=local_date(answer.answered_at, owner.zone),
        form=localized(answer.form.name, owner.language),
        parts=tuple(
            (localized(question.text, owner.language), text)
            for question, text in zip(answer.form.questions, answer.texts, strict=True)
            if text is not None
        ),
        context=answer.context,
    )


def _feedback_item(source: Source, owner: int, reader: int) -> Item:
    shared = frozenset() if source.only_owner else frozenset({reader})
    kind = Kind.COMPLIMENT if source.form == COMPLIMENT else Kind.NAMED_FEEDBACK
    return Item(kind, owner=owner, author=source.author, shared_with=shared)


def _agreement_item(one: PairAgreement) -> Item:
    both = frozenset({one.employee, one.partner})
    former = frozenset() if one.is_pair else frozenset({one.partner})
    return Item(Kind.AGREEMENT, owner=one.owner, pair=both, former=former)
