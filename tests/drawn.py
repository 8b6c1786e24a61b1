"""What tests of the drawing share: blocks as the page's HTML, and that HTML read like a browser reads it."""

from html.parser import HTMLParser

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from playground.clock import PlayClock
from playground.ids import Ids
from playground.members import Member
from playground.page.drawing import Drawing
from playground.page.gallery import TEMPLATES
from playground.views import OpenView
from playground.workspace import Workspace

PAGES = Environment(
    loader=FileSystemLoader(TEMPLATES),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
BLOCKS = PAGES.get_template("blocks.html").module
VOID = {"br", "hr", "input", "rect", "circle", "line", "path", "polyline", "polygon", "img"}


class Seen(HTMLParser):
    """Every tag with its attributes, the words between them, and what was left open."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.tags, self.said, self.open = [], [], []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        if tag in {"p", "li", "option"} and tag not in self.open:
            return
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag, f"</{tag}> closes another tag"

    def handle_data(self, data):
        self.said.append(data)

    @property
    def words(self):
        return " ".join(" ".join(self.said).split())

    def all(self, tag, **attrs):
        return [given for name, given in self.tags if name == tag and attrs.items() <= given.items()]

    def each(self, attribute):
        return [given[attribute] for _tag, given in self.tags if attribute in given]


def workspace(locale="en-US"):
    made = Workspace(
        PlayClock(),
        Ids(),
        name="Noord",
        members=[
            Member("U_SAM", "sam", real_name="Sam Jansen", locale=locale),
            Member("U_LEE", "lee", real_name="Lee de Vries"),
            Member("U_BOT", "robot", is_bot=True),
            Member("U_GONE", "gone", deleted=True),
        ],
        index=0,
    )
    made.add_channel("team-noord", ["U_SAM"])
    made.add_channel("secret", ["U_LEE"], is_private=True)
    return made


def html_of(*blocks, errors=None, locale="en-US"):
    """These blocks in a modal in front of Sam."""
    place = workspace(locale)
    view = OpenView.new(place.ids, "U_SAM", {"type": "modal", "blocks": list(blocks)}, "0")
    view.errors = errors or {}
    return str(BLOCKS.blocks(view, "v", Drawing(place, "U_SAM")))


def see(*blocks, **how):
    return Seen(html_of(*blocks, **how))
