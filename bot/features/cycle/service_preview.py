"""The dry run of a cycle: every message that comes if everything stays as it is, put together by day."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from bot.cycle import Cycle, after, cycle_of
from bot.cycles import open_book
from bot.feature import Feature
from bot.hours import at_local, local_date
from bot.rehearsal import Rehearsed
from bot.texts import Translator
from storage.transaction import Tx


@dataclass(frozen=True, slots=True)
class Coming:
    """The cycle of today and the one that follows it, and until when is looked ahead."""

    cycles: tuple[Cycle, Cycle]
    until: datetime


@dataclass(frozen=True, slots=True)
class Line:
    """Messages of the same kinds, at the same hour of the day, in the same language."""

    day: date
    hour: time
    language: str
    kinds: tuple[str, ...]
    people: int
    """To how many people; 0 for a team's channel."""
    names: tuple[str, ...]
    """Test users among them, and teams."""


def coming(tx: Tx, zone: ZoneInfo) -> Coming:
    """Say which cycles the preview covers: what is left of this one, and the next."""
    now = cycle_of(local_date(tx.now, zone), open_book(tx).company.rhythm)
    following = after(now)
    return Coming((now, following), at_local(following.end, time(0), zone))


def lines_of(rehearsed: Sequence[Rehearsed], *, named: Collection[str] = ()) -> list[Line]:
    """Put messages together by day, hour, language and kind; `named` are Slack ids of test users."""
    counts: Counter[tuple[date, time, str, tuple[str, ...], bool]] = Counter()
    names: dict[tuple[date, time, str, tuple[str, ...], bool], list[str]] = {}
    for one in rehearsed:
        local = one.at.astimezone(one.zone)
        hour = local.time().replace(second=0, microsecond=0, tzinfo=None)
        key = (local.date(), hour, one.language, one.kinds, one.team is not None)
        counts[key] += 1
        if one.team is not None:
            names.setdefault(key, []).append(one.team.name)
        elif one.person is not None and one.person.slack_id in named:
            names.setdefault(key, []).append(one.person.name)
    return [
        Line(*key[:4], people=0 if key[4] else count, names=tuple(sorted(names.get(key, ()))))
        for key, count in sorted(counts.items())
    ]


def names_of_kinds(features: Sequence[Feature], t: Translator) -> dict[str, str]:
    """What each kind of message is called in a language; its id where it has no name."""
    kinds = {name: kind for feature in features for name, kind in feature.deliveries.items()}
    return {name: t.sentence(kind.name) if kind.name else name for name, kind in kinds.items()}


def said(line: Line, kinds: Mapping[str, str]) -> str:
    """Name what comes: one kind, or several in one message."""
    return " + ".join(kinds.get(kind, kind) for kind in line.kinds)
