"""A file as a message: put up first, shared once, and found again by the id that Slack gave it."""

import pytest
from outbox import notes, reasons, states
from probe import NOTE, owe

from storage import deliveries


def contents(company):
    return [company.slack.uploads[one["id"]] for message in company.lee.inbox for one in message.files]


def shares(company):
    return len(company.slack.calls("files.completeUploadExternal"))


async def test_a_file_goes_out_once(probed):
    """With its sentence and with the addresses that Slack knows; ticking on sends nothing more."""
    owe(probed, "U_LEE", step="file")
    await probed.app.settle()
    await probed.later(hours=1)

    assert contents(probed) == [b"[('U_LEE', 'lee@example.com')]"]
    assert notes(probed.lee) == ["note file"]
    assert states(probed) == ["sent"]
    assert shares(probed) == 1


async def test_a_lost_reply_is_found_by_the_files_id(probed):
    """Shared, but the reply got lost: the file is found in the DM, and not shared twice."""
    probed.slack.program("files.completeUploadExternal", lose_reply=True)
    owe(probed, "U_LEE", step="file")
    await probed.app.settle()
    after_loss = states(probed)
    await probed.later(seconds=90)

    assert after_loss == ["unknown"]
    assert states(probed) == ["sent"]
    assert shares(probed) == len(contents(probed)) == 1


@pytest.mark.parametrize("method", ["files.getUploadURLExternal", "files.completeUploadExternal"])
async def test_an_unclear_answer_ends_in_one_file(probed, method):
    """Slack does not know itself what happened: looked for, then put up and shared anew, once."""
    probed.slack.program(method, error="fatal_error")
    owe(probed, "U_LEE", step="file")
    await probed.app.settle()
    await probed.later(seconds=90)
    await probed.later(seconds=60)

    assert states(probed) == ["sent"]
    assert len(contents(probed)) == 1


@pytest.mark.parametrize("method", ["files.getUploadURLExternal", "files.completeUploadExternal"])
async def test_a_workspace_without_files_gets_none(probed, method):
    """Refused for good: parked with Slack's code, and nobody is told anything."""
    probed.slack.program(method, error="file_uploads_except_images_disabled")
    owe(probed, "U_LEE", step="file")
    await probed.app.settle()
    await probed.later(hours=1)

    assert states(probed) == ["parked"]
    assert reasons(probed) == ["file_uploads_except_images_disabled"]
    assert notes(probed.lee) == []


async def test_without_the_scope_for_people_the_file_names_no_address(probed):
    """Slack tells no address: the file goes out without one."""
    probed.slack.program("users.info", error="missing_scope", times=2)
    owe(probed, "U_LEE", step="file")
    await probed.app.settle()

    assert contents(probed) == [b"[]"]


async def test_a_file_is_a_message_of_its_own_and_stays_as_it_is(probed):
    """Held back with another message it is not bundled, and nothing draws it anew."""
    owe(probed, "U_LEE", step="file")
    owe(probed, "U_LEE")
    await probed.later(minutes=10)
    probed.look(deliveries.refresh, NOTE, 0)
    await probed.app.settle()

    assert sorted(notes(probed.lee)) == ["note ", "note file"]
    assert len(contents(probed)) == 1
