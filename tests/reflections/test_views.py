"""Every screen of a reflection with the longest and oddest data, in both languages, within Slack's limits."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.features.reflections import rules, views, views_files, views_messages, views_reading
from bot.features.reflections.happened import Happened
from bot.features.reflections.report_data import (
    Report,
    ReportAction,
    ReportAgreement,
    ReportFeedback,
    ReportGoal,
    ReportNote,
)
from bot.features.reflections.rules import Paged
from bot.features.reflections.service import Writing
from bot.features.reflections.service_sharing import Overview, Own, Shared
from bot.features.reflections.views_pages import pages
from bot.slack.blocks import home
from bot.texts import LANGUAGES, load_texts
from playground.validation import check_message, check_view
from storage.feedback import Answer
from storage.feedback_asks import Form, Question
from storage.goal_actions import GoalAction
from storage.goals import Goal
from storage.journal import Note
from storage.reflection_shares import Share
from storage.reflection_sources import PairAgreement
from storage.reflections import Draft, Listed, Reflection

NOW = datetime(2026, 2, 2, 9, tzinfo=UTC)
DAY = date(2026, 2, 2)
LONG = ("*<!channel>* &amp; 🌱\n\n مرحبا 你好 " * 200)[:3000]
TEXTS = load_texts()
FORM = Form(
    "own",
    {"en": LONG[:70], "nl": LONG[:70]},
    (Question({"en": LONG[:300], "nl": LONG[:300]}, required=True),) * 5,
)
DRAFT = Draft(1, {}, LONG, LONG, LONG, LONG, LONG, (LONG[:150],) * 5)


@pytest.fixture(params=LANGUAGES)
def t(request):
    return TEXTS.of(request.param)


def view_is_good(view):
    assert check_view(view.to_dict(), method="views.open") == []
    assert len(str(view.to_dict())) < 250_000


def message_is_good(message):
    body = {"text": message.text, "blocks": [block.to_dict() for block in message.blocks]}
    assert check_message(body) == []


def happened(emma, lee, count):
    """Everything `count` times, with ids as long as they get."""
    ids = range(2**63 - 1 - count, 2**63 - 1)
    return Happened(
        DAY - timedelta(days=90),
        [
            Goal(i, 1, "development", LONG[:150], LONG, LONG, DAY, None, "dropped", 100, NOW, NOW, LONG, None)
            for i in ids
        ],
        dict.fromkeys(ids, (0, 100)),
        [GoalAction(i, i, LONG[:300], DAY, NOW if i % 2 else None) for i in ids],
        [
            PairAgreement(
                i, " \n " if i % 3 else LONG[:500], 1, LONG[:200], DAY, i % 2 == 0, 1, 2, is_pair=True
            )
            for i in ids
        ],
        [
            Answer(i, emma, lee, FORM, LONG[:300], (LONG,) * 5, NOW, NOW if i % 2 else None, i % 3 == 0)
            for i in ids
        ],
        [Note(i, 1, LONG, None, NOW) for i in ids],
    )


def report(count):
    """As long as one gets."""
    action = ReportAction(LONG[:300], DAY, is_done=True)
    return Report(
        "Emma",
        "nl",
        DAY,
        DAY,
        DAY,
        goals=(
            ReportGoal(LONG[:150], "development", "dropped", 100, 0, LONG, LONG, DAY, LONG, (action,) * 30),
        )
        * count,
        agreements=(ReportAgreement(LONG[:500], LONG[:200], DAY, is_done=True),) * count,
        feedback=(ReportFeedback(None, DAY, LONG[:70], ((LONG[:300], LONG),) * 5, LONG[:300]),) * count,
        notes=(ReportNote(LONG, DAY, "https://example.slack.com/archives/C1/p1"),) * count,
        proud=LONG,
        learned=LONG,
        change=LONG,
        next_goal=LONG,
        help=LONG,
        topics=(LONG[:150],) * 5,
    )


def share(owner, reader, **values):
    return replace(
        Share(1, 2, 3, owner, reader, True, 2, NOW, None, None, DAY, NOW),
        **values,
    )


def reflection(**values):
    return replace(
        Reflection(2, 1, DAY, DAY, DRAFT, True, 3, NOW, NOW, NOW, 3, DRAFT, DAY),
        **values,
    )


@pytest.mark.parametrize("count", [0, 1, 13, 300])
def test_steps(t, company, count):
    """Each page of the first step, and the two after it."""
    emma, lee = company.person("U_EMMA"), company.person("U_LEE")
    found = happened(emma, lee, count)
    writing = Writing(2**63 - 1, 12345, DAY, DRAFT, NOW, is_change=count > 1, happened=found)
    for page, again in ((0, 0), (1, 12), (10**6, 0)):
        view_is_good(views.step_view(t, emma, writing, page=page, again=again))
    for step in (2, 3):
        view_is_good(views.step_view(t, emma, replace(writing, draft=replace(DRAFT, step=step))))
    view_is_good(views.step_view(t, emma, Writing(0, 0, DAY, Draft())))


@pytest.mark.parametrize("count", [0, 1, 40])
def test_reports(t, company, count):
    """Each page of one's own and of a shared report; what belongs together is not torn apart."""
    emma, lee = company.person("U_EMMA"), company.person("U_LEE")
    whole = report(count)
    shares = [share(emma, lee, read_at=NOW), share(emma, lee, copy=9), share(emma, lee, as_partner=False)] * 7
    own = Own(reflection(), whole, shares[:20], [], downloaded={shares[0].id: NOW})
    many = len(pages(t, whole))
    for page in {0, 1, many - 1, many, 10**6}:
        view_is_good(views_reading.own_view(t, emma, own, page))
        view_is_good(
            views_reading.shared_view(t, lee, Shared(shares[0], whole, 3, may_download=page == 0), page)
        )
    view_is_good(views_reading.share_form(t, replace(own, partners=[lee]), files=True))
    view_is_good(views_reading.share_form(t, own, files=False))
    empty = Report("Emma", "nl", DAY, DAY, DAY)
    view_is_good(views_reading.own_view(t, emma, replace(own, report=empty, shares=[])))
    view_is_good(views_reading.shared_done(t, lee))


def test_messages(t, company):
    """With and without text, replaced, taken back, help and what was thrown away."""
    emma, lee = company.person("U_EMMA"), company.person("U_LEE")
    for message in (
        views_messages.shared(t, share(emma, lee), report(40)),
        views_messages.shared(t, share(emma, lee, number=1), None),
        views_messages.replaced(t, share(emma, lee)),
        views_messages.taken_back(t),
        views_files.none_now(t),
        views_files.lost(t, share(emma, lee)),
        views_files.stays(t, share(emma, lee)),
        views.help_text(t),
        views.thrown_away(t, report=True),
        views.thrown_away(t, report=False),
    ):
        message_is_good(message)


def test_lists_and_home(t, company):
    """Full, empty, with a draft and without."""
    emma, lee = company.person("U_EMMA"), company.person("U_LEE")
    listed = [Listed(number, DAY, DAY, NOW, number == 1, number) for number in range(10)]
    shares = [share(emma, lee), share(emma, lee, read_at=NOW)] * 5
    for shown in (
        Overview(reflection(), listed, Paged(1, 3), shares),
        Overview(None, listed[:1], Paged(0, 1), []),
        Overview(None, [], Paged(0, 1), []),
        Overview(reflection(finished_at=None), [], Paged(0, 1), shares),
    ):
        view_is_good(views_reading.list_view(t, emma, shown))
        blocks = views_reading.home_section(t, emma, shown.open, shown.finished[:1], shown.shared[:3])
        assert check_view(home(blocks).to_dict(), method="views.publish") == []


def test_every_item_has_one_box(t, company):
    """300 of each kind on 50 pages: each stands on exactly one, ticked unless it is a note."""
    emma, lee = company.person("U_EMMA"), company.person("U_LEE")
    found = happened(emma, lee, 300)
    writing = Writing(1, 1, DAY, Draft(), happened=found)
    seen = []
    for page in range(len(rules.pages(rules.groups(found.defaults())))):
        view = views.step_view(t, emma, writing, page=page).to_dict()
        for block in view["blocks"]:
            if block["type"] == "input" and block["element"]["type"] == "checkboxes":
                seen += [option["value"] for option in block["element"]["options"]]

    assert len(seen) == len(set(seen)) == 1500
    assert set(seen) == set(found.defaults())
