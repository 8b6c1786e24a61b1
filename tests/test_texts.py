"""Languages, escaping, dates and numbers as people read them."""

from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import UndefinedError

from bot.errors import say, say_n
from bot.texts import Mrkdwn, escape, load_texts, localized, mention

TEXTS = load_texts()
EN, NL = TEXTS.of("en"), TEXTS.of("nl")


def test_unknown_language_is_english():
    """A language that we do not speak is answered in English."""
    assert TEXTS.of("fr") is EN


def test_label_is_translated():
    """The catalogue of any feature speaks for all."""
    assert (EN("Close"), NL("Close")) == ("Close", "Sluiten")


def test_sentence_of_an_error_is_said_in_a_language():
    """An error carries its sentence; the values are filled in where it is shown."""
    sentence = say(
        "This is %(length)s characters; at most %(most)s fit. Shorten it a little.", length=4, most=3
    )

    assert EN.sentence(sentence).startswith("This is 4 characters")
    assert NL.sentence(sentence).startswith("Dit zijn 4 tekens")


@pytest.mark.parametrize(("count", "said"), [(0, "0 cups"), (1, "1 cup"), (2, "2 cups"), (21, "21 cups")])
def test_number_chooses_the_form(count, said):
    """One is one; everything else is many."""
    assert EN.sentence(say_n("%(count)s cup", "%(count)s cups", count)) == said
    assert EN.n("%(count)s cup", "%(count)s cups", count) == said


def test_only_three_characters_are_escaped():
    """Slack wants `&`, `<` and `>` escaped and nothing else."""
    assert escape('<!channel> & it\'s *bold* "q"') == '&lt;!channel&gt; &amp; it\'s *bold* "q"'


def test_what_is_safe_is_not_escaped_again():
    """A mention stays a mention, also inside a sentence of ours."""
    assert escape(mention("U1")) == "<@U1>"
    assert escape(escape("<")) == "&lt;"
    assert EN.mrkdwn("Hello %(name)s", name=mention("U1")) == "Hello <@U1>"


@given(st.text())
def test_escaping_is_undone_by_reading(text):
    """Whatever was typed, what Slack shows is what was typed; and nothing of it is a command to Slack."""
    escaped = escape(text)

    assert escaped.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&") == text
    assert "<" not in escaped
    assert ">" not in escaped


@given(st.text())
def test_a_value_is_never_a_template(text):
    """`{{ … }}` and `%(…)s` in what was typed are text."""
    assert EN.mrkdwn("%(word)s", word=text) == escape(text)
    assert EN.render("home/unknown", word=text, close=None, words=[]).startswith("I do not know `")


def test_missing_value_is_an_error():
    """A template that is not given all its values is a mistake, never an empty place."""
    with pytest.raises(UndefinedError):
        EN.render("home/greeting")


def test_rendered_text_is_safe():
    """A rendered message can stand in another sentence without being escaped twice."""
    assert isinstance(EN.render("home/where"), Mrkdwn)


def test_dates_as_people_write_them():
    """Day before month, 24 hours, in both languages."""
    day, moment = date(2026, 3, 14), datetime(2026, 3, 14, 8, 0, tzinfo=UTC)
    zone = ZoneInfo("Europe/Amsterdam")

    assert (EN.full_date(day), NL.full_date(day)) == ("14 March 2026", "14 maart 2026")
    assert (EN.day(day), NL.day(day)) == ("Saturday 14 March", "zaterdag 14 maart")
    assert EN.moment(moment, zone) == "Saturday 14 March at 09:00"
    assert NL.moment(moment, zone) == "zaterdag 14 maart om 09:00"
    assert EN.time(moment, ZoneInfo("America/New_York")) == "04:00"


def test_names_are_listed():
    """With commas and an "and", safe when each name is."""
    assert EN.names(["Anna", "Bob", "Cem"]) == "Anna, Bob and Cem"
    assert NL.names(["Anna", "Bob"]) == "Anna en Bob"
    assert isinstance(EN.names([mention("U1"), mention("U2")]), Mrkdwn)
    assert not isinstance(EN.names([mention("U1"), "<!channel>"]), Mrkdwn)


def test_content_chooses_a_language():
    """What is asked stands in both languages; English where one is missing."""
    assert localized({"nl": "Vraag", "en": "Question"}, "nl") == "Vraag"
    assert localized({"en": "Question"}, "nl") == "Question"


def test_a_talk_is_held_in_one_word():
    """In Dutch a talk is "gevoerd" everywhere: two words for one thing would be two things."""
    catalogues = Path("prompts/locale/nl/LC_MESSAGES").glob("*.po")

    assert [path.name for path in catalogues if "gehouden" in path.read_text(encoding="utf-8")] == []
