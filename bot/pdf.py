"""PDFs: data and a typst template go to a process of its own (`bot/pdf_worker.py`), the bytes come back.

What a person typed is cleaned here (`typed`, `inline`) and handed over as values. No template builds markup
from it, so a `#read(…)`, a star, a dollar or a backslash prints as typed.
"""

import asyncio
import json
import os
import re
import subprocess
import sys
import unicodedata
from datetime import date
from pathlib import Path
from typing import Any

from bot.fonts import FONTS, MISSING, unprintable
from bot.texts import PROMPTS

WORKER = Path(__file__).with_name("pdf_worker.py")
SECONDS = 30
AT_ONCE = 2
"""How many are made side by side; others wait for their turn."""

LONGEST_WORD = 36
"""Longer ones, and addresses, may be broken where a template finds `BREAK`, so that they stay on the page."""
BREAK = "\u200b"
PIECE = 6

_LINES = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
# Control characters; the marks that turn a whole line round; halves of a character; what no font may draw.
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\uffff\ud800-\udfff]"
)
# Not in scripts that are written without blanks: there a line ends where their own rules allow it.
_LONG = re.compile(rf"[!-~\u00a1-\u0dff\u10a0-\u10ff\u1200-\u139f\u1e00-\u1fff]{{{LONGEST_WORD},}}")
_OF_HEBREW_OR_ARABIC = {"R", "AL"}


class PdfError(Exception):
    """No PDF came of it: it was too much, or typst refused. What was in it is not repeated."""


class Press:
    """Makes PDFs without holding up the event loop."""

    def __init__(self) -> None:
        self._turns = asyncio.Semaphore(AT_ONCE)
        self.under_way = 0
        """How many processes run now."""

    async def print(self, template: str, data: object, *, made_on: date) -> bytes:
        """Make a PDF of `prompts/<template>.typ`; the same data gives the same bytes. Raises `PdfError`."""
        job = await asyncio.to_thread(_job, template, data, made_on)
        async with self._turns:
            return await self._worked(job)

    async def _worked(self, job: bytes) -> bytes:
        worker = await asyncio.create_subprocess_exec(
            *_command(),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            env=_environment(),
        )
        self.under_way += 1
        try:
            out, _ = await asyncio.wait_for(worker.communicate(job), SECONDS)
        except TimeoutError:
            raise PdfError("It took too long.") from None
        finally:
            if worker.returncode is None:
                worker.kill()
                await worker.wait()
            self.under_way -= 1
        return _checked(out, worker.returncode)


def print_now(template: str, data: object, *, made_on: date) -> bytes:
    """Do the same in the calling thread, for the command line. Raises `PdfError`."""
    try:
        done = subprocess.run(  # noqa: S603 this very Python, and no argument from outside
            _command(),
            input=_job(template, data, made_on),
            capture_output=True,
            check=False,
            timeout=SECONDS,
            env=_environment(),
        )
    except subprocess.TimeoutExpired:
        raise PdfError("It took too long.") from None
    return _checked(done.stdout, done.returncode)


def typed(text: str) -> list[dict[str, Any]]:
    """Make of what a person typed the lines that a template prints, each with its direction."""
    return [{"text": line, "rtl": is_right_to_left(line)} for line in map(_clean, _LINES.split(text.strip()))]


def inline(text: str) -> str:
    """Make of a name or another short text what a template prints in the middle of a line of ours."""
    line = _clean(" ".join(_LINES.split(text.strip())))
    if any(unicodedata.bidirectional(character) in _OF_HEBREW_OR_ARABIC for character in line):
        return f"\u2068{line}\u2069"  # isolated, or the date behind it would be drawn before it
    return line


def plain(text: str) -> str:
    """Make of a text what stands in the properties of a document."""
    return inline(text).replace(BREAK, "")


def is_right_to_left(line: str) -> bool:
    """Whether the first letter of a line belongs to a script that is written from right to left."""
    for character in line:
        kind = unicodedata.bidirectional(character)
        if kind == "L":
            return False
        if kind in _OF_HEBREW_OR_ARABIC:
            return True
    return False


def has_missing(data: object) -> bool:
    """Whether something in the data stands for a character that the fonts do not have."""
    return MISSING in json.dumps(data, ensure_ascii=False)


def _clean(line: str) -> str:
    line = _UNSEEN.sub("", line.replace("\t", "    ").replace(BREAK, ""))
    line = unprintable().sub(MISSING, unicodedata.normalize("NFC", line))
    if MISSING in line:
        line = _without_marks_on_boxes(line)
    return _LONG.sub(lambda found: _with_breaks(found[0]), line)


def _without_marks_on_boxes(line: str) -> str:
    """No font has a box with an accent."""
    kept = ""
    for character in line:
        if not (kept.endswith(MISSING) and unicodedata.category(character).startswith("M")):
            kept += character
    return kept


def _with_breaks(word: str) -> str:
    pieces = [""]
    for character in word:
        # A mark stays with its letter.
        if len(pieces[-1]) >= PIECE and not unicodedata.category(character).startswith("M"):
            pieces.append("")
        pieces[-1] += character
    return BREAK.join(pieces)


def _command() -> list[str]:
    return [sys.executable, "-I", str(WORKER)]


def _environment() -> dict[str, str]:
    """Nothing of ours: no token, no key. Two threads, because each reserves room of its own."""
    kept = {
        name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH") if name in os.environ
    }
    return {**kept, "RAYON_NUM_THREADS": "2"}


def _job(template: str, data: object, made_on: date) -> bytes:
    job = {
        "template": str(PROMPTS / f"{template}.typ"),
        "fonts": str(FONTS),
        "made_on": made_on.isoformat(),
        "data": json.dumps(data, ensure_ascii=False),
    }
    return json.dumps(job).encode()


def _checked(out: bytes, code: int | None) -> bytes:
    if code != 0 or not out.startswith(b"%PDF"):
        raise PdfError(f"The process ended with {code}.")
    return out
