"""Printing: what is cleaned before it is printed, and a process that may neither hang nor take all."""

import asyncio
import json
import subprocess
import sys
from datetime import date

import pytest

from bot import pdf, pdf_worker
from bot.fonts import FONTS, MISSING, characters_of, unprintable
from bot.pdf import BREAK, PdfError, Press, inline, is_right_to_left, print_now, typed
from bot.texts import PROMPTS

DAY = date(2026, 10, 5)


def template(tmp_path, text):
    """A template of the test's own, named as `print_now` wants it."""
    (tmp_path / "own.typ").write_text(text, encoding="utf-8")
    return str(tmp_path / "own")


def test_lines_are_kept_and_each_has_its_direction():
    """Every way to end a line ends it; blank lines stay."""
    lines = typed("a\r\nb\rc\u2028d\n\nשלום e\n")

    assert [line["text"] for line in lines] == ["a", "b", "c", "d", "", "שלום e"]
    assert [line["rtl"] for line in lines] == [False, False, False, False, False, True]


@pytest.mark.parametrize(
    ("text", "rtl"),
    [("", False), ("12 % → ", False), ("a שלום", False), ("(3) שלום a", True), ("سلام", True)],
)
def test_the_first_letter_decides_the_direction(text, rtl):
    """Digits and signs have none of their own."""
    assert is_right_to_left(text) is rtl


@pytest.mark.parametrize("sign", ["\x00", "\x1b", "\x7f", "\u202e", "\u2066", "\ufeff", "\ud800", "\ufffe"])
def test_what_cannot_be_seen_is_left_out(sign):
    """Control characters, marks that turn the line round, halves of characters."""
    assert typed(f"a{sign}b")[0]["text"] == "ab"


def test_a_name_in_the_other_direction_is_kept_apart():
    """Else the date behind it would be drawn in front of it."""
    assert (inline("Lee\nCarter"), inline("סיגל")) == ("Lee Carter", "\u2068סיגל\u2069")


def test_long_words_may_be_broken_but_a_letter_keeps_its_marks():
    """Only what is longer than a line could be; scripts without blanks have rules of their own."""
    accents = "e\u0301\u0323" * 40

    assert BREAK in typed("x" * 60)[0]["text"]
    assert f"{BREAK}\u0323" not in typed(accents)[0]["text"]
    assert BREAK not in typed("Arbeidsongeschiktheidsverzekering")[0]["text"]
    assert BREAK not in typed("非常感谢你的帮助" * 20)[0]["text"]


def test_a_box_bears_no_mark():
    """No font has the two together, and the box says enough."""
    assert typed("\u0b95\u0301a\u0301")[0]["text"] == f"{MISSING}á"


def test_the_fonts_have_what_people_here_write():
    """Languages of Europe, Arabic, Hebrew, Chinese, Japanese, Korean and some more, and emoji."""
    text = (
        "Zoë łódź Ελλάδα Москва Україна Türkçe tiếng Việt Հայերեն ქართული አማርኛ ไทย हिन्दी "
        "سارة فارسی اردو עברית 你好 您貴姓 こんにちは 안녕하세요 😀👍🏽🇳🇱🏳️‍🌈1️⃣ €₺₽ „quotes” … – — ✓✗☐☑→≤≠∞½²"
    )

    assert unprintable().findall(text) == []
    assert unprintable().findall("a\u0b95\U00012000") == ["\u0b95", "\U00012000"]


def test_the_tables_of_the_fonts_are_read_right():
    """Noto Sans has an A and no alif; the emoji font has faces beyond 65,535."""

    def has(name, character):
        return any(first <= ord(character) <= last for first, last in characters_of(FONTS / name))

    assert [has("NotoSans-Regular.ttf", character) for character in "Aя€ا\u4f60"] == [True] * 3 + [False] * 2
    assert has("TwemojiMozilla.ttf", "😀")
    assert has("DroidSansFallback.ttf", "你")


def test_every_font_comes_with_its_licence():
    """What is given away names its terms."""
    licences = {path.name for path in FONTS.glob("LICENSE-*")}

    assert licences == {"LICENSE-Noto.txt", "LICENSE-Droid.txt", "LICENSE-Twemoji.md"}
    assert sum(path.stat().st_size for path in FONTS.iterdir()) < 9_000_000


def test_the_template_asks_for_every_font_there_is():
    """A family that the template does not list would be printed last, by chance."""
    families = {path.stem.split("-")[0] for path in FONTS.glob("*.ttf")}
    source = (PROMPTS / "reflections" / "report.typ").read_text(encoding="utf-8").replace(" ", "")

    assert [family for family in families if f'"{family}"' not in source] == []


def test_no_font_of_the_machine_is_used(tmp_path):
    """A document looks the same everywhere."""
    source = '#set document(title: "x")\n#text(font: "DejaVu Sans", fallback: true)[word]'
    made = print_now(template(tmp_path, source), {}, made_on=DAY)

    assert b"DejaVu" not in made


def test_what_has_no_glyph_is_printed_all_the_same(tmp_path):
    """Where the strict standard refuses, a document without it still comes."""
    made = print_now(template(tmp_path, '#set document(title: "x")\n\\u{b95}'), {}, made_on=DAY)

    assert made.startswith(b"%PDF")
    assert pdf_worker.STANDARDS == ("ua-1", None)


@pytest.mark.parametrize(
    "source",
    [
        "#panic(sys.inputs.data)",
        '#read("/etc/hostname")',
        '#read("../secret.txt")',
        '#import "@preview/x:1.0.0"',
    ],
)
def test_what_typst_refuses_is_an_error_without_words(tmp_path, source):
    """Nor does a template reach a file beside its own, or the network; the error repeats nothing."""
    folder = tmp_path / "templates"
    folder.mkdir()
    (tmp_path / "secret.txt").write_text("secret")

    with pytest.raises(PdfError) as refused:
        print_now(template(folder, source), {"text": "Geheim"}, made_on=DAY)

    assert "Geheim" not in repr(refused.value)


def test_the_worker_says_nothing_of_what_it_was_given(tmp_path):
    """Not even when typst complains of it."""
    job = pdf._job(template(tmp_path, "#panic(sys.inputs.data)"), "Geheim", DAY)  # the bytes as they are sent
    done = subprocess.run(  # noqa: S603 this very Python
        [sys.executable, str(pdf.WORKER)], input=job, capture_output=True, check=False, timeout=30
    )

    assert (done.returncode, done.stdout) == (pdf_worker.REFUSED, b"")
    assert b"Geheim" not in done.stderr


def test_the_worker_gets_nothing_of_the_apps_environment(monkeypatch):
    """No token and no key is where texts of many people are read."""
    monkeypatch.setenv("ENCRYPTION_KEYS", "secret")
    monkeypatch.setenv("SLACK_BOT_TOKEN", "secret")

    assert "secret" not in json.dumps(pdf._environment())


def test_what_takes_too_much_memory_is_given_up(tmp_path):
    """The process has a limit of its own; the app goes on."""
    source = '#let text = "x" * 300000000\n#text'

    with pytest.raises(PdfError):
        print_now(template(tmp_path, source + "\n#(text + text + text + text)"), {}, made_on=DAY)


async def test_the_loop_goes_on_while_a_page_is_printed(tmp_path):
    """Others are answered meanwhile, and several documents come out whole."""
    press, turns = Press(), 0

    async def live():
        nonlocal turns
        while True:
            await asyncio.sleep(0)
            turns += 1

    living = asyncio.create_task(live())
    source = '#set document(title: "x")\n#for n in range(50) [#n #pagebreak()]'
    name = template(tmp_path, source)
    made = await asyncio.gather(*(press.print(name, {}, made_on=DAY) for _ in range(3)))
    living.cancel()

    assert turns > 100
    assert len(set(made)) == 1
    assert made[0] == print_now(name, {}, made_on=DAY)


async def test_a_press_that_is_stopped_leaves_no_process(tmp_path):
    """Whoever waits no longer takes the worker along."""
    press = Press()
    source = '#set document(title: "x")\n#for n in range(9000) [#n #pagebreak()]'
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(press.print(template(tmp_path, source), {}, made_on=DAY), 0.2)

    assert press.under_way == 0


def test_a_missing_glyph_has_a_sign_that_can_be_printed():
    """The box itself is in the fonts."""
    assert unprintable().findall(MISSING) == []
