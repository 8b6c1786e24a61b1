"""Behind the scenes: what went between app and Slack, what was refused and why, what is set to go wrong."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote

from playground.programme import Call
from playground.traffic import Exchange
from playground.workspace import Workspace

SHOWN = 80
DOCS = "https://docs.slack.dev"


@dataclass(frozen=True)
class Row:
    """One request and its answer, in short; the whole of it is fetched by its key."""

    key: str
    to_app: bool
    name: str
    about: str
    at: datetime
    ok: bool
    outcome: str
    milliseconds: int | None
    size: int
    began: float


@dataclass(frozen=True)
class Refusal:
    """One thing validation found in a call."""

    method: str
    code: str
    pointer: str
    message: str
    page: str
    at: datetime


def _milliseconds(took: float | None) -> int | None:
    return None if took is None else round(took * 1000)


def _call(number: int, call: Call) -> Row:
    waits = call.took is None
    outcome = "" if waits else "ok" if call.ok else call.error or "-"
    if call.status not in {None, 200}:
        outcome = f"{call.status} {outcome}"
    size = len(json.dumps(call.answer)) if call.answer is not None else 0
    about = str(call.args.get("channel") or call.args.get("user_id") or call.args.get("user") or "")
    ok = call.ok or waits
    return Row(
        f"c{number}",
        False,
        call.method,
        about,
        call.at,
        ok,
        outcome,
        _milliseconds(call.took),
        size,
        call.began,
    )


def _exchange(one: Exchange) -> Row:
    answer = one.answer
    outcome = "" if answer is None else str(answer.status or answer.error)
    about = f"{one.about} #{one.attempt + 1}" if one.attempt else one.about
    ok = answer is None or one.ok
    took = _milliseconds(one.took)
    return Row(f"x{one.number}", True, one.kind, about, one.at, ok, outcome, took, one.size, one.began)


def traffic(workspace: Workspace) -> list[Row]:
    """The newest requests in both directions, newest first."""
    calls = workspace.calls()
    first = max(0, len(calls) - SHOWN)
    rows = [_call(number, call) for number, call in enumerate(calls[first:], first)]
    rows += [_exchange(one) for one in list(workspace.exchanges)[-SHOWN:]]
    return sorted(rows, key=lambda row: row.began, reverse=True)[:SHOWN]


def entry(workspace: Workspace, key: str) -> dict[str, Any] | None:
    """Request and answer in full, by the key of their row."""
    kind, number = key[:1], int(key[1:]) if key[1:].isdigit() else -1
    if kind == "c" and 0 <= number < len(workspace.calls()):
        call = workspace.calls()[number]
        return {"request": call.args, "answer": call.answer}
    for one in workspace.exchanges:
        if kind == "x" and one.number == number:
            told = one.answer
            body = (told.json() or told.text) if told else None
            return {"request": one.payload, "answer": body or (told.error if told else None)}
    return None


def refusals(workspace: Workspace) -> list[Refusal]:
    """What validation refused, newest first."""

    def found() -> Iterator[Refusal]:
        for call in reversed(workspace.calls()):
            for one in call.problems:
                page = one.doc if one.doc.startswith("https://") else DOCS + quote(one.doc, safe="/#.")
                yield Refusal(call.method, one.code, one.pointer, one.message, page, call.at)

    return [refusal for refusal, _ in zip(found(), range(SHOWN), strict=False)]


def programmed(workspace: Workspace) -> list[tuple[str, int, str]]:
    """What is set to go wrong: method, how many times, what."""
    told = []
    for method, one in workspace.programme.pending():
        what = "timeout" if one.hang else " ".join(str(part) for part in (one.status, one.error) if part)
        told.append((method, one.times, what or "lost"))
    return told
