"""Screens and pages of people outside with the longest and oddest data, in both languages."""

import re
from dataclasses import replace
from datetime import timedelta
from html.parser import HTMLParser

import pytest
from company import START
from outside_desk import FORM, TYPED

from bot.features.outside import pages, service, views
from bot.features.outside.pages import Filled, Kept, Trouble
from bot.features.outside.posted import read_post
from bot.features.outside.rules import Wrong, check_answers, readable
from bot.slack.blocks import home
from bot.texts import LANGUAGES, PROMPTS, load_texts
from playground.validation import check_message, check_view
from storage import outside
from storage.outside import Invited

TEXTS = load_texts()
HOSTILE = "<script>alert('1')</script> \" & <!channel> *b* {{ 7 * 7 }}"
PAGES = sorted(path.stem for path in (PROMPTS / "outside").glob("*.html"))


@pytest.fixture(params=LANGUAGES)
def t(request):
    return TEXTS.of(request.param)


@pytest.fixture
def invited(company):
    address = "k" * 64 + "@" + ".".join(["c" * 60] * 3) + ".example"
    return Invited(
        id=1,
        workspace=1,
        ask=2,
        asker=replace(company.person("U_EMMA"), name=HOSTILE),
        form=replace(FORM, questions=tuple(replace(q, text={"en": HOSTILE}) for q in FORM.questions)),
        context=HOSTILE,
        due_on=START.date(),
        address=address,
        language="nl",
        state="open",
        reason=HOSTILE * 5,
        invited_at=START,
        expires_at=START + timedelta(days=14),
        changed_at=START,
    )


def message_is_good(message):
    body = {"text": message.text, "blocks": [block.to_dict() for block in message.blocks]}
    assert check_message(body) == []
    assert "example" not in message.text


def test_screens_in_slack(t, invited):
    """Messages, modals and Home stay within Slack's limits, with an address and without."""
    message_is_good(views.declined(t, replace(invited, reason=None)))
    for one in (invited, replace(invited, address=None)):
        message_is_good(views.answered(t, one, 5))
        message_is_good(views.declined(t, one))
        message_is_good(views.expired(t, [one] * 5))
        message_is_good(views.not_sent(t, one, certain=True))
        message_is_good(views.not_sent(t, one, certain=False))
        for view in (
            views.link_view(t, one, "https://example.org/f/" + "x" * 43, one.asker),
            views.reason_view(t, one),
        ):
            assert check_view(view.to_dict(), method="views.open") == []
        section = views.home_section(t, one.asker, [one] * 30)
        assert len(section) < 25
        assert check_view(home(section).to_dict(), method="views.publish") == []
    assert views.home_section(t, invited.asker, []) == []


class Tags(HTMLParser):
    """The tags of a page, and whether each that was opened is closed."""

    def __init__(self, html):
        super().__init__()
        self.seen, self.open, self.ids = [], [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.seen.append(tag)
        self.ids += [value for name, value in attrs if name == "id"]
        assert not {name for name, _ in attrs if name.startswith("on") or name == "style"}
        if tag not in {"meta", "link", "input"}:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def test_pages_escape_everything_and_are_whole(t, invited):
    """No tag comes from what was typed, every tag is closed, no id is there twice."""
    wrong = {"question_1": Wrong.EMPTY, "question_2": Wrong.TOO_LONG, "reason": Wrong.UNREADABLE}
    values = dict.fromkeys(("question_1", "question_2", "question_3", "reason"), HOSTILE)
    shown = [
        pages.form_page(t, invited, HOSTILE, "key", Filled()),
        *(pages.form_page(t, invited, HOSTILE, "key", Filled(values, wrong, each)) for each in Trouble),
        *(pages.kept_page(t, each, values) for each in Kept),
        pages.thanks_page(t, HOSTILE, declined=True),
        pages.thanks_page(t, HOSTILE, declined=False),
        pages.closed_page(t),
        pages.too_much_page(t),
    ]
    for html in shown:
        tags = Tags(html)
        assert tags.open == []
        assert len(set(tags.ids)) == len(tags.ids)
        assert tags.seen.count("script") == html.count('<script src="static/draft.js"')
        assert "alert('1')" not in html
        assert "{{ 7 * 7 }}" in html or "49" not in html


@pytest.mark.parametrize("name", PAGES)
def test_pages_say_their_words_through_the_catalogue(name):
    """Beside the names of the app and of the languages no word would stay English."""
    source = (PROMPTS / "outside" / f"{name}.html").read_text(encoding="utf-8")
    bare = re.sub(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", " ", source, flags=re.DOTALL)
    bare = re.sub(r"<[^>]*>|&\w+;", " ", bare)

    assert set(re.findall(r"[^\W\d_]{2,}", bare)) <= {"Goodtalk", "Nederlands", "English"}


@pytest.mark.parametrize(
    ("values", "texts", "wrong"),
    [
        ({"question_1": "a", "question_2": "b"}, ("a", "b", None), {}),
        ({"question_1": " a\n", "question_2": "b", "question_3": " "}, (" a\n", "b", None), {}),
        ({"question_2": "b"}, (None, "b", None), {"question_1": Wrong.EMPTY}),
        (
            {"question_1": "x" * 3000, "question_2": "y" * 3001},
            ("x" * 3000, "y" * 3001, None),
            {"question_2": Wrong.TOO_LONG},
        ),
        ({"question_1": "a\x00", "question_2": "b\x07"}, None, {"question_1", "question_2"}),
    ],
)
def test_answers_are_checked(values, texts, wrong):
    """Required, length, signs; what was typed is not trimmed."""
    checked = check_answers(values, [True, True, False])

    assert texts is None or checked.texts == texts
    assert (set(checked.wrong) if isinstance(wrong, set) else dict(checked.wrong)) == wrong


def test_posts_are_read_as_browsers_send_them():
    """Line ends become one sign; plus, percent, emoji and raw UTF-8 arrive."""
    body = "question_1=a+b%0D%0Ac%F0%9F%8E%89&question_2=é&act=".encode()
    posted = read_post(body, "application/x-www-form-urlencoded; charset=UTF-8")

    assert posted.values == {"question_1": "a b\nc🎉", "question_2": "é", "act": ""}
    assert not posted.is_strange(["question_1", "question_2", "act"])
    assert posted.is_strange(["question_1"])
    assert readable("a\r\nb\rc\x00\x1b\td") == "a\nb\nc\td"


async def test_a_screen_costs_one_query_however_many_there_are(company, outsiders):
    """Home's section, which shows a few of twenty."""
    emma, t = company.person("U_EMMA"), TEXTS.of("en")
    for _ in range(20):
        outsiders.invite()
    with company.app.house.database.count_queries() as counted:
        section = company.look(service.home_section, emma, t)

    assert counted.count == 1
    assert "15" in section[-1].to_dict()["elements"][0]["text"]


async def test_looking_when_nothing_is_due_is_one_query(company, outsiders):
    """It is asked every minute."""
    outsiders.invite()
    await outsiders.invite().post(**TYPED)
    await company.app.settle()
    with company.app.house.database.count_queries() as counted:
        company.look(service.due)

    assert counted.count == 1


async def test_false_links_and_those_that_are_over_cost_the_same(company, outsiders):
    """One query each, so that the time of an answer tells nothing."""
    used, expired, cancelled = (outsiders.invite() for _ in range(3))
    made = [company.look(outside.find_open, outside.digest(each.token))[1] for each in outsiders.outsiders]
    await used.post(**TYPED)
    company.look(outside.move, [made[1]], outside.EXPIRED)
    company.look(outside.move, [made[2]], outside.CANCELLED)
    await company.app.settle()
    costs = set()
    for each in (used, expired, cancelled, outsiders.outsider("x" * 43)):
        with company.app.house.database.count_queries() as counted:
            await each.get()
        costs.add(counted.count)

    assert costs == {1}
