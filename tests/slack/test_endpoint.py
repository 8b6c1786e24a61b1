"""`POST /slack/events`: what is not Slack's is refused, what Slack sends arrives exactly."""

import json
from urllib.parse import urlencode

import pytest

from playground import payloads

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
JSON = {"Content-Type": "application/json"}
SECRET_WORDS = "the-words-of-emma"


def form_of(company, text, **more):
    """The form of a slash command with exactly this text."""
    form = payloads.command(company.slack, "U_EMMA", "/probe", "", company.slack.dm("U_EMMA"))
    return urlencode({**form, "text": text, **more}).encode()


async def post(company, body, kind=FORM, **headers):
    """Send a signed body, some headers changed (or, with None, left out)."""
    given = {**kind, **company.slack.dispatcher.signed(body)}
    for name, value in headers.items():
        given["X-Slack-Signature" if name == "signature" else "X-Slack-Request-Timestamp"] = value
    return await company.slack.post_raw(body, {k: v for k, v in given.items() if v is not None})


@pytest.mark.parametrize(
    "headers",
    [
        {"signature": "v0=" + "0" * 64},
        {"signature": None},
        {"signature": ""},
        {"signature": "v0="},
        {"signature": "v1=abc"},
        {"signature": "é".encode()},
        {"signature": b"\xff\xfe"},
        {"signature": "x" * 20000},
        {"timestamp": None},
        {"timestamp": ""},
        {"timestamp": "yesterday"},
        {"timestamp": "9" * 400},
        {"timestamp": "-1"},
        {"timestamp": "1e9"},
        {"timestamp": "12.5"},
        {"timestamp": "١٢٣".encode()},
        {"timestamp": "²".encode("latin-1")},
        {"timestamp": None, "signature": None},
    ],
    ids=lambda headers: str(headers)[:40],
)
async def test_forged_request_is_refused(probed, probe, logged, headers):
    """A wrong signature or timestamp, however malformed, is a 401; nothing of the body is in the log."""
    answer = await post(probed, form_of(probed, SECRET_WORDS), **headers)

    assert answer.status == 401
    assert probe.texts == []
    assert "request_refused" in logged()
    assert SECRET_WORDS not in logged()


@pytest.mark.parametrize("seconds", [-301, 301, -86400])
async def test_stale_request_is_refused(probed, probe, seconds):
    """A rightly signed request of more than five minutes ago (or ahead) is a 401."""
    body = form_of(probed, "hello")
    headers = probed.slack.dispatcher.signed(body)
    stamp = int(headers["X-Slack-Request-Timestamp"]) + seconds

    class At:
        signing_secret = probed.slack.signing_secret

        @staticmethod
        def epoch():
            return stamp

    signed = type(probed.slack.dispatcher).signed(_Signing(At), body)
    answer = await probed.slack.post_raw(body, {**FORM, **signed})

    assert answer.status == 401
    assert probe.texts == []


class _Signing:
    """As much of a dispatcher as signing needs, at another moment."""

    def __init__(self, workspace):
        self._workspace = workspace


async def test_changed_body_is_refused(probed, probe):
    """A signature belongs to one body."""
    headers = probed.slack.dispatcher.signed(form_of(probed, "hello"))

    answer = await probed.slack.post_raw(form_of(probed, "hullo"), {**FORM, **headers})

    assert answer.status == 401
    assert probe.texts == []


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"text=\xff\xfe" + SECRET_WORDS.encode(), FORM),
        (f"command=%2Fprobe&text=%FF%FE{SECRET_WORDS}".encode(), FORM),
        (f"payload=%FF{SECRET_WORDS}".encode(), FORM),
        (urlencode({"payload": f'["{SECRET_WORDS}"]'}).encode(), FORM),
        (urlencode({"payload": f'{{"type": "{SECRET_WORDS}'}).encode(), FORM),
        (urlencode({"payload": f'"{SECRET_WORDS}"'}).encode(), FORM),
        (b"payload=", FORM),
        (f'["{SECRET_WORDS}"]'.encode(), JSON),
        (f'{{"{SECRET_WORDS}": '.encode(), JSON),
        (b"\xff\xfe", JSON),
        (b"null", JSON),
        (b"", JSON),
        (b"[" * 100_000, JSON),
    ],
    ids=range(13),
)
async def test_unreadable_body_is_refused(probed, logged, body, kind):
    """What is signed but cannot be read is refused, and nothing of it is in the log."""
    answer = await post(probed, body, kind)

    assert answer.status in {400, 401}
    assert SECRET_WORDS not in logged()


async def test_huge_body_is_refused(probed, logged):
    """3 MB are more than Slack ever sends: a 413."""
    answer = await post(probed, form_of(probed, SECRET_WORDS + "x" * 3_000_000))

    assert answer.status == 413
    assert SECRET_WORDS not in logged()


@pytest.mark.parametrize(
    "payload",
    [
        {},
        {"type": "view_submission"},
        {"type": "view_submission", "view": None, "user": None},
        {"type": "view_submission", "view": {"id": 3, "callback_id": ["x"]}, "user": "U1"},
        {"type": "block_actions"},
        {"type": "block_actions", "actions": [], "user": {"id": "U_EMMA"}},
        {"type": "block_actions", "actions": ["x"], "user": {"id": "U_EMMA"}},
        {"type": "block_actions", "actions": None, "team": "T1"},
        {"type": "shortcut"},
        {"type": "message_action", "callback_id": "probe_open"},
        {"type": "block_suggestion"},
        {"type": "interactive_message"},
        {"type": SECRET_WORDS},
    ],
    ids=lambda payload: str(payload)[:40],
)
async def test_odd_payload_has_no_effect(probed, probe, logged, payload):
    """A payload without what Slack documents is turned away without an error of ours."""
    answer = await post(probed, urlencode({"payload": json.dumps(payload)}).encode())

    assert answer.status in {200, 400, 401, 404}
    assert probe.effects == probe.texts == []
    assert SECRET_WORDS not in logged()


@pytest.mark.parametrize(
    "text",
    [
        "the payload was great",
        "payload=%7B%7D",
        "payload",
        "a & b = c % d + e",
        "100 %25 %zz",
        "héél goed – ça va 日本語 ✓",
        "👩‍👩‍👧 🇳🇱",
        "&amp; &lt;!channel&gt;",
        "<@U012|lee> <!here>",
        "line\nline\ttab",
        "\ufffd replacement",
        "a;b",
        "x" * 30_000,
        "ü&" * 15_000,
    ],
    ids=lambda text: text[:20],
)
async def test_text_of_a_command_arrives_exactly(probed, probe, text):
    """Whatever stands behind a command reaches its handler character by character."""
    answer = await post(probed, form_of(probed, text))

    assert answer.status == 200
    assert probe.texts == [text]


async def test_slack_checks_the_certificate(probed):
    """`ssl_check` is answered."""
    answer = await post(probed, b"ssl_check=1&token=legacy")

    assert answer.status == 200


async def test_slack_checks_the_address(probed):
    """`url_verification` is answered with its challenge."""
    body = json.dumps({"token": "legacy", "challenge": "3eZbrw1aB", "type": "url_verification"}).encode()

    answer = await post(probed, body, JSON)

    assert answer.status == 200
    assert answer.json() == {"challenge": "3eZbrw1aB"}


async def test_other_workspace_has_no_effect(probed, probe):
    """A signed request of a workspace that this process does not serve does nothing."""
    answer = await post(probed, form_of(probed, "hello", team_id="T0OTHER"))

    assert answer.status in {200, 401}
    assert probe.texts == []
