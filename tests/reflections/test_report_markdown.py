"""The report as Markdown."""

import html
import re

import pytest
from markdown_it import MarkdownIt
from report_samples import ODD, one_of_each, report

from bot.features.reflections.report_markdown import markdown
from bot.texts import load_texts

TEXTS = load_texts()


def written(kept):
    return markdown(TEXTS.of(kept.language), kept)


@pytest.mark.parametrize(
    ("language", "headings"),
    [
        ("en", ["Looking back", "Looking ahead", "Goals", "Agreements", "Feedback I received", "My notes"]),
        (
            "nl",
            ["Terugkijken", "Vooruitkijken", "Doelen", "Afspraken", "Feedback die ik kreeg", "Mijn notities"],
        ),
    ],
)
def test_its_headings_are_in_the_owners_language(language, headings):
    """In the order of the PDF."""
    assert re.findall(r"^## (.*)$", written(one_of_each(language)), re.MULTILINE) == headings


def test_it_reads_well_as_it_stands():
    """Bars, states, boxes that can be ticked, quotations with giver and date."""
    text = written(one_of_each(text="Plan it"))

    assert text.startswith("# Reflection report – Plan it\n\n1 July – 30 September 2026\n\n## Looking back\n")
    assert "#### Plan it\n\n▰▰▰▰▰▰▱▱▱▱ **At risk** · 60 % (was 20 %) · by 1 December 2026\n" in text
    assert "- [ ] Plan it\\\n  by 1 November 2026\n- [x] Plan it\\\n  done\n" in text
    assert "### Plan it\n\n3 August 2026 · Tops and tips\n\nPlan it\n\n**Plan it**\n\n> Plan it\n" in text
    assert "### Without a name\n" in text
    assert text.endswith("---\n\nMade on 5 October 2026\n")


def test_nothing_is_said_to_be_nothing():
    """An empty report is no riddle."""
    assert "There is nothing in this report yet." in written(report())


def test_typed_text_stays_text():
    """A reader of Markdown shows it as it was typed, wherever it stands."""
    drawn = MarkdownIt("commonmark").render(written(one_of_each(text=ODD)))

    assert html.unescape(drawn).count(ODD) >= 25
    assert re.findall(r"<(?:em|a|code|b)\b", drawn) == []
