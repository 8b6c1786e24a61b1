"""`GET /gallery`: one of every block and element, drawn as the page draws them, for a developer to look at.

`SAMPLES` is also what the tests check against the validation, so nothing is shown that Slack would refuse.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from playground.clock import PlayClock
from playground.ids import Ids
from playground.members import Member
from playground.page.drawing import Drawing
from playground.page.gallery_displays import DISPLAYS
from playground.page.gallery_parts import (
    Block,
    entry,
    field,
    mrkdwn,
    option,
    options,
    plain,
    rich,
    section,
    word,
)
from playground.views import OpenView
from playground.workspace import Workspace

TEMPLATES = Path(__file__).parent / "templates"
THEMES = {"light", "dark"}

PEOPLE = (
    "Aisha Bakkali",
    "Anna de Wit",
    "Bram Peters",
    "Carlos Mendes",
    "Daan Visser",
    "Emma Jansen",
    "Fatima Yilmaz",
    "Guus van den Berg",
    "Hanna Smit",
    "Ines Dubois",
    "Jan-Willem Hoekstra",
    "Kofi Mensah",
    "Lotte Meijer",
    "Mark de Boer",
    "Noor El Amrani",
)

_ASKS = {
    "title": plain("Delete this goal?"),
    "text": plain("It cannot be brought back."),
    "confirm": plain("Delete"),
    "deny": plain("Keep it"),
    "style": "danger",
}
_GROUPS = [
    {"label": plain("Goals"), "options": options("Learn Dutch", "Speak at a meet-up")},
    {"label": plain("Agreements"), "options": options("Plan a day off", "Read the report")},
]


def button(label: str, action_id: str, **more: Any) -> dict[str, Any]:
    return {"type": "button", "text": plain(label), "action_id": action_id, **more}


def element(kind: str, action_id: str, **more: Any) -> dict[str, Any]:
    return {"type": kind, "action_id": action_id, **more}


TEXTS: list[Block] = [
    {"type": "header", "text": plain("A header :tada: & more")},
    section(
        "*Bold*, _italic_, ~struck~, `code`, *_both_*, :wave: and a <https://example.com|link>.\n"
        "&gt; A quote with &amp; sign\n&gt; on two lines\n• as typed\n• a list\n"
        "<@U_EMMA> and you, <@U_READER>, in <#C_TEAM|team-noord>; <!subteam^S1|@designers>, <!here>.\n"
        "<!date^1772699400^{date_long} at {time}|5 March>, in short "
        "<!date^1772699400^{date_short_pretty}|then>.\n"
        "```a = 1 &lt; 2\nprint(a)```"
    ),
    {
        "type": "section",
        "fields": [
            mrkdwn("*Asked by*\nEmma"),
            mrkdwn("*Due*\n12 March"),
            plain("Plain *stars*"),
            plain("Last"),
        ],
    },
    section("A button beside the text", accessory=button("Read", "read", style="primary")),
    section(
        "A menu beside the text", accessory=element("overflow", "more", options=options("Edit", "Delete"))
    ),
    section(
        "A picture beside the text",
        accessory={"type": "image", "image_url": "https://example.com/a.png", "alt_text": "A rising line"},
    ),
    section("A person beside the text", accessory=element("users_select", "who", placeholder=plain("Who?"))),
    section(
        "Several people beside the text",
        accessory=element(
            "multi_users_select", "who_all", initial_users=["U_EMMA"], placeholder=plain("Who?")
        ),
    ),
    section("Boxes beside the text", accessory=element("checkboxes", "boxes", options=options("One", "Two"))),
    section("A day beside the text", accessory=element("datepicker", "day", initial_date="2026-03-05")),
    {"type": "divider"},
    {
        "type": "context",
        "elements": [
            {"type": "image", "image_url": "https://example.com/a.png", "alt_text": "A leaf"},
            mrkdwn("Only *you* see this"),
            plain("3 March"),
        ],
    },
    {
        "type": "actions",
        "elements": [
            button("Give feedback", "give", style="primary"),
            button("Not now", "later"),
            button("Delete", "delete", style="danger", confirm=_ASKS),
            button("Open the page", "open", url="https://example.com"),
            button("×", "shut", accessibility_label="Close the list"),
            element(
                "static_select", "state", placeholder=plain("State"), options=options("On track", "At risk")
            ),
            element("datepicker", "until"),
            element("timepicker", "at", initial_time="09:30"),
            element("radio_buttons", "one", options=options("Yes", "No"), initial_option=option("Yes")),
            element("overflow", "dots", options=options("Share", "Archive")),
        ],
    },
    section("شكرا على ملاحظاتك — right to left. " + "w" * 220),
    {
        "type": "image",
        "image_url": "https://example.com/chart.png",
        "alt_text": "Talks held in each quarter, rising from 12 to 31",
        "title": plain("Talks held"),
    },
]

RICH: list[Block] = [
    rich(
        field(
            word("Bold", bold=True),
            word(", "),
            word("italic", italic=True),
            word(", "),
            word("struck", strike=True),
            word(", "),
            word("underlined", underline=True),
            word(", "),
            word("code", code=True),
            word(", "),
            {"type": "link", "url": "https://example.com", "text": "a link"},
            word(", "),
            {"type": "user", "user_id": "U_EMMA"},
            word(" "),
            {"type": "usergroup", "usergroup_id": "S1"},
            word(" "),
            {"type": "channel", "channel_id": "C_TEAM"},
            word(" "),
            {"type": "broadcast", "range": "here"},
            word(" "),
            {"type": "emoji", "name": "seedling"},
            word(" "),
            {"type": "date", "timestamp": 1772699400, "format": "{date} at {time}", "fallback": "then"},
            word(" "),
            {"type": "color", "value": "#f405b3"},
            word("\n*stars* and &amp; stay as typed"),
        ),
        {
            "type": "rich_text_list",
            "style": "bullet",
            "elements": [field(word("First")), field(word("Second"))],
        },
        {"type": "rich_text_list", "style": "bullet", "indent": 1, "elements": [field(word("Deeper"))]},
        {
            "type": "rich_text_list",
            "style": "ordered",
            "offset": 2,
            "border": 1,
            "elements": [field(word("Third")), field(word("Fourth"))],
        },
        {"type": "rich_text_quote", "elements": [word("What she said\nin two lines")]},
        {"type": "rich_text_preformatted", "elements": [word("a = 1\nb = 2")]},
    )
]

FORM: list[Block] = [
    entry(
        "One line",
        element("plain_text_input", "value", placeholder=plain("A few words")),
        hint="Keep it short.",
    ),
    entry(
        "Several lines",
        element("plain_text_input", "value", multiline=True, max_length=200, initial_value="x" * 170),
        optional=True,
    ),
    entry("Rich text", element("rich_text_input", "value", min_lines=3)),
    entry(
        "State", element("static_select", "value", placeholder=plain("Choose one"), options=options("A", "B"))
    ),
    entry("Grouped", element("static_select", "value", option_groups=_GROUPS)),
    entry("Somebody", element("users_select", "value", initial_user="U_EMMA")),
    entry(
        "People",
        element("multi_users_select", "value", initial_users=["U_EMMA", "U_NOOR"], max_selected_items=5),
    ),
    entry("Several of a group", element("multi_static_select", "value", option_groups=_GROUPS)),
    entry(
        "Looked up", element("external_select", "value", min_query_length=2, placeholder=plain("Find a goal"))
    ),
    entry(
        "Several looked up", element("multi_external_select", "value", initial_options=options("Learn Dutch"))
    ),
    entry("Conversation", element("conversations_select", "value")),
    entry("Conversations", element("multi_conversations_select", "value")),
    entry("Channel", element("channels_select", "value")),
    entry("Channels", element("multi_channels_select", "value")),
    entry(
        "Long list",
        element("static_select", "value", options=options(*(f"Option {n}" for n in range(1, 41)))),
    ),
    entry("Day", element("datepicker", "value", initial_date="2026-03-05")),
    entry("Time", element("timepicker", "value", initial_time="09:30", timezone="Europe/Amsterdam")),
    entry("Moment", element("datetimepicker", "value", initial_date_time=1772699400)),
    entry("Number", element("number_input", "value", is_decimal_allowed=False, min_value="1", max_value="5")),
    entry("E-mail", element("email_text_input", "value", placeholder=plain("name@example.com"))),
    entry("Web address", element("url_text_input", "value")),
    entry("File", element("file_input", "value", filetypes=["csv", "xlsx"], max_files=2), optional=True),
    entry(
        "Boxes",
        element(
            "checkboxes",
            "value",
            options=[
                {
                    "text": mrkdwn("*Share* with my manager"),
                    "value": "a",
                    "description": mrkdwn("They _read_ it too"),
                },
                option("Remind me"),
            ],
        ),
    ),
    entry(
        "One of",
        element("radio_buttons", "value", options=options("Now", "Later"), initial_option=option("Now")),
    ),
]

# Each set of blocks with its heading and the surface on which Slack takes it.
SAMPLES: dict[str, tuple[str, list[Block]]] = {
    "Texts and actions": ("message", TEXTS),
    "Rich text": ("message", RICH),
    "Form": ("modal", FORM),
    **DISPLAYS,
    "What the page cannot draw": ("none", [{"type": "hologram"}]),
}


def _workspace() -> Workspace:
    workspace = Workspace(PlayClock(), Ids(), name="Gallery", members=_members(), index=0)
    for key, name in (("C_TEAM", "team-noord"), ("C_ALL", "everybody")):
        channel = workspace.add_channel(name, ["U_READER", "U_EMMA"])
        workspace.channels[key] = workspace.channels.pop(channel.id)
        channel.id = key
    return workspace


def _members() -> Iterator[Member]:
    yield Member("U_READER", "sam", real_name="Sam Jansen", title="Designer")
    for name in PEOPLE:
        yield Member(f"U_{name.split()[0].upper()}", real_name=name, title="Engineer")


def drawn(locale: str = "en-US") -> tuple[Drawing, dict[str, OpenView]]:
    """Every sample as a view, and what draws it."""
    workspace = _workspace()
    workspace.members["U_READER"].locale = locale
    views = {
        name: OpenView.new(workspace.ids, "U_READER", {"type": "modal", "blocks": blocks}, "0")
        for name, (_surface, blocks) in SAMPLES.items()
    }
    form = views["Form"]
    form.errors = {form.blocks[0]["block_id"]: "Write at least one word."}
    form.errors[form.blocks[7]["block_id"]] = "Choose at least one."
    return Drawing(workspace, "U_READER"), views


def routes() -> list[Route]:
    pages = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )

    async def gallery(request: Request) -> Response:
        theme = request.query_params.get("theme", "")
        lang = "nl-NL" if request.query_params.get("lang") == "nl" else "en-US"
        draw, views = drawn(lang)
        page = pages.get_template("blocks_gallery.html").render(
            draw=draw, views=views, samples=SAMPLES, theme=theme if theme in THEMES else "", lang=lang[:2]
        )
        return HTMLResponse(page)

    return [Route("/gallery", gallery, methods=["GET"])]
