"""Answers: what deserves a hint, how long they may be changed, how they are cut into pages and periods."""

import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from enum import Enum

from bot.hours import quarter_start

CHANGE_FOR = timedelta(hours=24)
"""After the first reading."""
SHORT = 20
"""Characters of all answers together."""
PAGE_LENGTH = 6000
PAGE_PARTS = 10
MOST_QUESTIONS = 5
"""Questions an owner may ask back about one answer."""


class Hint(Enum):
    """What would make an answer more useful."""

    SHORT = "short"
    PRAISE = "praise"
    PERSON = "person"


class Period(Enum):
    """A stretch of the calendar to look at."""

    ALL = "all"
    THIS_QUARTER = "this_quarter"
    LAST_QUARTER = "last_quarter"
    THIS_YEAR = "this_year"


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_PRAISE = frozenset(
    _words(
        """
        good great super top nice fine perfect excellent amazing awesome fantastic wonderful brilliant lovely
        outstanding best well thanks thank compliments kudos bravo happy love loved
        goed goede prima fijn mooi leuk geweldig fantastisch uitstekend knap heerlijk tof gaaf
        bedankt dank complimenten compliment hulde klasse toppie petje tevreden blij
        """
    )
)
_FILLER = frozenset(
    _words(
        """
        a all always am an and are as at did do doing done everything for going how i in is it job just keep
        my nothing of on really said say so that the this to up very was were work with you your youre
        aan af al alle alles altijd als dat de doe doen door een en er ga gaan gedaan gewoon heb heel het hoe
        ik je jij jou jouw maar me met mij mijn na niets niks om op over wat we werk wel zo zoals te u van
        voor veel verder vooral gewerkt
        """
    )
)
_TRAITS = _words(
    """
    lazy arrogant stupid smart clever nice kind friendly sweet rude sloppy chaotic dominant difficult insecure
    boring annoying unprofessional selfish negative positive great amazing wonderful awesome talented genius
    introvert extravert star perfectionist
    lui dom slim aardig lief vriendelijk bot slordig chaotisch lastig onzeker saai irritant onprofessioneel
    egoïstisch negatief positief geweldig fantastisch topper talent kanjer leuk perfectionistisch
    betrouwbaar onbetrouwbaar
    """
)
_BETWEEN = _words(
    """
    a an so very really too just always such quite bit simply still the most
    een zo heel erg echt te altijd gewoon best nogal beetje wel soms de
    """
)
_YOU_ARE = (
    r"you are|you're|you were|he is|she is|they are"
    r"|(?:je|jij|u) bent|(?:je|jij) was|ben je|hij is|zij is|ze is"
)
_PERSON = re.compile(
    rf"\b(?:{_YOU_ARE})\s+(?:(?:{'|'.join(_BETWEEN)})\s+)*(?:{'|'.join(_TRAITS)})(?:e|er|s)?\b",
    re.IGNORECASE,
)
_MOMENT = re.compile(
    r"\b(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|yesterday"
    r"|(?:maan|dins|woens|donder|vrij|zater|zon)dag|gisteren|toen)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+")


def hints(texts: Sequence[str | None]) -> tuple[Hint, ...]:
    """Say what would make these answers more useful: a question put once, never a refusal."""
    written = [text.strip() for text in texts if text]
    found = []
    words = [
        word.lower() for text in written for word in _WORD.findall(text.replace("’", "").replace("'", ""))
    ]
    if words and all(word in _PRAISE or word in _FILLER for word in words) and _PRAISE.intersection(words):
        found.append(Hint.PRAISE)
    elif sum(map(len, written)) < SHORT:
        found.append(Hint.SHORT)
    if any(_is_about_person(text.replace("’", "'")) for text in written):
        found.append(Hint.PERSON)
    return tuple(found)


def _is_about_person(text: str) -> bool:
    """Whether it says how somebody is, and no moment after that."""
    return any(not _MOMENT.search(text, found.end()) for found in _PERSON.finditer(text))


def may_change(read_at: datetime | None, now: datetime) -> bool:
    """Whether the giver may still change or take back what the owner first read at that moment."""
    return read_at is None or now < read_at + CHANGE_FOR


def span(period: Period, today: date) -> tuple[date | None, date | None]:
    """Return the first day of a period and the first day after it; None where it has no end."""
    quarter = quarter_start(today)
    match period:
        case Period.THIS_QUARTER:
            return quarter, None
        case Period.LAST_QUARTER:
            return quarter_start(quarter - timedelta(days=1)), quarter
        case Period.THIS_YEAR:
            return date(today.year, 1, 1), None
        case Period.ALL:
            return None, None


def pages(lengths: Sequence[int]) -> list[list[int]]:
    """Divide parts of these lengths over pages that can be read; return the parts' numbers a page."""
    found: list[list[int]] = [[]]
    room = PAGE_LENGTH
    for number, length in enumerate(lengths):
        if found[-1] and (length > room or len(found[-1]) == PAGE_PARTS):
            found.append([])
            room = PAGE_LENGTH
        found[-1].append(number)
        room -= length
    return found
