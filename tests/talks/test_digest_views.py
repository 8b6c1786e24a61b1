"""The fullest digest there can be is one message of Slack, with its buttons, in both languages."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from bot.features.talks import digest_views
from bot.features.talks.digest import Digest, tip
from bot.questions import library
from bot.talks import Planned, Side
from bot.texts import LANGUAGES, load_texts
from bot.topics import Agenda
from playground.validation import check_message, check_view
from storage.agreements import Agreement
from storage.feedback import SharedFeedback
from storage.goals import Goal
from storage.pairs import Pair
from storage.proposals import Proposal
from storage.reflection_copies import Said
from storage.talks import Talk
from storage.topics import FOCUS, Topic

NOW = datetime(2026, 2, 2, 9, tzinfo=UTC)
LONG = ("*<!channel>* &amp; 🌱 " * 200)[:1000]
TEXTS = load_texts()


@pytest.fixture(params=LANGUAGES)
def t(request):
    return TEXTS.of(request.param)


@pytest.fixture
def found(company):
    emma, mark = (replace(company.person(one), name=LONG[:200]) for one in ("U_EMMA", "U_MARK"))
    side = Side(Pair(2**62, emma, mark, "manager", "active", NOW), emma, mark)
    talk = Talk(
        2**62, 2**62, "planned", True, NOW, 90, 2**61, None, None, None, None, None, (), 1, None, None
    )  # fmt: skip
    talk = replace(talk, employee_aim=LONG[:200], partner_aim=LONG[:200])
    return Planned(Proposal(2**61, 2**62, 1, 90, "accepted", NOW, None, ()), talk, side)


def full(found, many):
    """Everything that a digest can show, and of each list this many."""
    emma = found.side.me.id
    return Digest(
        found.talk,
        found.side,
        [Agreement(n, 1, 1, LONG[:300], emma, date(2026, 3, 1), "agreed") for n in range(many)],
        [
            (
                Goal(
                    n, emma, "development", LONG[:150], None, None, None, None, "on_track", 40, NOW, None,
                    None, None,
                ),
                (20, 40),
            )
            for n in range(many)
        ],
        [
            SharedFeedback(n, "Noor", "U_NOOR", "free", {"en": "Free"}, None, NOW, (({}, LONG),))
            for n in range(many)
        ],
        list(library().values())[:3],
        tip("listen"),
        Agenda(
            90,
            [
                Topic(
                    n, 1, emma, None, FOCUS, n, "goals", 10, LONG[:150], None, LONG[:300], 1, NOW, NOW
                )
                for n in range(3)
            ],
        ),
        Said(LONG, LONG, LONG, LONG, LONG, ("Something else",)),
    )  # fmt: skip


@pytest.mark.parametrize("many", [5, 50])
@pytest.mark.parametrize("for_employee", [True, False])
def test_the_fullest_digest(t, found, many, for_employee):
    """It is as long as Slack takes; what does not fit is read behind the button, and nothing drops off."""
    content = full(found, many)
    message = digest_views.digest(t, found, content, for_employee=for_employee)
    blocks = [one.to_dict() for one in message.blocks]

    assert check_message({"text": message.text, "blocks": blocks}) == []
    assert [one["action_id"] for one in blocks[-1]["elements"]] == [
        "preparation.open",
        "topics.open",
        "talks.more",
    ]


def test_the_fullest_digest_at_length(t, found):
    """Behind the button too nothing at the end drops off: the questions and the tip stand there."""
    view = digest_views.digest_screen(t, found, full(found, 50)).to_dict()

    assert check_view(view, method="views.open") == []
    assert "Tip" in view["blocks"][-1]["elements"][0]["text"]


def test_both_read_the_same(t, found):
    """The employee's line above it takes nothing away from what stands below."""
    content = full(found, 50)
    one, other = (digest_views.digest(t, found, content, for_employee=it).blocks for it in (True, False))

    assert [block.to_dict() for block in one[1:]] == [block.to_dict() for block in other]


def test_a_long_reflection_is_read_at_length(t, found):
    """Cut in the message, it stands whole behind **Show all**; a short one needs no button."""
    said = Said("Proud. " + "x" * 600, None, None, None, None, ())
    none = replace(full(found, 0), feedback=[], goals=[], agreements=[])
    long, short = (
        digest_views.digest(t, found, replace(none, reflection=one), for_employee=True).blocks[-1].to_dict()
        for one in (said, replace(said, proud="Proud."))
    )

    assert "talks.more" in [one["action_id"] for one in long["elements"]]
    assert "talks.more" not in [one["action_id"] for one in short["elements"]]
    view = digest_views.digest_screen(t, found, replace(none, reflection=said)).to_dict()
    assert said.proud in str(view)
