"""The page: what it shows, what its forms do, and whom it refuses."""

import html
import re
from datetime import UTC, datetime

import httpx
import pytest

from playground.page import moments

MANIFEST = {
    "features": {
        "slash_commands": [{"command": "/ask", "description": "Ask", "should_escape": True}],
        "shortcuts": [
            {"callback_id": "ask", "name": "Ask somebody", "type": "global"},
            {"callback_id": "keep", "name": "Keep this", "type": "message"},
        ],
        "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True},
    },
    "settings": {"event_subscriptions": {"bot_events": ["app_home_opened", "message.im"]}},
}
HOSTILE = "<script>alert(1)</script>&\"'<!channel>"


class Browser:
    """Just enough of a browser: open the page, send one of its forms."""

    def __init__(self, client: httpx.AsyncClient, person: str = "U_SAM") -> None:
        self.client = client
        self.where = {"person": person, "place": "dm"}

    async def see(self, **where: str) -> str:
        answer = await self.client.get("/", params=self.where | where)
        assert answer.status_code == 200, answer.text
        return answer.text

    async def send(self, what: str, **fields) -> str:
        answer = await self.client.post(f"/act/{what}", data=self.where | fields)
        assert answer.status_code == 303, answer.text
        return (await self.client.get(answer.headers["location"])).text


@pytest.fixture
async def browser(play, ws):
    ws.install(MANIFEST)
    transport = httpx.ASGITransport(play.app)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8765") as client:
        yield Browser(client)


def words(page: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", " ", page))


async def open_modal(toy, api, browser, view):
    await browser.send("shortcut", callback_id="ask")
    told = await api("views.open", trigger_id=toy.last["trigger_id"], view=view)
    assert told["ok"], told
    return told["view"]["id"]


async def test_a_person_reads_and_commands(browser, toy):
    """A typed command reaches the app; a typed message too, and both show what came of them."""

    async def handler(payload):
        return {"text": "Only *you* see this"} if "command" in payload else None

    toy.handler = handler
    page = await browser.send("command", line="/ask @lee")
    assert toy.last["text"] == "<@U_LEE|lee>"
    assert "Only <strong>you</strong> see this" in page
    assert "Only visible to you" in page
    page = await browser.send("command", line="hello")
    assert toy.last["event"]["text"] == "hello"
    assert "hello" not in words(await browser.see(person="U_LEE"))


async def test_whatever_was_typed_stays_text(browser, ws, toy, api, shapes):
    """Markup in messages, names, labels, options and errors never becomes part of the page."""
    ws.member("U_LEE").real_name = HOSTILE
    ws.say(ws.dm("U_SAM"), "U_SAM", HOSTILE.replace("<", "&lt;"))
    text = {"type": "mrkdwn", "text": f"*{HOSTILE}* <javascript:alert(1)|here> `{HOSTILE}` <@U_LEE>"}
    blocks = [{"type": "section", "text": text}, shapes.button(HOSTILE, "b")]
    await api("chat.postMessage", channel="U_SAM", text=HOSTILE, blocks=blocks)
    await open_modal(toy, api, browser, shapes.modal(shapes.text_input("q", initial_value=HOSTILE)))
    ws.stack("U_SAM")[-1].errors = {"q": HOSTILE}

    page = await browser.see()
    assert "<script>alert" not in page
    assert "javascript:" not in page
    assert HOSTILE in words(page)


async def test_a_modal_is_filled_in_and_its_errors_are_shown(browser, toy, api, shapes):
    """A refused field keeps what was typed and shows why; a good form reaches the app."""
    view = shapes.modal(
        shapes.text_input("question", min_length=3),
        {
            "type": "input",
            "block_id": "givers",
            "label": {"type": "plain_text", "text": "Givers"},
            "element": {"type": "multi_users_select", "action_id": "value"},
        },
    )
    key = await open_modal(toy, api, browser, view)

    page = await browser.send("submit", key=key, e0="no", e1=["U_LEE", "U_MIA"])
    assert "Enter at least 3 characters." in page
    assert 'value="no"' in page
    page = await browser.send("submit", key=key, e0="Because", e1=[])
    assert "Please complete this required field." in page
    page = await browser.send("submit", key=key, e0="Because", e1=["U_LEE", "U_MIA"])
    assert 'role="dialog"' not in page
    values = toy.last["view"]["state"]["values"]
    assert values["question"]["value"]["value"] == "Because"
    assert values["givers"]["value"]["selected_users"] == ["U_LEE", "U_MIA"]


async def test_every_kind_of_input_is_drawn_with_a_label(browser, ws, toy, api, shapes):
    """Each element the app uses has a control tied to its label; an unknown one is a marked box."""
    options = [{"value": "a", "text": {"type": "plain_text", "text": "Option A"}}]
    kinds = {
        **{kind: {} for kind in ("plain_text_input", "email_text_input", "url_text_input", "datepicker")},
        **{kind: {} for kind in ("timepicker", "users_select", "multi_users_select", "conversations_select")},
        **{
            kind: {"options": options}
            for kind in ("static_select", "multi_static_select", "checkboxes", "radio_buttons")
        },
        "number_input": {"is_decimal_allowed": False},
        "datetimepicker": {},
        "file_input": {},
    }
    blocks = [
        {
            "type": "input",
            "block_id": kind,
            "label": {"type": "plain_text", "text": f"The {kind}"},
            "element": {"type": kind, "action_id": "value", **more},
        }
        for kind, more in kinds.items()
    ]
    await open_modal(toy, api, browser, shapes.modal(*blocks))
    ws.stack("U_SAM")[-1].blocks.append({"type": "hologram"})

    page = await browser.see()
    controls = set(re.findall(r'id="(ve\d+)"', page))
    labels = set(re.findall(r'for="(ve\d+)"', page))
    assert labels == controls
    assert all(f"The {kind}" in page for kind in kinds)
    assert "cannot draw this element" not in page
    assert "The page cannot draw this block: hologram" in page


async def test_a_press_in_a_message_and_in_a_modal(browser, ws, toy, api, shapes):
    """A button sends block_actions; in a modal what was typed so far goes along."""
    await api("chat.postMessage", channel="U_SAM", text="?", blocks=[shapes.button("Yes", "yes", value="7")])
    await browser.send("press", key=ws.act("U_SAM").inbox[-1].ts, press="e0")
    assert toy.last["actions"][0]["value"] == "7"

    view = shapes.modal(shapes.text_input("question"), shapes.button("More", "more"))
    key = await open_modal(toy, api, browser, view)
    await browser.send("press", key=key, press="e1", e0="half")
    assert toy.last["actions"][0]["action_id"] == "more"
    assert toy.last["view"]["state"]["values"]["question"]["value"]["value"] == "half"


async def test_a_button_with_a_question_asks_it_first(browser, ws, toy, api, shapes):
    """Nothing is sent before the confirmation, and nothing at all after a no."""

    def plain(text):
        return {"type": "plain_text", "text": text}

    asks = {"title": "Sure?", "text": "It is gone then.", "confirm": "Yes", "deny": "No"}
    asks = {key: plain(text) for key, text in asks.items()}
    blocks = [shapes.button("Delete", "delete", confirm=asks)]
    await api("chat.postMessage", channel="U_SAM", text="?", blocks=blocks)
    ts = ws.act("U_SAM").inbox[-1].ts

    page = await browser.send("press", key=ts, press="e0")
    assert "It is gone then." in page
    await browser.send("confirm", sure="no")
    assert toy.seen == []
    await browser.send("press", key=ts, press="e0")
    await browser.send("confirm", sure="yes")
    assert toy.last["actions"][0]["action_id"] == "delete"


async def test_home_shortcuts_and_channels(browser, ws, toy, api, shapes):
    """Home is opened and drawn; a channel is its members' only; a message shortcut names its message."""

    async def handler(payload):
        if payload["type"] == "event_callback":
            view = {"type": "home", "blocks": [shapes.button("Start", "start")]}
            await api("views.publish", user_id=payload["event"]["user"], view=view)

    toy.handler = handler
    assert "Start" in words(await browser.send("home"))
    channel = ws.channel("team-noord")
    said = ws.say(channel, "U_LEE", "Well done")
    assert "Well done" in await browser.see(place=channel.id)
    assert "Well done" not in await browser.see(place=channel.id, person="U_MIA")
    await browser.send("message_shortcut", callback_id="keep", channel=channel.id, ts=said.ts)
    assert toy.last["message"]["text"] == "Well done"


async def test_the_clock_moves_and_what_is_due_is_done(browser, ws, clock):
    """Tomorrow is nine o'clock in the picked person's zone; the app is given its turn; back is refused."""
    due = []

    async def tick():
        due.append(clock.now())

    ws.after_action = tick
    await browser.send("clock", to="tomorrow")

    assert clock.now() == datetime(2026, 3, 3, 8, 0, tzinfo=UTC)
    assert due == [clock.now()]
    assert "never goes back" in await browser.send("clock", to="typed", moment="2020-01-01T09:00")
    page = await browser.see(person="U_MIA")
    assert "Tue 3 Mar, 03:00" in page


def test_working_days_and_quarters():
    """From a Friday the next working day is Monday; the next quarter starts on its first working day."""
    friday = datetime(2026, 11, 20, 12, tzinfo=UTC)
    zone = moments.ZoneInfo("Europe/Amsterdam")

    assert f"{moments.next_working_day(friday, zone):%Y-%m-%d %H:%M}" == "2026-11-23 09:00"
    assert f"{moments.next_quarter(friday, zone):%Y-%m-%d}" == "2027-01-01"
    assert f"{moments.next_quarter(datetime(2026, 5, 1, tzinfo=UTC), zone):%Y-%m-%d}" == "2026-07-01"


async def test_another_site_may_neither_act_nor_read(browser, toy):
    """A foreign Origin, a foreign Host and a cross-site POST are refused by page and control interface."""
    client = browser.client
    form = {"person": "U_SAM", "line": "/ask"}
    evil = {"Origin": "https://evil.example"}

    assert (await client.post("/act/command", data=form, headers=evil)).status_code == 403
    assert (await client.post("/_play/command", json=form, headers=evil)).status_code == 403
    assert (await client.get("/", headers={"Host": "evil.example"})).status_code == 403
    read = await client.get("/_play/inbox?person=U_SAM", headers={"Host": "evil.example"})
    assert read.status_code == 403
    cross = {"Sec-Fetch-Site": "cross-site"}
    assert (await client.post("/_play/command", json=form, headers=cross)).status_code == 403
    text = {"Content-Type": "text/plain"}
    as_text = await client.post("/_play/command", content='{"person": "U_SAM"}', headers=text)
    assert as_text.status_code == 415
    assert toy.seen == []
    own = {"Origin": "http://127.0.0.1:8765"}
    assert (await client.post("/_play/command", json=form, headers=own)).json()["ok"]


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:8765",
        "127.0.0.1.evil.example",
        "localhost.evil.example:8765",
        "127.0.0.1@evil.example",
        "192.168.1.7:8765",
        "[::1",
    ],
)
@pytest.mark.parametrize("path", ["/", "/page/screen", "/page/stream", "/_play/people", "/static/page.js"])
async def test_a_name_that_was_pointed_here_is_refused(browser, host, path):
    """DNS rebinding: whatever the browser believes to visit, only this machine's own names are served."""
    assert (await browser.client.get(path, headers={"Host": host})).status_code == 403


@pytest.mark.parametrize(
    "origin", ["null", "http://localhost:1", "http://127.0.0.1", "http://127.0.0.1:8765.evil"]
)
async def test_an_origin_that_only_looks_alike_is_refused(browser, toy, origin):
    """Another port, no origin at all and a longer name are other origins."""
    form = {"person": "U_SAM", "line": "/ask"}

    for path in ("/act/command", "/act/break", "/act/clock"):
        refused = await browser.client.post(path, data=form, headers={"Origin": origin})
        assert refused.status_code == 403
    assert toy.seen == []


async def test_another_site_may_link_to_the_page_but_fetch_no_part_of_it(browser):
    """A visit from a link is fine; the screen, files and scripts are not another site's to ask for."""
    cross = {"Sec-Fetch-Site": "cross-site"}

    assert (await browser.client.get("/", headers=cross)).status_code == 200
    for path in ("/page/screen", "/page/stream", "/page/entry/c0", "/static/page.js", "/_play/people"):
        assert (await browser.client.get(path, headers=cross)).status_code == 403


async def test_the_script_gets_the_screen_in_parts(browser, ws):
    """A form sent by the script is answered with the regions instead of a way back to the page."""
    form = browser.where | {"line": "hello"}
    answer = await browser.client.post("/act/command", data=form, headers={"Accept": "application/json"})

    told = answer.json()
    assert "hello" in told["regions"]["log"]
    assert (told["person"], told["place"]) == ("U_SAM", "dm")
    again = (await browser.client.get("/page/screen", params=browser.where)).json()
    assert again["number"] > told["number"]
    assert ws.act("U_SAM").inbox[-1].text == "hello"


async def test_the_page_loads_nothing_from_elsewhere(browser):
    """The policy allows this host only, and style and script are served by it."""
    answer = await browser.client.get("/")

    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert not re.findall(r'(?:src|href)="https?:', answer.text)
    for name in ("page.css", "blocks.css", "page.js", "icons.svg"):
        assert (await browser.client.get(f"/static/{name}")).status_code == 200
    assert (await browser.client.get("/static/site.py")).status_code == 404


async def test_a_program_acts_and_reads_through_the_control_interface(browser, toy, api, shapes):
    """/_play acts as a person, reads, moves the clock, programs answers and shows the calls."""
    client = browser.client

    async def post(path, **args):
        return (await client.post(f"/_play/{path}", json={"person": "U_SAM", **args})).json()

    async def get(path, **args):
        return (await client.get(f"/_play/{path}", params={"person": "U_SAM", **args})).json()

    await open_modal(toy, api, browser, shapes.modal(shapes.text_input("question")))
    assert (await get("modal"))["modal"]["callback_id"] == "toy.form"
    assert (await post("fill", values={"nothing": "x"}))["ok"] is False
    assert (await post("submit"))["fields"] == {"question": "Please complete this required field."}
    assert (await post("submit", values={"question": "Why?"}))["result"]["closed"]
    await api("chat.postMessage", channel="U_SAM", text="hi", blocks=[shapes.button("Go", "go")])
    assert [one["words"] for one in (await get("inbox"))["messages"]] == ["[Go]"]
    assert (await post("press", what="Go"))["ok"]
    moved = await client.post("/_play/clock", json={"advance": 60})
    assert moved.json()["now"] == "2026-03-02T09:01:00+00:00"
    programmed = await client.post("/_play/program", json={"method": "auth.test", "error": "fatal_error"})
    assert programmed.json()["ok"]
    assert (await api("auth.test"))["error"] == "fatal_error"
    assert (await get("calls", method="auth.test"))["calls"][0]["status"] == 500
    assert (await get("nonsense"))["ok"] is False
    assert "U_SAM" in [one["id"] for one in (await get("people"))["people"]]
