"""`app.yaml` is what the features register, and Slack takes it."""

import json
from pathlib import Path

import pytest
import yaml
from jsonschema.validators import validator_for

from bot.features import FEATURES
from bot.slack.manifest import SCOPES, as_yaml, manifest

ROOT = Path(__file__).resolve().parent.parent
SCHEMA = ROOT.parent / "shared" / "slack_contract" / "manifest.schema.2.0.0.json"
OURS = manifest(FEATURES)

# https://docs.slack.dev/reference/scopes: what each scope is there for, as a call or a thing registered.
USED_FOR = {
    "commands": "slash_commands",
    "chat:write": "chat_postMessage",
    "im:write": "conversations_open",
    "im:history": "conversations_history",
    "users:read": "users_list",
    "users:read.email": "email",
    "files:write": "files_upload",
    "dnd:read": "dnd_",
}
NOT_BUILT_YET = {"users:read.email", "files:write", "dnd:read"}
"""Asked for now, so that nobody has to install the app again when the features that need them come."""


def refused(document):
    """What Slack's schema says against a manifest."""
    if not SCHEMA.exists():
        pytest.skip(f"Slack's schema is not beside the project: {SCHEMA}")
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    return [f"{list(e.path)}: {e.message}" for e in validator_for(schema)(schema).iter_errors(document)]


@pytest.mark.parametrize("url", [None, "https://talk.example.org"])
@pytest.mark.parametrize("features", [FEATURES, ()], ids=["all", "none"])
def test_slack_takes_the_manifest(features, url):
    """The manifest is valid, with an address and without one."""
    document = manifest(features, url=url, prefix="gt-")

    assert refused(yaml.safe_load(as_yaml(document))) == []


def test_guard_sees_a_manifest_that_slack_refuses():
    """A name that is too long is reported."""
    wrong = {**OURS, "display_information": {"name": "x" * 36}}

    assert refused(wrong)


def test_app_yaml_is_what_the_features_register():
    """`make manifest` was run after the last change of a command, shortcut or event."""
    assert (ROOT / "app.yaml").read_text(encoding="utf-8") == as_yaml(OURS)


def test_everything_registered_is_in_the_manifest():
    """Each command, shortcut and event of a feature is one that Slack sends."""
    features, settings = OURS["features"], OURS["settings"]

    assert {c["command"] for c in features["slash_commands"]} == {n for f in FEATURES for n in f.commands}
    assert {s["callback_id"] for s in features.get("shortcuts", [])} == {
        name for f in FEATURES for name in f.shortcuts
    }
    assert set(settings["event_subscriptions"]["bot_events"]) == {n for f in FEATURES for n in f.events}


def test_commands_are_escaped_and_have_a_hint():
    """Slack sends names as ids, and shows what can be typed."""
    for command in OURS["features"]["slash_commands"]:
        assert command["should_escape"] is True
        assert command["usage_hint"]


def test_no_scope_reads_a_channel():
    """The only history is that of the app's own DMs."""
    history = [scope for scope in SCOPES if "history" in scope or scope.startswith(("channels:", "groups:"))]

    assert history == ["im:history"]


def test_each_scope_is_used():
    """A scope that no code needs is not asked for."""
    source = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "bot").rglob("*.py"))
    source = source.replace("users:read.email", "")
    unused = {scope for scope in SCOPES if USED_FOR[scope] not in source}

    assert unused <= NOT_BUILT_YET


def test_socket_mode_needs_no_address():
    """In Socket Mode no address stands anywhere in the manifest."""
    assert "http" not in as_yaml(manifest(FEATURES))


def test_prefix_and_address_of_an_installation():
    """Commands get the prefix, and every address is this installation's own."""
    document = manifest(FEATURES, url="https://talk.example.org/", prefix="gt-")

    assert all(c["command"].startswith("/gt-") for c in document["features"]["slash_commands"])
    assert as_yaml(document).count("https://talk.example.org/slack/events") == as_yaml(document).count(
        "https:"
    )
