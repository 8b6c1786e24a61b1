"""Filling in: what Slack's client lets a person enter, and how the app receives it."""

from datetime import date, datetime, time

import pytest

from playground.fields import ClientRefused
from playground.render import Names, mrkdwn
from playground.words import words


def options(*values):
    return [{"value": value, "text": {"type": "plain_text", "text": value.title()}} for value in values]


def field(block_id, kind, *, optional=False, **element):
    return {
        "type": "input",
        "block_id": block_id,
        "optional": optional,
        "label": {"type": "plain_text", "text": block_id},
        "element": {"type": kind, "action_id": "value", **element},
    }


@pytest.fixture
async def form(ws, toy, api, shapes):
    """Open a modal of these blocks in front of Sam."""

    async def opened(*blocks):
        sam = ws.act("U_SAM")
        await sam.shortcut("toy")
        told = await api("views.open", trigger_id=toy.last["trigger_id"], view=shapes.modal(*blocks))
        assert told["ok"], told
        return sam

    return opened


async def test_every_kind_of_field_arrives_as_slack_sends_it(form, toy, ws):
    """Each element's value sits under its own key in state.values."""
    channel = ws.channel("team-noord").id
    sam = await form(
        field("text", "plain_text_input"),
        field("mail", "email_text_input"),
        field("web", "url_text_input"),
        field("number", "number_input", is_decimal_allowed=False),
        field("one", "static_select", options=options("a", "b")),
        field("many", "multi_static_select", options=options("a", "b")),
        field("radio", "radio_buttons", options=options("a", "b")),
        field("boxes", "checkboxes", options=options("a", "b")),
        field("person", "users_select"),
        field("people", "multi_users_select"),
        field("place", "conversations_select"),
        field("day", "datepicker"),
        field("hour", "timepicker"),
        field("moment", "datetimepicker"),
        field("files", "file_input", filetypes=["csv"]),
    )
    sam.fill(text="hi", mail="a@b.nl", web="https://b.nl", number=3, one="b", many=["a", "b"], radio="a")
    sam.fill(boxes=["b", "a"], person="@lee", people=["U_LEE", "U_MIA"], place="team-noord")
    sam.fill(day=date(2026, 3, 5), hour=time(9, 30), moment=datetime(2026, 3, 5, 9, 30))  # noqa: DTZ001 - typed
    sam.fill(files=[("people.csv", b"a,b")])
    await sam.submit()

    got = {name: entry["value"] for name, entry in toy.last["view"]["state"]["values"].items()}
    assert got["text"] == {"type": "plain_text_input", "value": "hi"}
    assert got["number"]["value"] == "3"
    assert got["one"]["selected_option"]["value"] == "b"
    assert [one["value"] for one in got["boxes"]["selected_options"]] == ["a", "b"]
    assert got["person"]["selected_user"] == "U_LEE"
    assert got["people"]["selected_users"] == ["U_LEE", "U_MIA"]
    assert got["place"]["selected_conversation"] == channel
    assert got["day"]["selected_date"] == "2026-03-05"
    assert got["hour"]["selected_time"] == "09:30"
    assert got["moment"]["selected_date_time"] == 1772699400
    assert got["files"]["files"][0]["name"] == "people.csv"


@pytest.mark.parametrize(
    ("element", "value"),
    [
        ({"kind": "static_select", "options": options("a")}, "z"),
        ({"kind": "plain_text_input", "max_length": 3}, "long"),
        ({"kind": "plain_text_input", "min_length": 3}, "no"),
        ({"kind": "plain_text_input"}, "two\nlines"),
        ({"kind": "number_input", "is_decimal_allowed": False}, "1.5"),
        ({"kind": "number_input", "is_decimal_allowed": False, "max_value": "5"}, "6"),
        ({"kind": "email_text_input"}, "nobody"),
        ({"kind": "url_text_input"}, "nowhere"),
        ({"kind": "multi_users_select", "max_selected_items": 1}, ["U_LEE", "U_MIA"]),
        ({"kind": "users_select"}, "U_GONE"),
        ({"kind": "datepicker"}, "tomorrow"),
    ],
)
async def test_the_client_refuses_what_does_not_fit(form, toy, element, value):
    """What cannot be entered in Slack cannot be entered here, and names its field."""
    sam = await form(field("it", element.pop("kind"), **element))
    before = len(toy.seen)

    with pytest.raises(ClientRefused) as refused:
        sam.fill(it=value)
    assert list(refused.value.fields) == ["it"]
    assert len(toy.seen) == before


async def test_required_fields_are_asked_for_before_anything_is_sent(form, toy):
    """An empty required field stops the submission; an optional one does not."""
    sam = await form(field("must", "plain_text_input"), field("may", "plain_text_input", optional=True))
    with pytest.raises(ClientRefused) as refused:
        await sam.submit()
    assert list(refused.value.fields) == ["must"]
    assert toy.last["type"] == "shortcut"

    sam.fill(must="yes")
    await sam.submit()
    assert toy.last["view"]["state"]["values"]["may"]["value"]["value"] is None


async def test_an_unknown_field_is_refused_with_the_known_ones(form):
    """A misspelt field names those there are."""
    sam = await form(field("question", "plain_text_input"))

    with pytest.raises(ClientRefused, match="there are: question"):
        sam.fill(qestion="x")


async def test_a_look_up_select_offers_what_the_app_suggests(form, toy):
    """The app is asked with what was typed, and only an offered option can be chosen."""
    sam = await form(field("goal", "external_select", min_query_length=1))

    async def handler(payload):
        return {"options": options("g1")} if payload["type"] == "block_suggestion" else None

    toy.handler = handler
    with pytest.raises(ClientRefused):
        sam.fill(goal="g1")
    assert [option["value"] for option in await sam.suggest("goal", "lea")] == ["g1"]
    assert (toy.last["value"], toy.last["block_id"]) == ("lea", "goal")
    sam.fill(goal="g1")
    assert sam.modal.field("goal").value == "g1"


def test_markup_becomes_words():
    """Marks go, references get their names, entities become signs; nothing is undone twice."""
    names = Names({"U1": "Lee"}, {"C1": "team"}, "Europe/Amsterdam")

    assert mrkdwn("*Hi* <@U1> in <#C1>, _see_ <https://x.nl|this>", names) == "Hi @Lee in #team, see this"
    assert (
        mrkdwn("&lt;b&gt; &amp;lt; 2 * 3 * 4 snake_case_name", names) == "<b> &lt; 2 * 3 * 4 snake_case_name"
    )
    assert mrkdwn("<!date^1772699400^{date_short_pretty} at {time}^later>", names) == "Mar 5, 2026 at 09:30"
    assert mrkdwn("<!here> &lt;!channel&gt;", names) == "@here <!channel>"


def test_blocks_become_lines():
    """Headings, fields, context, lists and buttons are all words somebody reads."""
    names = Names({"U1": "Lee"})
    section = {
        "type": "rich_text_section",
        "elements": [{"type": "text", "text": "one "}, {"type": "user", "user_id": "U1"}],
    }
    blocks = [
        {"type": "header", "text": {"type": "plain_text", "text": "Head"}},
        {
            "type": "section",
            "fields": [{"type": "mrkdwn", "text": "*a*"}, {"type": "plain_text", "text": "*b*"}],
        },
        {"type": "divider"},
        {"type": "context", "elements": [{"type": "mrkdwn", "text": "small"}]},
        {
            "type": "rich_text",
            "elements": [{"type": "rich_text_list", "style": "bullet", "elements": [section]}],
        },
        {"type": "hologram"},
    ]

    assert words(blocks, names) == ["Head", "a", "*b*", "small", "• one @Lee", "[a block of type hologram]"]


async def test_moments_are_shown_in_the_readers_zone(ws, api):
    """One moment reads differently in Amsterdam and in New York."""
    text = "<!date^1772699400^{date_num} {time}^later>"
    for person in ("U_SAM", "U_MIA"):
        await api("chat.postMessage", channel=person, text=text)

    assert ws.act("U_SAM").inbox[0].words == "2026-03-05 09:30"
    assert ws.act("U_MIA").inbox[0].words == "2026-03-05 03:30"
