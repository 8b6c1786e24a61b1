"""What the Web API does and what it refuses, with Slack's own codes."""

import asyncio
from datetime import timedelta

import aiohttp
import pytest
from slack_sdk.web.async_client import AsyncWebClient

from playground.members import Member


async def test_a_call_without_or_with_a_wrong_token_is_refused(api):
    """No token is not_authed, an unknown one invalid_auth, an unknown method unknown_method."""
    assert (await api.client.post("/api/auth.test")).json()["error"] == "not_authed"
    assert (await api.client.post("/api/auth.test", data={"token": "xoxb-no"})).json()[
        "error"
    ] == "invalid_auth"
    assert (await api("no.method"))["error"] == "unknown_method"


async def test_two_workspaces_are_kept_apart_by_their_tokens(play, ws, api):
    """Each token reaches its own workspace only."""
    other = play.add_workspace(name="Zuid", members=[Member("U_ANN")])

    assert (await api("auth.test"))["team_id"] == ws.team_id
    form = await api.client.post("/api/auth.test", data={"token": other.bot_token})
    assert form.json()["team_id"] == other.team_id
    assert (await api("users.info", user="U_ANN"))["error"] == "user_not_found"


async def test_each_method_needs_its_scope(ws, api):
    """What was not granted is missing_scope, with what is needed and what there is."""
    channel = ws.add_channel("general", ["U_SAM"], with_app=True)

    refused = await api("conversations.history", channel=channel.id)
    assert refused["error"] == "missing_scope"
    assert refused["needed"] == "channels:history"
    assert "im:history" in refused["provided"]
    assert (await api("users.profile.get", user="U_SAM"))["needed"] == "users.profile:read"
    ws.scopes.discard("chat:write")
    assert (await api("chat.postMessage", channel="U_SAM", text="hi"))["needed"] == "chat:write"


async def test_posting_goes_where_the_app_may_post(ws, api):
    """A user id is the person's direct message; foreign, unknown and archived channels are refused."""
    posted = await api("chat.postMessage", channel="U_SAM", text="hello")
    assert posted["channel"] == ws.dm("U_SAM").id
    assert posted["message"]["bot_id"] == ws.bot_id

    team = ws.channel("team-noord")
    assert (await api("chat.postMessage", channel=team.id, text="x"))["error"] == "not_in_channel"
    assert (await api("chat.postMessage", channel="C404", text="x"))["error"] == "channel_not_found"
    assert (await api("chat.postMessage", channel=ws.bot_user_id, text="x"))["error"] == "cannot_dm_bot"
    team.is_archived = True
    assert (await api("chat.postMessage", channel=team.id, text="x"))["error"] == "is_archived"


async def test_posting_to_a_deactivated_person_succeeds(api):
    """As in Slack: the message is accepted, though nobody will read it; only opening is refused."""
    assert (await api("chat.postMessage", channel="U_GONE", text="hello"))["ok"]
    assert (await api("conversations.open", users="U_GONE"))["error"] == "user_disabled"


async def test_time_stamps_of_messages_differ_and_rise_while_the_clock_stands_still(api):
    """Two messages of one moment have two time stamps, in order."""
    first = await api("chat.postMessage", channel="U_SAM", text="1")
    second = await api("chat.postMessage", channel="U_SAM", text="2")

    assert float(first["ts"]) < float(second["ts"])


async def test_history_shows_metadata_only_when_asked(ws, api):
    """The payload of a message's metadata comes with include_all_metadata only."""
    metadata = {"event_type": "goodtalk_delivery", "event_payload": {"n": "abc"}}
    await api("chat.postMessage", channel="U_SAM", text="1", metadata=metadata)
    dm = ws.dm("U_SAM").id

    bare = await api("conversations.history", channel=dm)
    full = await api("conversations.history", channel=dm, include_all_metadata=True)
    assert "event_payload" not in bare["messages"][0]["metadata"]
    assert full["messages"][0]["metadata"] == metadata


async def test_history_comes_in_pages_from_the_newest_between_two_moments(ws, api, clock):
    """Pages follow the cursor; oldest and latest are outside the range unless inclusive."""
    stamps = []
    for number in range(5):
        clock.advance(timedelta(minutes=1))
        stamps.append((await api("chat.postMessage", channel="U_SAM", text=f"{number}"))["ts"])
    dm = ws.dm("U_SAM").id

    first = await api("conversations.history", channel=dm, limit=2)
    cursor = first["response_metadata"]["next_cursor"]
    second = await api("conversations.history", channel=dm, limit=2, cursor=cursor)
    assert [one["text"] for one in first["messages"] + second["messages"]] == ["4", "3", "2", "1"]
    assert first["has_more"]
    between = {"channel": dm, "oldest": stamps[1], "latest": stamps[3]}
    assert [one["text"] for one in (await api("conversations.history", **between))["messages"]] == ["2"]
    inclusive = await api("conversations.history", **between, inclusive=True)
    assert [one["text"] for one in inclusive["messages"]] == ["3", "2", "1"]
    assert (await api("conversations.history", channel=dm, cursor="nonsense"))["error"] == "invalid_cursor"


async def test_a_message_is_updated_and_deleted_by_its_author_only(ws, api, shapes):
    """What is not sent stays; a person's message cannot be changed; a wrong ts is not found."""
    metadata = {"event_type": "x", "event_payload": {"n": "1"}}
    posted = await api("chat.postMessage", channel="U_SAM", text="a", metadata=metadata)
    where = {"channel": posted["channel"], "ts": posted["ts"]}
    await api("chat.update", **where, text="b", blocks=[shapes.button("Go", "go")])
    message = ws.act("U_SAM").inbox[0]

    assert (message.text, message.words, message.metadata) == ("b", "[Go]", metadata)
    await api("chat.update", **where, text="c")
    assert (message.text, message.words) == ("c", "[Go]")
    theirs = ws.say(ws.dm("U_SAM"), "U_SAM", "mine")
    assert (await api("chat.update", **where | {"ts": theirs.ts}, text="x"))["error"] == "cant_update_message"
    assert (await api("chat.delete", **where | {"ts": theirs.ts}))["error"] == "cant_delete_message"
    assert (await api("chat.delete", **where | {"ts": "1.0"}))["error"] == "message_not_found"
    assert (await api("chat.delete", **where | {"channel": "C0NOT"}))["error"] == "channel_not_found"
    assert (await api("chat.delete", **where))["ok"]
    assert (await api("chat.delete", **where))["error"] == "message_not_found"
    assert ws.act("U_SAM").inbox == [theirs]


async def test_an_ephemeral_message_is_for_one_member_of_the_conversation(ws, api):
    """Only the named person sees it, and only where that person is."""
    channel = ws.add_channel("general", ["U_SAM", "U_LEE"], with_app=True)
    told = await api("chat.postEphemeral", channel=channel.id, user="U_SAM", text="psst")

    assert told["message_ts"]
    assert [message.text for message in ws.act("U_SAM").ephemerals] == ["psst"]
    assert ws.act("U_LEE").ephemerals == []
    refused = await api("chat.postEphemeral", channel=channel.id, user="U_MIA", text="psst")
    assert refused["error"] == "user_not_in_channel"


async def test_people_come_in_pages_with_zone_and_language(ws, api):
    """users.list follows its cursor; the locale comes when asked for, the e-mail address with its scope."""
    seen, cursor = [], None
    while cursor != "":
        page = await api("users.list", limit=2, include_locale=True, cursor=cursor)
        seen += page["members"]
        cursor = page["response_metadata"]["next_cursor"]

    assert [one["id"] for one in seen] == list(ws.members)
    lee = next(one for one in seen if one["id"] == "U_LEE")
    assert (lee["locale"], lee["tz"], lee["tz_offset"]) == ("nl-NL", "Europe/Amsterdam", 3600)
    assert lee["profile"]["email"] == "lee@example.com"
    ws.scopes.discard("users:read.email")
    assert "email" not in (await api("users.info", user="U_LEE"))["user"]["profile"]


async def test_the_zones_offset_follows_summer_time(api, clock):
    """tz_offset is that of the moment on the clock."""
    clock.advance(timedelta(days=60))

    assert (await api("users.info", user="U_LEE"))["user"]["tz_offset"] == 7200


async def test_do_not_disturb_is_told(ws, api, clock):
    """dnd.info tells the next window."""
    ws.member("U_SAM").dnd.enabled = True
    ws.member("U_SAM").dnd.starts = clock.now()
    ws.member("U_SAM").dnd.ends = clock.now() + timedelta(hours=2)

    told = await api("dnd.info", user="U_SAM")
    assert told["dnd_enabled"]
    assert told["next_dnd_end_ts"] - told["next_dnd_start_ts"] == 7200


async def test_a_file_is_uploaded_in_three_steps(play, ws):
    """The SDK's own upload works, and the file is a message in the conversation."""
    async with play.serve() as base_url:
        client = AsyncWebClient(ws.bot_token, base_url=base_url + "/api/")
        await client.files_upload_v2(
            channel=ws.dm("U_SAM").id, content="a,b", filename="mine.csv", title="Mine"
        )

    assert list(ws.uploads.values()) == [b"a,b"]
    assert ws.act("U_SAM").inbox[-1].words == "[file: Mine]"


async def test_the_strict_limit_of_posts_answers_429(ws, api, clock):
    """With rate_limit on, a fourth post at once in one channel has to wait; another channel has not."""
    ws.rate_limit = True
    answers = [await api.raw("chat.postMessage", channel="U_SAM", text="x") for _ in range(4)]

    assert [one.status_code for one in answers] == [200, 200, 200, 429]
    assert answers[3].json() == {"ok": False, "error": "ratelimited"}
    assert answers[3].headers["retry-after"] == "1"
    assert (await api("chat.postMessage", channel="U_LEE", text="x"))["ok"]
    clock.advance(timedelta(seconds=3))
    assert (await api("chat.postMessage", channel="U_SAM", text="x"))["ok"]


async def test_answers_can_be_programmed(ws, api):
    """An error, a 429 with its wait, a failing server; afterwards the rule is back, and all is logged."""
    ws.program("chat.postMessage", error="ratelimited", retry_after=3, times=2)
    ws.program("chat.postMessage", status=500)
    ws.program("chat.postMessage", error="fatal_error")
    answers = [await api.raw("chat.postMessage", channel="U_SAM", text="x") for _ in range(5)]

    assert [one.status_code for one in answers] == [429, 429, 500, 500, 200]
    assert answers[0].headers["retry-after"] == "3"
    assert len(ws.act("U_SAM").inbox) == 1
    assert [call.error for call in ws.calls("chat.postMessage")][:2] == ["ratelimited", "ratelimited"]
    assert ws.calls("chat.postMessage")[-1].args == {"channel": "U_SAM", "text": "x"}


async def test_a_lost_reply_has_done_its_work(play, ws):
    """lose_reply posts the message and then drops the connection."""
    ws.program("chat.postMessage", lose_reply=True)
    async with play.serve() as base_url:
        client = AsyncWebClient(ws.bot_token, base_url=base_url + "/api/", retry_handlers=[])
        with pytest.raises(aiohttp.ServerDisconnectedError):
            await client.chat_postMessage(channel="U_SAM", text="once")

    assert [message.text for message in ws.act("U_SAM").inbox] == ["once"]


async def test_a_hanging_call_never_answers(play, ws):
    """Hang does nothing and answers nothing, until the server stops."""
    ws.program("chat.postMessage", hang=True)
    async with play.serve() as base_url:
        client = AsyncWebClient(ws.bot_token, base_url=base_url + "/api/", retry_handlers=[], timeout=1)
        call = asyncio.create_task(client.chat_postMessage(channel="U_SAM", text="never"))
        while not ws.calls("chat.postMessage"):
            await asyncio.wait({call}, timeout=0.01)
        assert not call.done()
    with pytest.raises(aiohttp.ClientError):
        await call

    assert ws.act("U_SAM").inbox == []
