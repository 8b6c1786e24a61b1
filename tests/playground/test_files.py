"""Uploading a file: an address, the bytes, and once that it is whole."""


async def begin(api, *, name="report.pdf", length=4):
    return await api("files.getUploadURLExternal", filename=name, length=length)


async def put(api, asked, content=b"%PDF"):
    path = "/upload/" + asked["upload_url"].partition("/upload/")[2]
    return await api.client.post(path, content=content)


async def complete(api, asked, **values):
    return await api("files.completeUploadExternal", files=[{"id": asked["file_id"]}], **values)


async def test_a_file_comes_into_the_conversation_once(ws, api):
    """Its title is its name unless another one is given; a second time it is not known any more."""
    channel = ws.dm("U_SAM").id
    asked = await begin(api)
    assert (await put(api, asked)).status_code == 200

    done = await complete(api, asked, channel_id=channel, initial_comment="Here it is")
    again = await complete(api, asked, channel_id=channel)

    assert (done["ok"], done["files"][0]["title"]) == (True, "report.pdf")
    assert (again["ok"], again["error"]) == (False, "file_not_found")
    [message] = ws.dm("U_SAM").messages
    assert (message.text, [file["name"] for file in message.files]) == ("Here it is", ["report.pdf"])


async def test_what_is_not_there_cannot_be_shown(ws, api):
    """Neither without bytes, nor with other bytes than were announced, nor without a length."""
    channel = ws.dm("U_SAM").id
    asked = await begin(api)

    assert (await complete(api, asked, channel_id=channel))["error"] == "file_not_found"
    assert (await put(api, asked, b"more than four")).status_code == 400
    assert (await complete(api, asked, channel_id=channel))["error"] == "file_not_found"
    assert (await begin(api, length=0))["error"] == "missing_argument"
    assert (await api.client.post("/upload/T0/F404", content=b"%PDF")).status_code == 404
    assert ws.dm("U_SAM").messages == []


async def test_uploading_needs_its_scope(ws, api):
    """As every method."""
    ws.scopes.discard("files:write")

    assert (await begin(api))["needed"] == "files:write"


async def test_a_file_is_deleted_once_and_leaves_its_message(ws, api):
    """Its bytes are gone, and Slack tells no more of it than that it was there."""
    channel = ws.dm("U_SAM").id
    asked = await begin(api)
    await put(api, asked)
    await complete(api, asked, channel_id=channel, initial_comment="Here it is")

    assert (await api("files.delete", file=asked["file_id"]))["ok"]
    [told] = (await api("conversations.history", channel=channel))["messages"]

    assert told["files"] == [{"id": asked["file_id"], "mode": "tombstone"}]
    assert ws.dm("U_SAM").messages[0].words == "Here it is\n[file: This file was deleted.]"
    assert ws.uploads == {}
    assert (await api("files.delete", file=asked["file_id"]))["error"] == "file_deleted"


async def test_only_a_file_of_its_own_can_be_deleted_by_the_app(ws, api):
    """And only one that is there, and with the scope for it."""
    theirs = ws.keep_file("U_SAM", "mine.csv", b"1")

    assert (await api("files.delete", file=theirs["id"]))["error"] == "cant_delete_file"
    assert (await api("files.delete", file="F404"))["error"] == "file_not_found"
    assert theirs["id"] in ws.uploads
    ws.scopes.discard("files:write")
    assert (await api("files.delete", file=theirs["id"]))["needed"] == "files:write"
