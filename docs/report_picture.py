"""The picture of a reflection report, as it is printed: `PYTHONPATH=. python docs/report_picture.py`."""

import json
from datetime import date
from pathlib import Path

import typst

from bot.features.reflections.report_data import (
    Report,
    ReportAction,
    ReportAgreement,
    ReportFeedback,
    ReportGoal,
)
from bot.features.reflections.report_pdf import TEMPLATE, document
from bot.fonts import FONTS
from bot.texts import PROMPTS, load_texts

PICTURE = Path(__file__).parent / "images" / "report.png"
PPI = 76

REPORT = Report(
    "Emma de Vries",
    "en",
    date(2026, 7, 1),
    date(2026, 9, 30),
    date(2026, 9, 30),
    "NL",
    proud="The client demo broke down halfway, and nobody panicked: I said out loud what was wrong.",
    learned="Half a plan, shared early, brings more than a whole plan kept to myself.",
    next_goal="Lead a project from the first offer to the last invoice.",
    help="Somebody who has done it before, two hours a month.",
    topics=("Where my role goes next year", "Workload in November"),
    goals=(
        ReportGoal(
            "Learn to say no",
            "development",
            "on_track",
            60,
            20,
            "I take on too much, and then I am late.",
            due=date(2026, 12, 1),
            actions=(
                ReportAction("Plan my week on Friday, with Noor", is_done=True),
                ReportAction("Tell the team what I stop doing", date(2026, 10, 12)),
            ),
        ),
        ReportGoal("A dashboard the client opens every day", "professional", "at_risk", 40, 30),
    ),
    agreements=(ReportAgreement("Find Emma a mentor outside the team", "Mark Jansen", date(2026, 10, 15)),),
    feedback=(
        ReportFeedback(
            "Lee Carter",
            date(2026, 8, 3),
            "Tops and tips",
            (("What did Emma do well?", "You kept the room calm when the demo broke. 👏"),),
        ),
    ),
)


def main() -> None:
    """Print the first page as a picture."""
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
    data = {"data": json.dumps(document(load_texts().of(REPORT.language), REPORT))}
    template = PROMPTS / f"{TEMPLATE}.typ"
    pages = typst.Compiler(template, root=PROMPTS, font_paths=fonts, sys_inputs=data).compile(
        format="png", ppi=PPI
    )
    first = pages[0] if isinstance(pages, list) else pages
    assert first is not None  # noqa: S101 there is a page
    PICTURE.write_bytes(first)


if __name__ == "__main__":
    main()
