"""Modals: triggers, hashes, the stack, what an answer does, what is kept."""

from datetime import timedelta

import pytest

from playground.fields import ClientRefused


@pytest.fixture
async def trigger(ws, toy):
    """A fresh trigger id of Sam."""

    async def fresh() -> str:
        await ws.act("U_SAM").shortcut("toy")
        return toy.last["trigger_id"]

    return fresh


async def test_a_trigger_lives_three_seconds(api, trigger, shapes, clock):
    """After three seconds on the clock a trigger id opens nothing."""
    fresh = await trigger()
    clock.advance(timedelta(seconds=3.1))

    assert (await api("views.open", trigger_id=fresh, view=shapes.modal()))["error"] == "expired_trigger_id"
    assert (await api("views.open", trigger_id="1.2.x", view=shapes.modal()))["error"] == "invalid_trigger_id"


async def test_a_trigger_is_exchanged_once(api, trigger, shapes):
    """A used trigger id is refused as exchanged."""
    fresh = await trigger()

    assert (await api("views.open", trigger_id=fresh, view=shapes.modal()))["ok"]
    assert (await api("views.open", trigger_id=fresh, view=shapes.modal()))["error"] == "exchanged_trigger_id"


async def test_a_stack_holds_three_modals(ws, api, trigger, shapes):
    """A fourth modal is refused; closing goes back one at a time."""
    sam = ws.act("U_SAM")
    first = await api("views.open", trigger_id=await trigger(), view=shapes.modal(callback_id="one"))
    for name in ("two", "three"):
        pushed = await api("views.push", trigger_id=await trigger(), view=shapes.modal(callback_id=name))
        assert pushed["view"]["root_view_id"] == first["view"]["id"]

    refused = await api("views.push", trigger_id=await trigger(), view=shapes.modal())
    assert refused["error"] == "push_limit_reached"
    seen = []
    while sam.modal:
        seen.append(sam.modal.callback_id)
        await sam.close_modal()
    assert seen == ["three", "two", "one"]
    nothing = await api("views.push", trigger_id=await trigger(), view=shapes.modal())
    assert nothing["error"] == "not_found"


async def test_an_old_hash_conflicts(api, trigger, shapes):
    """An update with the hash of a view that changed since is refused."""
    opened = (await api("views.open", trigger_id=await trigger(), view=shapes.modal()))["view"]
    where = {"view_id": opened["id"], "hash": opened["hash"]}

    assert (await api("views.update", **where, view=shapes.modal(callback_id="new")))["ok"]
    assert (await api("views.update", **where, view=shapes.modal()))["error"] == "hash_conflict"
    assert (await api("views.update", view_id="V404", view=shapes.modal()))["error"] == "not_found"


async def test_an_external_id_names_one_view(api, trigger, shapes):
    """A view can be updated by its external id, which no other open view may have."""
    view = shapes.modal(external_id="mine")
    await api("views.open", trigger_id=await trigger(), view=view)

    twice = await api("views.push", trigger_id=await trigger(), view=view)
    assert twice["error"] == "duplicate_external_id"
    updated = await api("views.update", external_id="mine", view=shapes.modal(callback_id="new"))
    assert updated["view"]["callback_id"] == "new"


async def test_an_update_keeps_what_was_filled_in_under_the_same_ids(ws, api, trigger, shapes):
    """Same block_id and action_id: the person's words stay; a new block_id starts empty."""
    sam = ws.act("U_SAM")
    opened = (await api("views.open", trigger_id=await trigger(), view=shapes.modal()))["view"]
    sam.fill(question="half a thought")
    await api("views.update", view_id=opened["id"], view=shapes.modal(callback_id="new"))
    assert sam.modal.field("question").value == "half a thought"

    await api("views.update", view_id=opened["id"], view=shapes.modal(shapes.text_input("question_2")))
    assert sam.modal.field("question_2").value is None


async def test_errors_are_shown_at_their_fields_and_the_modal_stays(ws, toy, api, trigger, shapes):
    """response_action errors puts a sentence under the field; filling it in takes the sentence away."""
    sam = ws.act("U_SAM")
    await api("views.open", trigger_id=await trigger(), view=shapes.modal())

    async def handler(_payload):
        return {"response_action": "errors", "errors": {"question": "Too short."}}

    toy.handler = handler
    sam.fill(question="x")
    result = await sam.submit()

    assert (result.errors, result.closed) == ({"question": "Too short."}, False)
    assert "Too short." in sam.modal.text
    sam.fill(question="longer")
    assert sam.modal.errors == {}


@pytest.mark.parametrize(
    ("answer", "left"),
    [
        (None, ["one"]),
        ({"response_action": "clear"}, []),
        ({"response_action": "update"}, ["one", "new"]),
        ({"response_action": "push"}, ["one", "two", "new"]),
    ],
)
async def test_an_answer_closes_clears_updates_or_pushes(ws, toy, api, trigger, shapes, answer, left):
    """An empty answer closes the submitted view only; the others do what they say."""
    sam = ws.act("U_SAM")
    empty = {"type": "section", "text": {"type": "mrkdwn", "text": "hi"}}
    await api("views.open", trigger_id=await trigger(), view=shapes.modal(empty, callback_id="one"))
    await api("views.push", trigger_id=await trigger(), view=shapes.modal(empty, callback_id="two"))
    if answer and answer["response_action"] in {"update", "push"}:
        answer = {**answer, "view": shapes.modal(empty, callback_id="new")}

    async def handler(_payload):
        return answer

    toy.handler = handler
    result = await sam.submit()

    assert [view.callback_id for view in ws.stack("U_SAM")] == left
    assert result.ok


async def test_an_answer_slack_cannot_use_is_trouble(ws, toy, api, trigger, shapes):
    """A failing app, or an answer that fits no rule, leaves the modal open with the words kept."""
    sam = ws.act("U_SAM")
    await api("views.open", trigger_id=await trigger(), view=shapes.modal())
    sam.fill(question="kept")
    toy.statuses = [500]
    assert (await sam.submit()).error == "dispatch_failed"

    async def handler(_payload):
        return {"response_action": "dance"}

    toy.handler = handler
    assert (await sam.submit()).error == "invalid_response_action"
    assert sam.modal.field("question").value == "kept"


async def test_closing_is_told_only_when_asked_for(ws, toy, api, trigger, shapes):
    """view_closed comes with notify_on_close; the cross clears the whole stack."""
    sam = ws.act("U_SAM")
    await api("views.open", trigger_id=await trigger(), view=shapes.modal(notify_on_close=True))
    await api("views.push", trigger_id=await trigger(), view=shapes.modal())
    toy.seen.clear()
    await sam.close_modal()
    assert toy.seen == []
    await sam.close_modal(all_views=True)

    assert (toy.last["type"], toy.last["is_cleared"]) == ("view_closed", True)
    assert "trigger_id" not in toy.last
    assert sam.modal is None


async def test_home_is_published_read_and_pressed(ws, toy, api, shapes):
    """Opening Home sends the event with the view there is; a press in it comes with that view."""
    mia = ws.act("U_MIA")
    home = {"type": "home", "blocks": [shapes.button("Start", "start")]}

    async def handler(payload):
        if payload["type"] == "event_callback":
            await api("views.publish", user_id="U_MIA", view=home)

    toy.handler = handler
    shown = await mia.open_home()
    assert shown.text == "[Start]"
    assert "view" not in toy.last["event"]
    await mia.press("Start")

    assert toy.last["container"] == {"type": "view", "view_id": shown.id}
    assert toy.last["view"]["hash"] == shown.view["hash"]
    await mia.open_home()
    assert toy.last["event"]["view"]["id"] == shown.id


async def test_pressing_twice_sends_two_requests_at_once(ws, toy, api, shapes):
    """A double click is two payloads with triggers of their own; a double submit closes one modal."""
    await api("chat.postMessage", channel="U_SAM", text="?", blocks=[shapes.button("Yes", "yes")])
    await ws.act("U_SAM").press("Yes", times=2)

    assert len({payload["trigger_id"] for payload in toy.seen}) == 2
    view = shapes.modal({"type": "divider"})
    await api("views.open", trigger_id=toy.seen[0]["trigger_id"], view=view)
    result = await ws.act("U_SAM").submit(times=2)
    assert result.closed
    assert result.ok
    assert len(toy.seen) == 4


async def test_the_newest_message_with_a_button_is_pressed(ws, toy, api, shapes):
    """Without more said, a label means the newest message that has it; in_ chooses another."""
    for value in ("old", "new"):
        await api(
            "chat.postMessage", channel="U_SAM", text="?", blocks=[shapes.button("Yes", "yes", value=value)]
        )
    sam = ws.act("U_SAM")
    await sam.press("Yes")
    assert toy.last["actions"][0]["value"] == "new"
    await sam.press("Yes", in_=sam.inbox[0])
    assert toy.last["actions"][0]["value"] == "old"

    with pytest.raises(ClientRefused, match="there are: Yes"):
        await sam.press("No")


async def test_a_choice_outside_a_form_is_sent_with_its_state(ws, toy, api):
    """A select in a message sends block_actions, and its value is in the message's state."""
    options = [{"value": one, "text": {"type": "plain_text", "text": one.upper()}} for one in "ab"]
    select = {"type": "static_select", "action_id": "pick", "options": options}
    blocks = [{"type": "actions", "block_id": "row", "elements": [select]}]
    await api("chat.postMessage", channel="U_SAM", text="?", blocks=blocks)
    await ws.act("U_SAM").press("pick", value="b")

    assert toy.last["actions"][0]["selected_option"] == options[1]
    assert toy.last["state"]["values"]["row"]["pick"]["selected_option"] == options[1]


async def test_after_each_action_what_is_due_is_awaited(ws, toy):
    """after_action runs once an interaction is answered, so that a test sees what followed."""
    seen = []

    async def due():
        seen.append(len(toy.seen))

    ws.after_action = due
    await ws.act("U_SAM").command("/ask")
    await ws.act("U_SAM").say("hi")

    assert seen == [1, 2]


async def test_a_modal_opened_with_the_trigger_of_a_submission_does_not_appear(ws, toy, api, trigger, shapes):
    """Slack confirms it and may not show it; an answer with a response_action is the way."""
    await api("views.open", trigger_id=await trigger(), view=shapes.modal({"type": "divider"}))
    told = []

    async def handler(payload):
        told.append(await api("views.open", trigger_id=payload["trigger_id"], view=shapes.modal()))

    toy.handler = handler
    await ws.act("U_SAM").submit()

    assert told[0]["ok"]
    assert ws.act("U_SAM").modal is None
