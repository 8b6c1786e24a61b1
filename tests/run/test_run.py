"""`goodtalk run` in a process of its own: over HTTP, over Socket Mode, and how it stops."""

import asyncio
import json
import sqlite3
from contextlib import asynccontextmanager
from pathlib import Path

import httpx
import pytest
from child import running
from company import open_company

SOCKET = {"SLACK_SIGNING_SECRET": None}


@pytest.fixture
async def outside(sqlite_file):
    """The company whose app does not run in the test's own process."""
    async with open_company(sqlite_file, paired=False) as company:
        company.slack.after_action = None
        company.slack.patience = 20
        yield company


@asynccontextmanager
async def served(company, way):
    """The app in its own process, reached over HTTP or through a socket."""
    by_socket = way == "socket"
    more = {**SOCKET, "SLACK_APP_TOKEN": company.slack.app_token} if by_socket else {}
    async with running(company, **more) as child:
        if by_socket:
            company.slack.connect_socket()
            await company.slack.until(lambda: company.slack.sockets.links)
            await child.url()
        else:
            company.slack.connect(await child.url())
        yield child


@pytest.mark.parametrize("way", ["http", "socket"])
async def test_people_use_it_and_it_stops(outside, way):
    """Emma names her manager, Lee confirms, Home opens, each message comes once; SIGTERM ends it with 0."""
    slack, emma, lee = outside.slack, outside.emma, outside.lee
    async with served(outside, way) as child:
        await emma.open_home()
        await slack.until(lambda: emma.has_home)
        await emma.command("/goodtalk manager")
        emma.fill(manager="U_LEE")
        await emma.submit(times=2)
        await slack.until(lambda: lee.inbox)
        await lee.press("Yes, that is right")
        await slack.until(lambda: emma.inbox)
        await slack.until(lambda: "Lee Carter" in emma.home.text)
        code = await child.stop()

    assert code == 0
    assert [len(lee.inbox), len(emma.inbox)] == [1, 1]
    assert "Emma de Vries" in lee.inbox[0].words
    assert "Lee Carter" in emma.inbox[0].words
    assert [line for line in child.lines if not line.startswith("{")] == []
    assert {line["level"] for line in child.events} <= {"debug", "info"}
    assert "Emma" not in "".join(child.lines)


async def test_refusals_and_options_through_a_socket(outside):
    """What a form answers comes back in its acknowledgement: an error at its field."""
    async with served(outside, "socket"):
        await outside.emma.command("/goodtalk manager")
        outside.emma.fill(manager="U_EMMA")
        result = await outside.emma.submit()

        assert list(result.errors) == ["manager"]
        assert not result.closed


@pytest.mark.parametrize("reason", ["warning", "refresh_requested"])
async def test_replaced_connection_is_survived(outside, reason):
    """Slack wants the connection replaced; the next command finds the new one."""
    sockets = outside.slack.sockets
    async with served(outside, "socket") as child:
        old = sockets.links[0]
        await sockets.disconnect(reason)
        await outside.slack.until(lambda: any(link is not old for link in sockets.links))
        await outside.emma.command("/goodtalk manager")

        assert outside.emma.modal is not None
        assert await child.stop() == 0


async def test_broken_connection_is_survived(outside):
    """The connection ends without a word; the app opens another."""
    sockets = outside.slack.sockets
    async with served(outside, "socket") as child:
        await sockets.break_off()
        await child.logged("socket_open", times=2)
        await outside.emma.command("/goodtalk manager")

        assert outside.emma.modal is not None


async def test_slack_that_is_away_for_a_while_is_survived(outside):
    """Asking for a new address fails twice; then the app is back."""
    sockets = outside.slack.sockets
    async with served(outside, "socket") as child:
        outside.slack.program("apps.connections.open", error="internal_error", times=2)
        await sockets.break_off()
        await child.logged("socket_not_opened", times=2)
        await child.logged("socket_open", times=2)
        await outside.emma.command("/goodtalk manager")

        assert outside.emma.modal is not None


async def test_event_whose_acknowledgement_was_lost_counts_once(outside):
    """Slack sends the event again; it is acknowledged and has no second effect."""
    outside.slack.patience = 1.5
    async with served(outside, "socket"):
        outside.slack.sockets.lose_answers = 1
        await outside.emma.open_home()
        await outside.slack.until(lambda: outside.emma.has_home)

    told = [told["envelope_id"] for told in outside.slack.sockets.acknowledged]
    # On a busy machine an answer may also come too late, and the event once more.
    assert len(set(told)) >= 2
    assert len(outside.slack.calls("views.publish")) == 1


async def test_requests_under_way_are_answered_at_the_end(outside):
    """SIGTERM comes while a form is being opened: it is opened, and the command acknowledged."""
    outside.slack.program("views.open", delay=0.5)
    async with served(outside, "socket") as child:
        typing = asyncio.create_task(outside.emma.command("/goodtalk manager"))
        await outside.slack.until(lambda: outside.slack.calls("views.open"))
        code = await child.stop()
        reply = await typing

    assert code == 0
    assert reply.error is None
    assert outside.emma.modal is not None


async def test_socket_mode_serves_no_unsigned_request(outside):
    """Without a signing secret nobody can prove to be Slack: POST /slack/events is a 401."""
    async with served(outside, "socket") as child, httpx.AsyncClient(base_url=await child.url()) as client:
        answer = await client.post("/slack/events", data={"command": "/goodtalk", "user_id": "U_EMMA"})

        assert answer.status_code == 401


async def test_wrong_app_token_stops_the_start(outside):
    """A token that Slack refuses is one clear line that names the variable and the mend, and exit code 1."""
    async with running(outside, **SOCKET, SLACK_APP_TOKEN="xapp-1-wrong") as child:
        assert await child.ended() == 1

        assert child.lines[-1].startswith("SLACK_APP_TOKEN: Slack refuses it (invalid_auth)")
        assert "xapp-1-wrong" not in "".join(child.lines)


def file_of(company):
    return Path(company.app.house.settings.database_url.removeprefix("sqlite:///"))


async def test_health(outside):
    """Both are 200 once it serves; a database moved away is named, and the process goes on."""
    async with served(outside, "http") as child, httpx.AsyncClient(base_url=await child.url()) as client:
        file = file_of(outside)
        moved = file.with_suffix(".moved")
        well = [(await client.get(path)).status_code for path in ("/healthz", "/readyz")]
        await asyncio.to_thread(file.rename, moved)
        gone = await client.get("/readyz")
        await asyncio.to_thread(moved.rename, file)
        back = await client.get("/readyz")

        assert well == [200, 200]
        assert (gone.status_code, gone.json()) == (503, {"wrong": ["database"]})
        assert back.status_code == 200
        assert (await client.get("/healthz")).status_code == 200


async def test_other_schema_is_named(outside):
    """A database that another version has migrated is not ready."""
    async with served(outside, "http") as child, httpx.AsyncClient(base_url=await child.url()) as client:
        connection = sqlite3.connect(file_of(outside))
        connection.execute("UPDATE alembic_version SET version_num = 'another'")
        connection.commit()
        connection.close()
        answer = await client.get("/readyz")

        assert (answer.status_code, answer.json()) == (503, {"wrong": ["migrations"]})


async def test_metrics(outside):
    """Every counter of the contract is there, and nobody's name, id, text, token or link."""
    outside.slack.program("views.open", error="internal_error")
    async with served(outside, "socket") as child, httpx.AsyncClient(base_url=await child.url()) as client:
        await outside.emma.command("/goodtalk manager")
        await outside.emma.command("/goodtalk manager")
        outside.emma.fill(manager="U_LEE")
        await outside.emma.submit()
        await outside.slack.until(lambda: outside.lee.inbox)
        text = (await client.get("/metrics")).text

        for line in (
            'goodtalk_requests_total{status="200"} 3.0',
            "goodtalk_ack_seconds_count 3.0",
            'goodtalk_slack_calls_total{method="views.open",result="ok"} 1.0',
            'goodtalk_slack_calls_total{method="views.open",result="internal_error"} 1.0',
            'goodtalk_slack_calls_total{method="chat.postMessage",result="ok"} 1.0',
            'goodtalk_deliveries{state="',
            "goodtalk_tick_age_seconds ",
            "goodtalk_due_backlog 0.0",
        ):
            assert line in text
        for private in ("Emma", "U_EMMA", "U_LEE", "Lee", "xoxb", "xapp", "http:", "ticket"):
            assert private not in text
        assert json.dumps(child.events).count("xapp") == 0
