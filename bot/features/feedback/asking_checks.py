"""Who can be asked, among colleagues and outside; and how that is said to the asker."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from bot import askable
from bot.askable import Room
from bot.errors import Sentence, one_after_the_other, say, say_n
from bot.features.feedback import forms
from bot.features.feedback.rules import (
    MOST_GIVERS,
    MOST_OUTSIDE,
    Candidate,
    Refusal,
    refuse,
    same_thing,
)
from bot.mail import clean_address
from bot.slack.blocks import shorten
from storage import addresses, feedback_asks, outside
from storage.feedback_asks import AskGiver, Form
from storage.people import Person, people_by_slack_id
from storage.transaction import Tx


@dataclass(frozen=True, slots=True)
class Thing:
    """What makes two asks the same: the form with its questions where they differ, and the context."""

    form: str
    context: str | None


def thing_of(form: Form, context: str | None) -> Thing:
    """Say what is asked."""
    if form.id not in {forms.OWN, forms.GOAL}:
        return Thing(form.id, context)
    questions = " ".join(question.text["en"] for question in form.questions)
    return Thing(f"{form.id} {' '.join(questions.split()).casefold()}", context)


def check_people(
    tx: Tx,
    asker: Person,
    slack_ids: Sequence[str],
    thing: Thing,
    *,
    there: Collection[int] = (),
    can_invite: bool = False,
) -> tuple[list[Person], Sentence | None]:
    """Find the people chosen, or say who cannot be asked. `there` are those who are asked already."""
    most = MOST_GIVERS - len(there)
    if len(slack_ids) > most:
        return [], _too_many(most, is_more=bool(there))
    known = people_by_slack_id(tx, slack_ids)
    ids = [person.id for person in known.values()]
    owed: dict[int, list[AskGiver]] = {}
    for asked in feedback_asks.open_of_givers(tx, ids):
        owed.setdefault(asked.giver.id, []).append(asked)
    rooms = askable.rooms(tx, known.values())
    refused: dict[Refusal, list[str]] = {}
    until: date | None = None
    for slack_id in slack_ids:
        person = known.get(slack_id)
        theirs = owed.get(person.id, []) if person else []
        mine = [thing_of(asked.form, asked.context) for asked in theirs if asked.asker.id == asker.id]
        room = rooms[person.id] if person else Room()
        candidate = (
            Candidate(
                person.id,
                person.kind,
                person.active,
                room.is_full,
                _asked_already(thing, mine) or person.id in there,
                paused=room.paused_until is not None,
            )
            if person
            else Candidate(0, "", active=False, is_full=False, asked_already=False)
        )
        refusal = refuse(asker.id, candidate)
        if refusal is not None:
            refused.setdefault(refusal, []).append(person.name if person else slack_id)
        if refusal is Refusal.PAUSED and room.paused_until is not None:
            until = max(until or room.paused_until, room.paused_until)
    if refused:
        said = [_refusal(refusal, names, until, can_invite=can_invite) for refusal, names in refused.items()]
        return [], one_after_the_other(*said)
    return [known[slack_id] for slack_id in slack_ids], None


def _too_many(most: int, *, is_more: bool) -> Sentence:
    """Say how many fit; `is_more` when some are asked already."""
    if is_more:
        return say_n(
            "One more person fits. Choose one.",
            "%(count)s more people fit. Choose at most %(count)s.",
            most,
        )
    return say("You can ask %(most)s people at a time. Choose at most %(most)s.", most=most)


def split_addresses(text: str) -> list[str]:
    """Take apart what was typed: one address a line, or with commas or semicolons between them."""
    pieces = re.split(r"[,;\n]", text.replace("\r\n", "\n"))
    return [piece.strip(" \t") for piece in pieces if piece.strip(" \t")]


def check_outsiders(
    tx: Tx,
    asker: Person,
    written: Sequence[str],
    thing: Thing,
    *,
    there: Sequence[str] = (),
    count: int = 0,
) -> tuple[list[str], Sentence | None]:
    """Read the addresses, or say which of them cannot be asked. `there` are those asked the same already."""
    if len(written) > MOST_OUTSIDE - count:
        problem = say(
            "You can ask %(most)s people outside in one question. Leave some out.", most=MOST_OUTSIDE
        )
        return [], problem
    good: list[str] = []
    for text in written:
        address = clean_address(text)
        if address is None:
            shown = shorten(" ".join(text.split()), 60)
            return [], say(
                "“%(address)s” is not an e-mail address. Write it like name@example.com, one on a line.",
                address=shown,
            )
        if address.lower() in map(str.lower, good):
            return [], say("%(address)s stands here twice. Leave one of them out.", address=address)
        if address.lower() in map(str.lower, there):
            return [], say("%(address)s was asked this already. Leave it out.", address=address)
        good.append(address)
    if not good:
        return [], None
    return good, _known_address(tx, asker, good, thing)


def _known_address(tx: Tx, asker: Person, good: Sequence[str], thing: Thing) -> Sentence | None:
    colleagues = addresses.colleagues_with(tx, good)
    if colleagues:
        address, person = next(iter(colleagues.items()))
        return say(
            "%(address)s is the address of %(name)s, who works here. Choose %(name)s among the colleagues.",
            address=address,
            name=person.name,
        )
    busy = outside.count_open(tx, good)
    full = [address for address in good if busy.get(address, 0) >= askable.MOST_OPEN]
    if full:
        return askable.full(full)
    for invited in outside.open_of_asker(tx, asker.id):
        address = invited.address or ""
        same = _asked_already(thing, [thing_of(invited.form, invited.context)])
        if same and address.lower() in map(str.lower, good):
            return say(
                "You asked %(names)s the same already, and it is still open. "
                "Wait for the answer, or say what else it is about.",
                names=address,
            )
    return None


def _asked_already(thing: Thing, others: Collection[Thing]) -> bool:
    return same_thing(thing.form, thing.context, [(other.form, other.context) for other in others])


def _refusal(refusal: Refusal, names: Collection[str], until: date | None, *, can_invite: bool) -> Sentence:
    count, who = len(names), ", ".join(names)
    match refusal:
        case Refusal.SELF:
            return say("You cannot ask yourself. Choose colleagues who saw you at work.")
        case Refusal.UNKNOWN:
            return say("Somebody you chose is not known here. Choose people from the list of colleagues.")
        case Refusal.BOT:
            return say_n(
                "%(names)s is an app, and an app cannot answer. Choose a colleague.",
                "%(names)s are apps, and apps cannot answer. Choose colleagues.",
                count,
                names=who,
            )
        case Refusal.GONE:
            return say_n(
                "%(names)s does not work here any more. Choose somebody else.",
                "%(names)s do not work here any more. Choose others.",
                count,
                names=who,
            )
        case Refusal.GUEST if can_invite:
            return say_n(
                "%(names)s is a guest. Write their e-mail address under ‘People outside the company’.",
                "%(names)s are guests. Write their e-mail addresses under ‘People outside the company’.",
                count,
                names=who,
            )
        case Refusal.GUEST:
            return say_n(
                "%(names)s is a guest in this workspace. Choose a colleague.",
                "%(names)s are guests in this workspace. Choose colleagues.",
                count,
                names=who,
            )
        case Refusal.ASKED_ALREADY:
            return say(
                "You asked %(names)s the same already, and it is still open. "
                "Wait for the answer, or say what else it is about.",
                names=who,
            )
        case Refusal.FULL:
            return askable.full(names)
        case Refusal.PAUSED:
            return askable.resting(names, until)
