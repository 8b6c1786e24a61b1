"""What can be done with drawn elements: options looked up while typing, thumbs, menus, cards."""

import httpx
import pytest


def plain(text):
    return {"type": "plain_text", "text": text}


def option(value):
    return {"value": value, "text": plain(value.title()), "description": plain(":tada:")}


def looked_up(block_id="goal", kind="external_select", **element):
    return {
        "type": "input",
        "block_id": block_id,
        "label": plain("Goal"),
        "element": {"type": kind, "action_id": "value", **element},
    }


@pytest.fixture
async def browser(play):
    transport = httpx.ASGITransport(play.app)
    async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8765") as client:
        yield client


@pytest.fixture
def offering(toy):
    async def handler(payload):
        return {"options": [option("g1"), option("g2")]} if payload["type"] == "block_suggestion" else None

    toy.handler = handler
    return toy


async def opened(ws, toy, api, shapes, *blocks):
    sam = ws.act("U_SAM")
    await sam.shortcut("toy")
    told = await api("views.open", trigger_id=toy.last["trigger_id"], view=shapes.modal(*blocks))
    assert told["ok"], told
    return {"team": ws.team_id, "person": "U_SAM", "key": told["view"]["id"]}


async def test_the_app_is_asked_while_somebody_types(browser, ws, offering, api, shapes):
    """What was typed reaches the app, and its options come back as text; the one chosen is then accepted."""
    place = await opened(ws, offering, api, shapes, looked_up(min_query_length=2))

    told = (await browser.get("/suggest", params=place | {"name": "e0", "typed": "lea"})).json()
    assert told["options"][0] == {"value": "g1", "label": "G1", "description": "🎉"}
    assert (offering.last["value"], offering.last["block_id"]) == ("lea", "goal")
    form = {"place": "dm", "team": ws.team_id, "person": "U_SAM", "key": place["key"], "e0": "g2"}
    await browser.post("/act/submit", data=form)
    chosen = offering.last["view"]["state"]["values"]["goal"]["value"]["selected_option"]
    assert chosen["value"] == "g2"


async def test_too_few_characters_ask_nothing(browser, ws, offering, api, shapes):
    """Below min_query_length, three when it is not given, the app hears nothing."""
    place = await opened(ws, offering, api, shapes, looked_up(), looked_up("other", min_query_length=0))
    before = len(offering.seen)

    few = (await browser.get("/suggest", params=place | {"name": "e0", "typed": "le"})).json()
    assert few == {"ok": True, "options": [], "least": 3}
    assert len(offering.seen) == before
    none = (await browser.get("/suggest", params=place | {"name": "e1", "typed": ""})).json()
    assert len(none["options"]) == 2


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"person": "U_404"}, 404),
        ({"team": "T404"}, 404),
        ({"key": "V404"}, 404),
        ({"name": "e7"}, 404),
        ({"name": "e1"}, 404),
        ({"person": "U_LEE"}, 404),
    ],
)
async def test_only_a_look_up_in_front_of_somebody_is_answered(
    browser, ws, offering, api, shapes, change, status
):
    """Another person's modal, an element that looks nothing up and unknown ids are not there."""
    place = await opened(ws, offering, api, shapes, looked_up(), shapes.text_input("q"))
    answer = await browser.get("/suggest", params=place | {"name": "e0", "typed": "learn"} | change)

    assert answer.status_code == status
    assert answer.json()["ok"] is False


async def test_another_site_may_not_look_up(browser, ws, offering, api, shapes):
    """A page of another host can neither read nor set off a look-up."""
    place = await opened(ws, offering, api, shapes, looked_up())
    asked = place | {"name": "e0", "typed": "learn"}
    before = len(offering.seen)

    for headers in (
        {"Host": "evil.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Origin": "https://evil.example"},
    ):
        assert (await browser.get("/suggest", params=asked, headers=headers)).status_code == 403
    assert len(offering.seen) == before


async def test_each_button_of_an_element_is_pressed_by_itself(browser, ws, toy, api):
    """An option of a menu, a thumb, a bin and a button in a card each tell the app what was pressed."""
    thumbs = {
        "type": "feedback_buttons",
        "action_id": "liked",
        "positive_button": {"text": plain("Good"), "value": "1"},
        "negative_button": {"text": plain("Bad"), "value": "0"},
    }
    bin_button = {
        "type": "icon_button",
        "icon": "trash",
        "text": plain("Remove"),
        "action_id": "rm",
        "value": "7",
    }
    press = {"type": "button", "text": plain("Open"), "action_id": "open", "value": "9"}
    blocks = [
        {
            "type": "actions",
            "elements": [{"type": "overflow", "action_id": "more", "options": [option("a"), option("b")]}],
        },
        {"type": "context_actions", "elements": [thumbs, bin_button]},
        {"type": "carousel", "elements": [{"type": "card", "title": plain("A card"), "actions": [press]}]},
        {
            "type": "container",
            "title": plain("In"),
            "child_blocks": [{"type": "actions", "elements": [press]}],
        },
    ]
    posted = await api("chat.postMessage", channel="U_SAM", text="?", blocks=blocks)
    form = {"team": ws.team_id, "person": "U_SAM", "place": "dm", "key": posted["ts"]}

    done = {}
    for name in ("e0:1", "e1:negative_button", "e2", "e3", "e4"):
        await browser.post("/act/press", data=form | {"press": name})
        done[name] = toy.last["actions"][0]
    assert done["e0:1"]["selected_option"]["value"] == "b"
    assert (done["e1:negative_button"]["value"], done["e1:negative_button"]["text"]) == ("0", plain("Bad"))
    assert (done["e2"]["type"], done["e2"]["value"]) == ("icon_button", "7")
    assert [done[name]["value"] for name in ("e3", "e4")] == ["9", "9"]
    assert len({one["block_id"] for one in done.values()}) == 4


async def test_an_option_that_is_not_there_is_not_pressed(browser, ws, toy, api):
    """A number past the last option reaches the app as no choice at all."""
    menu = {"type": "overflow", "action_id": "more", "options": [option("a")]}
    blocks = [{"type": "actions", "elements": [menu]}]
    posted = await api("chat.postMessage", channel="U_SAM", text="?", blocks=blocks)
    form = {"team": ws.team_id, "person": "U_SAM", "place": "dm", "key": posted["ts"]}

    for name in ("e0:9", "e0:x", "e0:-1"):
        answer = await browser.post("/act/press", data=form | {"press": name})
        assert answer.status_code == 303
    assert not [seen for seen in toy.seen if seen["actions"][0].get("selected_option")]
