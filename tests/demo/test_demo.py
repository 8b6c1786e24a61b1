"""The made-up company: its story plays on any day, is kept over a restart, and time can be travelled."""

from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

import pytest

from bot.demo import company, serving, story
from bot.demo.time_travel import destinations, travel
from bot.wiring import build
from playground import keeping
from playground.clock import PlayClock
from playground.server import Playground
from storage import migrate

TUESDAY = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
SUNDAY_OF_THE_CLOCK_CHANGE = datetime(2026, 3, 29, 22, 0, tzinfo=UTC)


@asynccontextmanager
async def demo(folder, clock):
    """The demo without its page and background work."""
    play = Playground(clock)
    slack = company.make_slack(play)
    left_at = keeping.load(slack, folder / "slack.json")
    async with play.serve() as address:
        settings = serving.demo_settings(slack, address, folder)
        migrate.upgrade(settings.database_url)
        runtime = build(settings, clock=clock)
        slack.connect(runtime.web)
        slack.after_action = runtime.settle
        try:
            yield runtime, slack, left_at
        finally:
            await runtime.close()


@pytest.mark.parametrize("now", [TUESDAY, SUNDAY_OF_THE_CLOCK_CHANGE])
async def test_the_story_plays_and_leaves_something_to_do(tmp_path, now):
    """Fourteen people; Emma is asked for feedback, Mark has a proposal, and nothing failed on the way."""
    clock = PlayClock(story.begins(now))
    async with demo(tmp_path, clock) as (runtime, slack, _):
        await serving.begin(runtime, slack, clock, until=now)

        emma, mark = slack.act("UEMMA"), slack.act("UMARK")
        assert len([member for member in slack.people() if not member.deleted]) == 14
        assert any("werkt hier niet meer" in message.words for message in emma.inbox)
        assert any("you are their manager" in message.words for message in slack.act("USAM").inbox)
        assert clock.now() == now
        assert "de planningssessie van vorige week" in emma.home.text
        assert "Vaker nee zeggen" in emma.home.text
        assert "wil jullie gesprek plannen" in mark.inbox[-1].words
        assert any(message.words.startswith("Gespreksoverzicht") for message in mark.inbox)
        assert any(
            "You and @Sam Rivera" in m.words or "Sam Rivera" in m.words for m in slack.act("UGRACE").inbox
        )
        refused = [call for call in slack.calls() if call.answer and not call.answer.get("ok")]
        assert refused == []


async def test_the_demo_goes_on_after_a_restart(tmp_path):
    """What stood in Slack stands there again, and a button of before still works."""
    clock = PlayClock(story.begins(TUESDAY))
    async with demo(tmp_path, clock) as (runtime, slack, left_at):
        assert left_at is None
        await serving.begin(runtime, slack, clock, until=TUESDAY)
        before = [message.words for message in slack.act("UEMMA").inbox]
        keeping.save(slack, tmp_path / "slack.json")

    again = PlayClock(TUESDAY + timedelta(days=1))
    async with demo(tmp_path, again) as (runtime, slack, left_at):
        assert left_at == TUESDAY
        await runtime.start()
        assert [message.words for message in slack.act("UEMMA").inbox] == before
        await slack.act("UEMMA").press("feedback.open_answer", in_=slack.act("UEMMA").inbox[-1])
        assert slack.act("UEMMA").modal.callback_id == "feedback.answer"


async def test_the_next_quarter_begins_with_counts_in_the_teams_channel(tmp_path):
    """The team of seven hears two: before the end and at the start; those of four and three hear nothing."""
    january = datetime(2027, 1, 4, 12, 0, tzinfo=UTC)
    clock = PlayClock(story.begins(TUESDAY))
    async with demo(tmp_path, clock) as (runtime, slack, _):
        await serving.begin(runtime, slack, clock, until=TUESDAY)
        await travel(runtime, clock, january)

        told = [message.words for message in slack.channel("team-klanten").messages]
        assert ["van de 7" in words for words in told] == [True, True]
        assert slack.channel("team-product").messages == []
        assert slack.channel("team-america").messages == []


async def test_travel_to_the_digest_and_to_the_talk(tmp_path):
    """Grace can go to her digest and to her talk; on the way everything comes at its own time."""
    clock = PlayClock(story.begins(TUESDAY))
    async with demo(tmp_path, clock) as (runtime, slack, _):
        await serving.begin(runtime, slack, clock, until=TUESDAY)
        offered = dict(await destinations(runtime, "UGRACE"))
        assert list(offered) == ["To the digest", "To the talk"]

        await travel(runtime, clock, offered["To the talk"])

        grace = slack.act("UGRACE").inbox
        digest = next(message for message in grace if message.words.startswith("This is what"))
        assert float(digest.ts) == pytest.approx(offered["To the digest"].timestamp(), abs=1)
        assert "begins at" in grace[-1].words
        assert await destinations(runtime, "UNOBODY") == []


def test_a_file_that_is_broken_or_of_another_version_is_left_alone(tmp_path):
    """The demo starts over instead of failing."""
    slack = Playground(PlayClock(TUESDAY)).add_workspace(members=company.members())
    token = slack.bot_token
    for text in ("", "{", "[]", '{"version": 0}'):
        (tmp_path / "slack.json").write_text(text)
        assert keeping.load(slack, tmp_path / "slack.json") is None
    assert slack.bot_token == token
