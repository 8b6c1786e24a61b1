"""Uploading files: ask for an address, send the bytes there, complete. And deleting them."""

from typing import Any

from playground.api.method import Method, SlackError, conversation, whole
from playground.workspace import Workspace


def upload_url(workspace: Workspace, args: dict[str, Any]) -> dict[str, Any]:
    filename = str(args.get("filename") or "")
    length = whole(args.get("length"), 0)
    if not filename or length < 1:
        # A length of 0 counts as none: https://docs.slack.dev/reference/methods/files.getUploadURLExternal#errors
        raise SlackError("missing_argument")
    file_id = workspace.ids.next("F")
    workspace.files[file_id] = {"id": file_id, "name": filename, "size": length, "complete": False}
    return {"upload_url": f"{workspace.base_url}/upload/{workspace.team_id}/{file_id}", "file_id": file_id}


def complete(workspace: Workspace, args: dict[str, Any]) -> dict[str, Any]:
    wanted = args.get("files") or []
    channel = conversation(workspace, args["channel_id"]) if args.get("channel_id") else None
    if channel is not None and workspace.bot_user_id not in channel.members:
        raise SlackError("not_in_channel")
    done = []
    for entry in wanted:
        file = workspace.files.get(str(entry.get("id")))
        # A file is completed once: https://docs.slack.dev/reference/methods/files.completeUploadExternal
        if file is None or file["id"] not in workspace.uploads or file["complete"]:
            raise SlackError("file_not_found")
        file["title"] = entry.get("title") or file["name"]
        done.append(file)
    shown = [_shown(workspace, file) for file in done]
    for file in done:
        file["complete"] = True
    if channel is not None:
        workspace.say(
            channel,
            workspace.bot_user_id,
            str(args.get("initial_comment") or ""),
            files=shown,
            thread_ts=args.get("thread_ts") or None,
        )
    return {"files": shown}


def delete(workspace: Workspace, args: dict[str, Any]) -> dict[str, Any]:
    file = workspace.files.get(str(args["file"]))
    if file is None:
        raise SlackError("file_not_found")
    if file.get("deleted"):
        raise SlackError("file_deleted")
    # A bot deletes what it put up itself: https://docs.slack.dev/reference/methods/files.delete#errors
    if file.get("user", workspace.bot_user_id) != workspace.bot_user_id:
        raise SlackError("cant_delete_file")
    file["deleted"] = True
    workspace.uploads.pop(file["id"], None)
    for channel in [*workspace.channels.values(), *workspace.dms.values()]:
        for message in channel.messages:
            # The message stays, and says that there was a file.
            message.files = [_tombstone(one) if one["id"] == file["id"] else one for one in message.files]
    workspace.touch()
    return {}


def _tombstone(file: dict[str, Any]) -> dict[str, Any]:
    gone = "This file was deleted."
    return {"id": file["id"], "mode": "tombstone", "name": gone, "title": gone, "filetype": "", "size": 0}


def _shown(workspace: Workspace, file: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": file["id"],
        "created": workspace.epoch(),
        "timestamp": workspace.epoch(),
        "name": file["name"],
        "title": file["title"],
        "filetype": file["name"].rpartition(".")[2],
        "size": file["size"],
        "user": workspace.bot_user_id,
        "mode": "hosted",
        "is_external": False,
        "is_public": False,
        "url_private": f"{workspace.base_url}/files/{workspace.team_id}/{file['id']}",
        "url_private_download": f"{workspace.base_url}/files/{workspace.team_id}/{file['id']}?download=1",
        "permalink": f"https://{workspace.domain}.slack.com/files/{file['id']}",
    }


METHODS = {
    "files.getUploadURLExternal": Method(upload_url, "files:write"),
    "files.completeUploadExternal": Method(complete, "files:write"),
    "files.delete": Method(delete, "files:write"),
}
