"""The reflection report as PDF, 200 goals and 300 pieces of feedback, against the same words set bare.

Both are made by the worker of `bot/pdf.py`, a process of its own: once with the template, once as one
paragraph a text. Prints the time from report to bytes, the most memory the process held, and the ratio to the
bare floor: `python benchmarks/report.py`.
"""

import argparse
import os
import random
import statistics
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bot import pdf
from bot.features.reflections.report_data import (
    Report,
    ReportAction,
    ReportAgreement,
    ReportFeedback,
    ReportGoal,
    ReportNote,
)
from bot.features.reflections.report_markdown import markdown
from bot.features.reflections.report_pdf import TEMPLATE, document
from bot.texts import load_texts

DAY = date(2026, 10, 5)
WORDS = ["je", "hielp", "me", "rustig", "verder", "en", "legde", "uit", "waarom", "dat", "belangrijk", "was"]
WORDS += ["voor", "het", "team", "de", "klant", "in", "demo", "van", "dinsdag", "👏", "dank", "daarvoor"]
BARE = """#set document(title: "x")
#set text(font: ("Noto Sans", "Twemoji Mozilla"), size: 10pt)
#for text in json(bytes(sys.inputs.data)) { par(text) }
"""


@dataclass(frozen=True)
class Run:
    """One document: seconds from data to bytes, those of the processor, the most memory, how long it became.

    The processor's seconds tell something on a busy machine too.
    """

    seconds: float
    processor: float
    megabytes: float
    size: int


def made_up(goals: int, feedback: int) -> Report:
    """Make up a report; every text is another one, so that nothing is set only once."""
    chance = random.Random(1)

    def text(length: int) -> str:
        said = ""
        while len(said) < length:
            said += f"{chance.choice(WORDS)} "
        return f"{said.strip().capitalize()}."

    return Report(
        "Emma de Vries",
        "nl",
        date(2026, 7, 1),
        date(2026, 9, 30),
        DAY,
        "NL",
        goals=tuple(
            ReportGoal(
                text(60),
                ("development", "professional")[number % 2],
                ("on_track", "at_risk", "done", "dropped")[number % 4],
                number * 10 % 110,
                number * 10 % 70,
                text(120),
                text(100),
                date(2026, 12, 1),
                text(80),
                tuple(ReportAction(text(50), date(2026, 11, 1), is_done=n == 0) for n in range(2)),
            )
            for number in range(goals)
        ),
        agreements=tuple(ReportAgreement(text(60), "Mark Jansen", DAY) for _ in range(12)),
        feedback=tuple(
            ReportFeedback(
                f"Collega {number}",
                date(2026, 8, 1),
                "Tops en tips",
                tuple((f"Wat zag je {n}?", text(250)) for n in range(2)),
                text(40),
            )
            for number in range(feedback)
        ),
        notes=tuple(ReportNote(text(100), DAY) for _ in range(30)),
        proud=text(200),
        learned=text(200),
        change=text(200),
        next_goal=text(100),
        help=text(100),
        topics=(text(40), text(40), text(40)),
    )


def texts(data: object) -> Iterator[str]:
    """List all texts in the data of a document."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for key, value in data.items():
            if key not in {"is", "mood"}:
                yield from texts(value)
    elif isinstance(data, list):
        for value in data:
            yield from texts(value)


def worked(template: str, data: object, began: float, folder: Path) -> Run:
    """Let the worker make a document, and look at what it took."""
    job, made = folder / "job", folder / "made"
    job.write_bytes(pdf._job(template, data, DAY))  # noqa: SLF001 as `print_now` does, with an eye on the process
    with job.open("rb") as given, made.open("wb") as taken:
        worker = subprocess.Popen(pdf._command(), stdin=given, stdout=taken, env=pdf._environment())  # noqa: S603, SLF001 the same
        _, status, usage = os.wait4(worker.pid, 0)
        worker.returncode = os.waitstatus_to_exitcode(status)
    seconds = time.perf_counter() - began
    assert worker.returncode == 0  # noqa: S101 there is nothing to measure
    processor = usage.ru_utime + usage.ru_stime
    return Run(seconds, processor, usage.ru_maxrss / 1024, made.stat().st_size)


def said(name: str, runs: list[Run]) -> None:
    """Print the middle of several runs, and the worst."""
    seconds = [run.seconds for run in runs]
    print(
        f"{name:9} {statistics.median(seconds):6.2f} s (at most {max(seconds):.2f})   "
        f"processor {statistics.median(run.processor for run in runs):.2f} s   "
        f"{max(run.megabytes for run in runs):6.0f} MB   {runs[0].size / 1024:6.0f} kB"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--goals", type=int, default=200)
    parser.add_argument("--feedback", type=int, default=300)
    parser.add_argument("--runs", type=int, default=7)
    given = parser.parse_args()
    t = load_texts().of("nl")
    report = made_up(given.goals, given.feedback)
    print(f"{given.goals} goals, {given.feedback} feedback, {len(report.to_json()) // 1024} kB of JSON")
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        bare = folder / "bare.typ"
        bare.write_text(BARE, encoding="utf-8")
        plain = list(texts(document(t, report)["sections"]))
        floors, reports = [], []
        for _ in range(given.runs):  # in turns, so that a busy moment hits both
            floors.append(worked(str(bare.with_suffix("")), plain, time.perf_counter(), folder))
            began = time.perf_counter()
            reports.append(worked(TEMPLATE, document(t, report), began, folder))
    said("bare", floors)
    said("report", reports)
    ratio = statistics.median(run.seconds for run in reports) / statistics.median(
        run.seconds for run in floors
    )
    print(f"the report takes {ratio:.2f} times the bare floor")
    began = time.perf_counter()
    written = markdown(t, report)
    print(f"as Markdown {time.perf_counter() - began:.3f} s, {len(written.encode()) // 1024} kB")


if __name__ == "__main__":
    main()
