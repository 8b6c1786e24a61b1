"""The report on paper: what is printed, how it is told to a screen reader, and that typed text stays text."""

import re
from functools import cache
from io import BytesIO

import pytest
from pypdf import PdfReader
from report_samples import ARABIC, CHINESE, EMOJI, HEBREW, LONG_WORD, ODD, one_of_each, report

from bot.features.reflections.report_pdf import LETTER, TEMPLATE, document, paper_of
from bot.pdf import print_now
from bot.texts import load_texts

TEXTS = load_texts()


@cache
def printed(kept):
    data = document(TEXTS.of(kept.language), kept)
    return print_now(TEMPLATE, data, made_on=kept.made_on)


def read(kept):
    return PdfReader(BytesIO(printed(kept)))


def words(kept):
    """Everything that stands on the pages, with the breaks of lines as blanks."""
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in read(kept).pages))


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "en",
            (
                "Reflection report",
                "1 July – 30 September 2026",
                "What I am proud of",
                "Personal development",
                "At risk",
                "60 % (was 20 %) · by 1 December 2026",
                "3 August 2026 · Tops and tips",
                "Without a name",
                "Made on 5 October 2026",
                "Page 1 of ",
            ),
        ),
        (
            "nl",
            (
                "Reflectieverslag",
                "1 juli – 30 september 2026",
                "Waar ik trots op ben",
                "Persoonlijke ontwikkeling",
                "Loopt gevaar",
                "60 % (was 20 %) · uiterlijk 1 december 2026",
                "3 augustus 2026 · Tops and tips",
                "Zonder naam",
                "Gemaakt op 5 oktober 2026",
                "Pagina 1 van ",
            ),
        ),
    ],
)
def test_everything_is_said_in_the_owners_language(language, said):
    """Headings, states, dates and page numbers."""
    text = words(one_of_each(language))

    assert [sentence for sentence in said if sentence not in text] == []


def test_a_report_with_nothing_in_it_is_a_page_all_the_same():
    """It says so, instead of being a riddle."""
    found = read(report())

    assert len(found.pages) == 1
    assert "There is nothing in this report yet." in words(report())


def test_markup_prints_as_typed():
    """Nothing of what a person typed is read by typst, in whichever place it stands."""
    text = words(one_of_each(text=ODD))

    # The name, 2 goals and what they say, 2 agreements, 3 answers … and at the foot of every page.
    assert text.count(ODD) >= 28
    assert "root:" not in text


@pytest.mark.parametrize(
    ("text", "extracted"),
    [
        (CHINESE, CHINESE),
        ("Tschüß, ça va, łódź, Ελλάδα, Москва", "Tschüß, ça va, łódź, Ελλάδα, Москва"),
        ("≤ → ✓ ∞ €", "≤ → ✓ ∞ €"),
        (LONG_WORD, "x" * 40),
    ],
)
def test_other_scripts_and_signs_are_printed(text, extracted):
    """The fonts that come along have them, so nothing is a box."""
    found = words(one_of_each(text=text))

    assert extracted in found
    assert "□" not in found


@pytest.mark.parametrize(
    "text", [LONG_WORD, "https://example.com/" + "abcdefghij" * 30, "я" * 300, "é" * 300]
)
def test_what_is_longer_than_a_line_stays_on_the_page(text):
    """It is broken, and can be copied from the page as it was typed."""
    pages = [page.extract_text() for page in read(one_of_each(text=text)).pages]

    assert max(len(line) for page in pages for line in page.split("\n")) < 110
    assert text in "".join(pages).replace("\n", "")


@pytest.mark.parametrize("text", [ARABIC, HEBREW, EMOJI])
def test_what_runs_to_the_left_and_pictures_have_their_letters(text):
    """Every letter is there; the order in which a reader of PDFs lists them is its own."""
    found = words(one_of_each(text=text))

    assert set(text) - {" ", "\u200d", "\ufe0f"} <= set(found) | set("\U0001f3fd\U0001f1f3\U0001f1f1")
    assert "□" not in found


def test_a_character_without_a_glyph_is_shown_and_explained():
    """A script that no font here has prints as boxes, and the document says what they are."""
    text = words(one_of_each(text="தமிழ் ok"))

    assert "□□□□□ ok" in text
    assert "□ stands for a character that cannot be printed here." in text
    assert "stands for a character" not in words(one_of_each())


@pytest.mark.parametrize(
    "text", [" ", "\u202e", "\u200b", "\n\n", "\u0301", "a\u0b95\u0301", "\U0001d6c3\u1cd0"]
)
def test_what_is_hardly_a_text_is_printed_all_the_same(text):
    """Nothing that can be seen, a mark without its letter, letters that no font has together."""
    kept = one_of_each(text=text)
    is_strict = b"pdfuaid:part" in read(kept).trailer["/Root"]["/Metadata"].get_data()

    assert "Page 1 of " in words(kept)
    assert is_strict or "\u1cd0" in text


def test_a_right_to_left_line_is_set_from_the_right():
    """Each line has the direction of its first letter; a name in a line of ours does not turn it round."""
    data = document(TEXTS.of("en"), one_of_each(text=f"{HEBREW}\nplain"))
    lines = data["sections"][0]["parts"][0]["lines"]

    assert [line["rtl"] for line in lines] == [True, False]
    assert data["footer"] == f"\u2068{HEBREW} plain\u2069 · Reflection report · 1 July – 30 September 2026"


def test_it_is_told_to_screen_readers():
    """Tagged as PDF/UA-1, with a title that viewers show, the language, the author and bookmarks."""
    found = read(one_of_each("nl", owner="Emma de Vries"))
    root = found.trailer["/Root"]

    assert root["/MarkInfo"]["/Marked"] == True  # noqa: E712 a PDF's own boolean
    assert root["/Lang"].startswith("nl")
    assert root["/ViewerPreferences"]["/DisplayDocTitle"] == True  # noqa: E712 the same
    assert found.metadata.title == "Reflectieverslag · Emma de Vries · 1 juli – 30 september 2026"
    assert found.metadata.author == "Emma de Vries"
    assert b"pdfuaid:part" in root["/Metadata"].get_data()
    marks = [mark.title for mark in found.outline if not isinstance(mark, list)]
    assert marks == [
        "Terugkijken",
        "Vooruitkijken",
        "Doelen",
        "Afspraken",
        "Feedback die ik kreeg",
        "Mijn notities",
    ]


def test_tags_name_headings_lists_and_quotes():
    """What the eye sees as a heading, a list or a quotation is one to a screen reader."""
    kinds = set()

    def walk(node):
        node = node.get_object()
        if isinstance(node, list):
            for child in node:
                walk(child)
        elif isinstance(node, dict):
            kinds.add(node.get("/S"))
            if "/K" in node:
                walk(node["/K"])

    walk(read(one_of_each()).trailer["/Root"]["/StructTreeRoot"])

    assert {"/H1", "/H2", "/H3", "/P", "/L", "/LI", "/BlockQuote"} <= kinds


def test_the_same_report_gives_the_same_bytes():
    """A second download is no other document."""
    kept = one_of_each("nl")
    again = print_now(TEMPLATE, document(TEXTS.of("nl"), kept), made_on=kept.made_on)

    assert printed(kept) == again


@pytest.mark.parametrize(("country", "size"), [("NL", (595, 842)), ("US", (612, 792)), (None, (595, 842))])
def test_the_paper_follows_the_country(country, size):
    """US Letter where people print on it, A4 elsewhere and when nobody knows."""
    box = read(one_of_each(country=country)).pages[0].mediabox

    assert (round(box.width), round(box.height)) == size


def test_countries_with_letter_paper():
    """As CLDR lists them."""
    asked = ("US", "CA", "MX", "PH", "NL", "GB", "JP")

    assert [country for country in asked if paper_of(country) == "us-letter"] == ["US", "CA", "MX", "PH"]
    assert len(LETTER) == 14


def test_a_development_goal_never_stands_below_a_work_goal():
    """Whatever the order in which they come."""
    mixed = one_of_each()
    text = words(one_of_each(goals=mixed.goals[::-1]))

    assert text.index("Personal development") < text.index("Professional")


def test_much_is_many_pages_each_with_its_number():
    """A long report has as many pages as it needs."""
    few = one_of_each()
    found = read(one_of_each(goals=few.goals * 20, feedback=few.feedback * 20))

    count = len(found.pages)
    assert count > 8
    assert f"Page {count} of {count}" in found.pages[-1].extract_text()


@pytest.mark.parametrize("lines", range(0, 40, 4))
def test_no_heading_stands_alone_at_the_foot_of_a_page(lines):
    """Wherever a page ends, something of what the heading announces is on it too."""
    kept = one_of_each(text="Said", owner="Emma", learned="line\n" * lines + "line")
    headings = {
        "Looking back",
        "Looking ahead",
        "Goals",
        "Agreements",
        "Feedback I received",
        "My notes",
        "Personal development",
        "Professional",
        "Why",
        "How I will notice",
        "How it goes",
        "Why it stopped",
        "Actions",
        "Q?",
    }
    ends = []
    for page in read(kept).pages:
        said = [line for line in page.extract_text().split("\n") if not line.startswith(("Emma · ", "Page "))]
        ends.append(said[-1])

    assert [line for line in ends if line in headings] == []
