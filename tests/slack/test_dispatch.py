"""Each request finds its handler, has one effect, and whatever goes wrong is answered kindly."""

from dataclasses import replace

import pytest
from company import open_company
from probe import Probe

from bot.feature import Feature, Subcommand
from bot.features import FEATURES
from bot.settings import Settings
from bot.slack.dispatch import DoubleHandlerError
from bot.wiring import build

KEY = "a2tra2tra2tra2tra2tra2tra2tra2tra2tra2tra2s="
NEUTRAL = "Goodtalk is for colleagues of this workspace."
PRIVATE = "what only Emma may read"


async def submit(company, story):
    await company.lee.command("/probe form")
    company.lee.fill(story=story)
    return await company.lee.submit()


@pytest.mark.parametrize("who", ["U_GUEST", "U_ROBOT", "U_GONE"])
async def test_strangers_get_the_neutral_line(probed, probe, who):
    """A guest, a bot or somebody deactivated who types a command hears whom Goodtalk is for."""
    reply = await probed.act(who).command("/probe hello")

    assert NEUTRAL in reply.words
    assert probe.texts == []


async def test_somebody_slack_does_not_know_gets_the_neutral_line(probed, probe):
    """An id that users.info does not find is a stranger."""
    probed.slack.program("users.info", error="user_not_found")
    probed.play.by_token(probed.slack.bot_token).members["U_NEW"] = type(probed.slack.member("U_LEE"))(
        "U_NEW"
    )
    reply = await probed.act("U_NEW").command("/probe hello")

    assert NEUTRAL in reply.words
    assert probe.texts == []


async def test_guests_shortcut_gets_the_neutral_line_or_nothing(probed):
    """A guest's shortcut opens nothing."""
    result = await probed.act("U_GUEST").shortcut("probe_open")

    assert result.status == 200
    assert probed.act("U_GUEST").modal is None


async def test_guests_press_has_no_effect(probed, probe):
    """A guest who sees a button in a channel and presses it hears the neutral line."""
    await probed.lee.command("/probe buttons")
    payload_of = probed.slack.dispatcher.sent
    await probed.lee.press("Press")
    pressed = {**payload_of[-1], "user": {"id": "U_GUEST", "team_id": probed.slack.team_id}}
    pressed["actions"] = [{**pressed["actions"][0], "action_ts": "1.2"}]
    before = list(probe.effects)

    answer = await probed.slack.dispatcher.interaction(pressed)

    assert answer.status == 200
    assert probe.effects == before


async def test_unknown_ids_do_not_crash(probed, logged):
    """A view, action or shortcut that nobody registered (any more) is answered with a plain 200."""
    await probed.lee.command("/probe unknown")
    probed.lee.fill(story=PRIVATE)
    sent = await probed.lee.submit()
    await probed.lee.command("/probe buttons")
    await probed.lee.press("Press")
    pressed = probed.slack.dispatcher.sent[-1]
    other = {**pressed, "actions": [{**pressed["actions"][0], "action_id": "probe.gone"}]}
    shortcut = {**pressed, "type": "shortcut", "callback_id": "gone", "actions": []}
    search = {**pressed, "type": "block_suggestion", "action_id": "gone", "block_id": "x", "value": "a"}

    answers = [await probed.slack.dispatcher.interaction(p) for p in (other, shortcut, search)]

    assert sent.status == 200
    assert [answer.status for answer in answers] == [200, 200, 200]
    assert answers[2].json() == {"options": []}
    assert PRIVATE not in logged()


@pytest.mark.parametrize("kind", ["commands", "shortcuts", "actions", "submissions", "options", "events"])
def test_double_id_stops_the_start(kind, sqlite_file):
    """Two features that want the same id are an error when the app is built, with the id in it."""
    probe = Probe().feature
    twice = Feature(name="twice", **{kind: getattr(probe, kind)})
    name = next(iter(getattr(probe, kind)))

    with pytest.raises(DoubleHandlerError, match=f"{name}.*twice"):
        build(
            Settings(_env_file=None, database_url=sqlite_file, encryption_keys=KEY), features=(probe, twice)
        )


@pytest.mark.parametrize("line", ["/talk peek ahead", "/talk GLUREN ahead", "/goodtalk gesprek peek ahead"])
async def test_feature_adds_a_word_to_anothers_command(sqlite_file, probe, line):
    """A word behind the command of another feature is answered by the feature that adds it."""
    features = (*FEATURES, replace(probe.feature, events={}))
    async with open_company(sqlite_file, features=features) as company:
        await company.lee.command(line)

    assert probe.words == ["ahead"]


def test_word_added_twice_stops_the_start(sqlite_file):
    """Two features that add the same word, in either language, are an error when the app is built."""
    probe = Probe().feature
    other = Subcommand(probe.commands["/probe"].handler, also=("peek",))
    twice = Feature(name="twice", words={"/talk": {"look": other}})

    with pytest.raises(DoubleHandlerError, match=r"/talk peek.*twice"):
        build(
            Settings(_env_file=None, database_url=sqlite_file, encryption_keys=KEY), features=(probe, twice)
        )


async def test_error_stands_at_its_field(probed, probe):
    """A PersonError with a field is shown at that field, and the form stays as it was."""
    result = await submit(probed, "field too long")

    assert result.errors == {"story": "Shorter, please."}
    assert not result.closed
    assert probe.effects == []


async def test_error_without_a_field_stands_at_the_first(probed):
    """A PersonError without a field is shown at the first field there is."""
    result = await submit(probed, "nowhere")

    assert result.errors == {"story": "Not today."}


async def test_each_field_gets_its_own_error(probed):
    """FormErrors name several fields at once."""
    result = await submit(probed, "fields")

    assert result.errors == {"story": "Not this.", "more": "Nor this."}


async def test_refusal_of_a_command_is_ephemeral_and_escaped(probed):
    """A PersonError of a command is a message only this person sees, its values as text."""
    reply = await probed.lee.command("/probe refused")

    assert reply.words.strip() == "You cannot do that. Try <something> & else."
    assert "&lt;something&gt;" in reply.text
    assert len(probed.lee.ephemerals) == 1


async def test_unexpected_error_of_a_command_is_an_apology(probed, logged):
    """The person gets a code, the log has the same code and where it was, and nothing of the text."""
    reply = await probed.lee.command(f"/probe boom {PRIVATE}")
    log = logged()

    assert reply.status == 200
    assert "Something went wrong on our side" in reply.words
    code = reply.words.split("code: ")[1].strip(" .\n")
    assert code in log
    assert "RuntimeError" in log
    assert PRIVATE not in log


async def test_unexpected_error_of_a_form_keeps_the_text(probed, logged):
    """Nothing was stored, so the form stays open with its text and says so at a field."""
    result = await submit(probed, f"boom {PRIVATE}")

    assert "Something went wrong" in result.errors["story"]
    assert not result.closed
    assert PRIVATE in probed.lee.modal.words
    assert PRIVATE not in logged()


async def test_error_inside_the_transaction_undoes_it(probed, logged):
    """What failed in the middle left nothing behind: no message goes out, and the form can be sent again."""
    result = await submit(probed, f"rollback {PRIVATE}")
    before = len(probed.slack.calls("chat.postMessage"))
    probed.lee.fill(story="fine now")
    again = await probed.lee.submit()

    assert "Something went wrong" in result.errors["story"]
    assert again.closed
    assert before == 0
    assert PRIVATE not in logged()


async def test_error_after_the_commit_does_not_ask_again(probed, probe, logged):
    """What was typed is stored; the form closes, so that nobody sends it twice."""
    result = await submit(probed, f"after {PRIVATE}")

    assert result.closed
    assert result.errors == {}
    assert probe.effects == [f"after {PRIVATE}"]
    assert "request_failed" in logged()
    assert PRIVATE not in logged()


async def test_submission_sent_twice_has_one_effect(probed, probe):
    """Two submissions of one form at the same moment, and one delivered again later, count once."""
    await probed.lee.command("/probe form")
    probed.lee.fill(story="once")
    await probed.lee.submit(times=2)
    await probed.slack.redeliver_last()

    assert probe.effects == ["once"]


async def test_press_delivered_again_has_one_effect(probed, probe):
    """A press that Slack delivers again has no second effect."""
    await probed.lee.command("/probe buttons")
    await probed.lee.press("Press")
    await probed.slack.redeliver_last()

    assert probe.effects == ["7"]


async def test_event_delivered_again_has_one_effect(probed, probe):
    """An event that Slack sends three more times counts once."""
    await probed.lee.open_home()
    await probed.slack.redeliver_last(times=3)

    assert probe.effects == ["app_home_opened"]


async def test_late_trigger_is_told(probed):
    """Opening a form after Slack's three seconds is answered with what to do."""
    await probed.lee.command("/probe buttons")
    await probed.lee.press("Form")

    assert "That took too long for Slack" in probed.lee.ephemerals[-1].words


async def test_closing_is_heard(probed, probe):
    """A modal that asked for it tells when it is closed."""
    await probed.lee.command("/probe form")
    await probed.lee.close_modal()

    assert probe.presses == ["closed probe.form"]


async def test_broken_private_metadata_is_empty(probed, probe):
    """A view whose metadata is not ours is handled as one without."""
    await probed.lee.command("/probe form")
    probed.lee.fill(story="fine")
    await probed.lee.submit()
    sent = probed.slack.dispatcher.sent[-1]
    view = {**sent["view"], "private_metadata": "[1", "hash": "other"}

    answer = await probed.slack.dispatcher.interaction({**sent, "view": view})

    assert answer.status == 200
    assert probe.effects == ["fine", "fine"]


async def test_hand_made_state_is_refused_at_its_field(probed, probe):
    """A submission with a state that no client of Slack sends does no harm."""
    await probed.lee.command("/probe form")
    probed.lee.fill(story="fine")
    await probed.lee.submit()
    sent = probed.slack.dispatcher.sent[-1]
    for number, values in enumerate([None, [], {"story": 3}, {"story": {"value": None}}, {"story": []}]):
        view = {**sent["view"], "state": {"values": values}, "hash": f"h{number}"}

        answer = await probed.slack.dispatcher.interaction({**sent, "view": view})

        assert answer.json()["errors"] == {"story": "Write something here first."}
    assert probe.effects == ["fine"]
