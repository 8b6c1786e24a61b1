"""Words as HTML: mrkdwn, rich text, markdown, emoji and moments."""

from datetime import UTC, datetime

import pytest
from drawn import see

from playground.page.drawing_markdown import markdown
from playground.page.drawing_rich_text import rich_text
from playground.page.emoji import emojis
from playground.page.markup import mrkdwn
from playground.render import Names

NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
NAMES = Names({"U1": "Lee", "U2": "Sam"}, {"C1": "noord"}, "Europe/Amsterdam", "en-US", "U2", NOW)
DUTCH = Names({"U1": "Lee"}, {}, "Europe/Amsterdam", "nl-NL", "U1", NOW)
MOMENT = 1772699400
LINK = 'rel="noopener noreferrer" target="_blank"'


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("*a* _b_ ~c~ `d`", "<strong>a</strong> <em>b</em> <s>c</s> <code>d</code>"),
        ("*_both_*", "<strong><em>both</em></strong>"),
        ("2 * 3 * 4, snake_case_name, a~b~c", "2 * 3 * 4, snake_case_name, a~b~c"),
        ("`*not bold* :tada:`", "<code>*not bold* :tada:</code>"),
        ("```\na &lt; b\n```", "<pre>a &lt; b</pre>"),
        ("&gt; one\n&gt; two\nafter", "<blockquote>one\ntwo</blockquote>after"),
        ("&gt;&gt;&gt;all\nof it", "<blockquote>all\nof it</blockquote>"),
        ("&amp;gt; no quote", "&amp;gt; no quote"),
        ("&amp;lt; &copy; &#60;", "&amp;lt; &amp;copy; &amp;#60;"),
        ("<@U1> <@U2>", '<span class="mention">@Lee</span> <span class="mention me">@Sam</span>'),
        ("<#C1|x> <!here>", '<span class="mention">#noord</span> <span class="mention">@here</span>'),
        ("<!subteam^S1|@designers>", '<span class="mention">@designers</span>'),
        ("<https://x.nl|this>", f'<a href="https://x.nl" {LINK}>this</a>'),
        ("<mailto:a@b.nl|a@b.nl>", f'<a href="mailto:a@b.nl" {LINK}>a@b.nl</a>'),
        ("see https://x.nl/a_b_c.", f'see <a href="https://x.nl/a_b_c" {LINK}>https://x.nl/a_b_c</a>.'),
        ("<javascript:alert(1)|here>", "here"),
        ("<JavaScript:alert(1)>", "JavaScript:alert(1)"),
        ('<https://x.nl/"onclick="a|b>', f'<a href="https://x.nl/&#34;onclick=&#34;a" {LINK}>b</a>'),
        (":tada: :no_such_thing: 10:30:45", "🎉 :no_such_thing: 10:30:45"),
        (":wave::skin-tone-3:", "👋"),
        (
            f"<!date^{MOMENT}^{{date_num}} {{time}}^https://x.nl|then>",
            f'<a href="https://x.nl" {LINK}>2026-03-05 09:30</a>',
        ),
        (f"<!date^{MOMENT}^{{date_pretty}}|then>", "Tomorrow"),
        ("<!date^never^{date}|the fallback>", "the fallback"),
    ],
)
def test_mrkdwn_as_slack_shows_it(text, html):
    """Marks, references, links, entities, emoji and moments become what a reader sees."""
    assert str(mrkdwn(text, NAMES)) == html


def test_verbatim_leaves_addresses_alone():
    """With `verbatim` a bare address is no link; a written one still is."""
    assert str(mrkdwn("https://x.nl", NAMES, verbatim=True)) == "https://x.nl"
    assert "<a " in mrkdwn("<https://x.nl>", NAMES, verbatim=True)


@pytest.mark.parametrize(
    ("form", "english", "dutch"),
    [
        ("{date_num}", "2026-03-05", "2026-03-05"),
        ("{date_slash}", "05/03/2026", "05/03/2026"),
        ("{date}", "March 5th, 2026", "5 maart 2026"),
        ("{date_short}", "Mar 5, 2026", "5 mrt 2026"),
        ("{date_long}", "Thursday, March 5th, 2026", "donderdag 5 maart 2026"),
        ("{date_long_full}", "March 5, 2026", "5 maart 2026"),
        ("{day_divider_pretty}", "Tomorrow", "Morgen"),
        ("on {date_long_pretty} at {time}", "on tomorrow at 09:30", "on morgen at 09:30"),
        ("{time_secs}", "09:30:00", "09:30:00"),
        ("{ago}", "in 20 hours", "over 20 uur"),
        ("{unheard_of}", "{unheard_of}", "{unheard_of}"),
    ],
)
def test_moments_are_written_for_their_reader(form, english, dutch):
    """Zone and language are the reader's, and a near day is called by its name."""
    assert str(mrkdwn(f"<!date^{MOMENT}^{form}|x>", NAMES)) == english
    assert str(mrkdwn(f"<!date^{MOMENT}^{form}|x>", DUTCH)) == dutch


def inline(*pieces):
    section = {"type": "rich_text_section", "elements": list(pieces)}
    return str(rich_text({"type": "rich_text", "elements": [section]}, NAMES))


@pytest.mark.parametrize(
    ("piece", "html"),
    [
        ({"type": "text", "text": "*a* &amp; <b>"}, "*a* &amp;amp; &lt;b&gt;"),
        (
            {"type": "text", "text": "a", "style": {"bold": True, "code": True}},
            "<strong><code>a</code></strong>",
        ),
        ({"type": "text", "text": "a", "style": {"underline": True, "strike": True}}, "<u><s>a</s></u>"),
        ({"type": "user", "user_id": "U2"}, '<span class="mention me">@Sam</span>'),
        ({"type": "usergroup", "usergroup_id": "S1"}, '<span class="mention">@S1</span>'),
        ({"type": "channel", "channel_id": "C1"}, '<span class="mention">#noord</span>'),
        ({"type": "broadcast", "range": "channel"}, '<span class="mention">@channel</span>'),
        ({"type": "emoji", "name": "tada"}, "🎉"),
        ({"type": "emoji", "name": "unheard", "unicode": "1f600"}, "😀"),
        ({"type": "emoji", "name": "unheard"}, ":unheard:"),
        ({"type": "link", "url": "javascript:alert(1)", "text": "here"}, "here"),
        ({"type": "link", "url": "https://x.nl"}, f'<a href="https://x.nl" {LINK}>https://x.nl</a>'),
        ({"type": "date", "timestamp": MOMENT, "format": "{date_num}"}, "2026-03-05"),
        ({"type": "color", "value": 'red"/>'}, "red&#34;/&gt;"),
        ({"type": "sound"}, '<span class="cannot">The page cannot draw this: sound</span>'),
    ],
)
def test_everything_in_a_line_of_rich_text(piece, html):
    """Each inline element has its drawing; typed words stay exactly as typed."""
    assert inline(piece) == f'<div class="line">{html}</div>'


def test_lists_quotes_and_code():
    """Lists keep their kind, depth, number and border; quotes and code their lines."""
    item = {"type": "rich_text_section", "elements": [{"type": "text", "text": "a"}]}
    parts = [
        {
            "type": "rich_text_list",
            "style": "ordered",
            "offset": 2,
            "indent": 1,
            "border": 1,
            "elements": [item],
        },
        {"type": "rich_text_list", "style": "bullet", "elements": [item]},
        {"type": "rich_text_quote", "elements": [{"type": "text", "text": "b"}]},
        {"type": "rich_text_preformatted", "elements": [{"type": "text", "text": "c\nd"}]},
        {"type": "rich_text_scroll", "elements": []},
    ]

    shown = str(rich_text({"type": "rich_text", "elements": parts}, NAMES))
    assert '<ol class="indent-1 bordered" start="3"><li>a</li></ol>' in shown
    assert '<ul class="indent-0"><li>a</li></ul>' in shown
    assert '<blockquote class="line">b</blockquote>' in shown
    assert '<pre class="line">c\nd</pre>' in shown
    assert "cannot draw this: rich_text_scroll" in shown


def test_markdown_is_read_and_its_html_is_not():
    """CommonMark with tables; HTML stays text, a script's address is no link, a picture is not fetched."""
    shown = str(
        markdown(
            "# A\n\n**b** ~~c~~ <script>x</script> [d](https://x.nl) [e](javascript:alert(1)) ![f](https://x.nl/p.png)"
            "\n\n| a |\n|--:|\n| 1 |\n"
        )
    )

    assert "<h3>A</h3>" in shown
    assert "<strong>b</strong> <s>c</s> &lt;script&gt;" in shown
    assert f'<a href="https://x.nl" {LINK}>d</a>' in shown
    assert "[e](javascript:alert(1))" in shown
    assert '<span class="placeholder">🖼 f</span>' in shown
    assert '<td class="at-right">1</td>' in shown
    assert "<img" not in shown


def test_emoji_names_that_are_none_stay():
    """A name nobody knows, a time and an address keep their colons."""
    assert emojis(":+1: :-1: :flag-nl: :x:y: 12:30:00 a:b:c") == "👍 👎 🇳🇱 ❌y: 12:30:00 a:b:c"


def test_plain_text_may_refuse_emoji():
    """`emoji: false` leaves the name as it is."""
    seen = see({"type": "header", "text": {"type": "plain_text", "text": ":tada: *a*", "emoji": False}})

    assert seen.words == ":tada: *a*"
