"""Markdown in which typed text stays text, as a reader of Markdown sees it."""

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from bot.markdown import inline, item, paragraphs, quote

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
OURS = re.compile(r"</?(?:p|blockquote|ul|li)>|<br ?/>")


def read(source):
    """The words that a reader shows, a line each; any other element than ours stays in sight."""
    shown = html.unescape(OURS.sub("\n", READER.render(source)))
    return [line.strip("\xa0 ") for line in shown.split("\n") if line.strip("\xa0 ")]


def lines(text):
    return [line.strip() for line in re.split(r"[\n\r]", text) if line.strip()]


ODD = [
    "a *b* _c_ `d` [e](f) ![g](h) <i> &amp; ~~j~~ | k",
    "1. x\n2) y\n- z\n+ q\n* r\n# h\n> q\n===\n---\n***",
    "    code\n\ttab",
    "```\nfence\n```",
    "a\\\nb\\",
    "x  \ny",
    "<!-- c --> <script>alert(1)</script>",
    "[ ] no task\n[x] none either",
    "\\*already\\*",
    "a\n===\nb\n---",
    "|a|b|\n|-|-|\n|1|2|",
    "[a]: http://example.com\n[a]",
    "https://example.com/_a_*b*?c=d&e",
    "# 1\n## 2",
    "- [x] a\n  - b",
]


@pytest.mark.parametrize("text", ODD)
@pytest.mark.parametrize(
    "write", [paragraphs, quote, lambda text: f"- {item(text)}"], ids=["paragraphs", "quote", "item"]
)
def test_what_was_typed_is_what_is_read(text, write):
    """Line by line, whatever would mean something elsewhere."""
    assert read(write(text)) == lines(text)


@given(st.text(alphabet=st.sampled_from("ab1 \n\t\\`*_[]()<>&#~|$-+=.!:\"'"), max_size=40))
def test_no_text_is_read_as_markup(text):
    """Neither in a paragraph nor in a quotation; only how wide a gap is may differ."""
    for write in (paragraphs, quote):
        assert [line.split() for line in read(write(text))] == [line.split() for line in lines(text)]


def test_a_name_stays_on_its_line():
    """A heading is one line, and nothing in it is marked up."""
    assert read(f"# {inline('a*b*')}") == ["<h1>a*b*</h1>"]
    assert inline("one\n# two") == "one \\# two"


def test_blank_lines_stay():
    """Paragraphs are as far apart as they were typed."""
    assert paragraphs("a\n\nb\nc") == "a\n\nb\\\nc"
    assert quote("a\n\nb") == "> a\n>\n> b"
