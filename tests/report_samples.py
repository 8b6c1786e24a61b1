"""Reports for tests: nothing, one of each, the oddest texts, and a great many."""

from datetime import date

from bot.features.reflections.report_data import (
    Report,
    ReportAction,
    ReportAgreement,
    ReportFeedback,
    ReportGoal,
    ReportNote,
)

ARABIC = "شكراً لك على مساعدتك"
HEBREW = "תכנון שבועי"
CHINESE = "非常感谢你的帮助"
EMOJI = "👏🏽 👩‍💻 🇳🇱 ❤️"
ODD = r'#read("/etc/passwd") *b* _i_ $x^2$ \ `c` <b> @a #[x] // y /* z */ = h [l](u) &amp; ~t~ "q" -- ...'
LONG_WORD = "x" * 400


def report(language="en", **values):
    given = {
        "owner": "Emma de Vries",
        "language": language,
        "first": date(2026, 7, 1),
        "last": date(2026, 9, 30),
        "made_on": date(2026, 10, 5),
        **values,
    }
    return Report(**given)


def one_of_each(language="en", text="Clear and calm.", **values):
    """A report in which `text` stands everywhere where somebody typed something."""
    given = {
        "owner": text,
        "goals": (
            ReportGoal(
                text,
                "development",
                "at_risk",
                60,
                20,
                text,
                text,
                date(2026, 12, 1),
                text,
                (ReportAction(text, date(2026, 11, 1)), ReportAction(text, None, is_done=True)),
            ),
            ReportGoal(text, "professional", "dropped", 0, line=text),
        ),
        "agreements": (
            ReportAgreement(text, text, date(2026, 10, 15)),
            ReportAgreement(text, text, is_done=True),
        ),
        "feedback": (
            ReportFeedback(text, date(2026, 8, 3), "Tops and tips", ((text, text), (text, text)), text),
            ReportFeedback(None, date(2026, 8, 4), "For a manager", (("Q?", text),)),
        ),
        "notes": (ReportNote(text, date(2026, 7, 14), "https://example.slack.com/archives/C1/p1"),),
        "proud": text,
        "learned": text,
        "change": text,
        "next_goal": text,
        "help": text,
        "topics": (text, text),
    }
    return report(language, **{**given, **values})
