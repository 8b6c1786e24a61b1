"""Files for one person, in their own DM with the app.

Slack takes a file in three steps: ask for an address, send the bytes there, say who gets it.
https://docs.slack.dev/messaging/working-with-files#upload
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass

import aiohttp
import structlog
from slack_sdk.errors import SlackApiError

from bot.errors import PersonError, Sentence, place_of, say
from bot.house import House
from bot.slack.refusals import code_of
from bot.texts import escape
from storage.people import Person, set_dm_channel

log = structlog.get_logger(__name__)

SECONDS = 60
"""How long the bytes may take."""

_NO_FILES = say("Your workspace does not take files like this one. Ask your Goodtalk admin about it.")
_NO_ROOM = say("Your workspace has no room for this file. Ask your Goodtalk admin about it.")
_NOT_NOW = say("The file could not be sent. Try again in a moment.")
# https://docs.slack.dev/reference/methods/files.getUploadURLExternal#errors
_SENTENCES = {
    "file_type_not_allowed": _NO_FILES,
    "file_uploads_disabled": _NO_FILES,
    "file_uploads_except_images_disabled": _NO_FILES,
    "file_upload_size_restricted": _NO_ROOM,
    "storage_limit_reached": _NO_ROOM,
}


@dataclass(frozen=True, slots=True)
class File:
    """What to send: `name` with its ending, `title` as Slack shows it."""

    name: str
    title: str
    content: bytes


class NotSentError(PersonError):
    """The file did not arrive; the sentence says what to do."""

    def __init__(self, sentence: Sentence, code: str) -> None:
        super().__init__(sentence)
        self.code = code


async def hand_over(
    house: House, workspace: int, person: Person, make: Callable[[], Awaitable[File]], *, comment: str
) -> None:
    """Make a file and put it into somebody's DM with the app; say there what went wrong, if anything did.

    To be spawned: both take longer than Slack waits for the answer to a press.
    """
    sentence: Sentence | None = None
    try:
        await send_file(house, workspace, person, await make(), comment=comment)
    except PersonError as error:
        log.warning("file_not_sent", error=getattr(error, "code", type(error).__name__))
        sentence = error.sentence
    except Exception as error:  # noqa: BLE001 whoever waits for a file hears in any case that it does not come
        log.error("file_not_made", error=type(error).__name__, where=place_of(error))
        sentence = _NOT_NOW
    if sentence is not None:
        text = escape(house.texts.of(person.language).sentence(sentence))
        channel = await dm_channel(house, workspace, person)
        await house.slack(workspace).once.chat_postMessage(channel=channel, text=text)


async def send_file(house: House, workspace: int, person: Person, file: File, *, comment: str) -> None:
    """Put a file into somebody's DM with the app. Raises `NotSentError`."""
    try:
        channel = await dm_channel(house, workspace, person)
        file_id = await put_up(house, workspace, file.name, file.content)
        await share(house, workspace, channel, file_id, file.title, comment)
    except SlackApiError as error:
        code = code_of(error)
        raise NotSentError(_SENTENCES.get(code, _NOT_NOW), code) from None
    except (aiohttp.ClientError, TimeoutError) as error:
        raise NotSentError(_NOT_NOW, type(error).__name__) from None


async def put_up(house: House, workspace: int, name: str, content: bytes) -> str:
    """Give Slack a file that nobody sees yet, and return its id. Raises what the calls raise."""
    slack = house.slack(workspace).again
    asked = await slack.files_getUploadURLExternal(filename=name, length=len(content))
    await _upload(house, str(asked["upload_url"]), content)
    return str(asked["file_id"])


async def share(house: House, workspace: int, channel: str, file_id: str, title: str, comment: str) -> None:
    """Show a file that was put up in a conversation. Raises what the call raises.

    Only once: a second time Slack does not know the file any more.
    """
    await house.slack(workspace).once.files_completeUploadExternal(
        files=[{"id": file_id, "title": title}], channel_id=channel, initial_comment=comment
    )


async def delete(house: House, workspace: int, file_id: str) -> None:
    """Delete a file of ours from Slack, wherever it was shared since. Raises what the call raises."""
    await house.slack(workspace).once.files_delete(file=file_id)


async def addresses(house: House, workspace: int, slack_ids: Sequence[str]) -> dict[str, str]:
    """Ask Slack for the e-mail addresses of these people; what it does not tell is left out."""
    found = {}
    for slack_id in slack_ids:
        try:
            answer = await house.slack(workspace).again.users_info(user=slack_id)
        except SlackApiError as error:
            if code_of(error) == "ratelimited":
                raise
            continue
        address = ((answer.get("user") or {}).get("profile") or {}).get("email")
        if address:
            found[slack_id] = str(address)
    return found


async def _upload(house: House, url: str, content: bytes) -> None:
    within = aiohttp.ClientTimeout(total=SECONDS)
    async with house.session.post(url, data=content, timeout=within) as answer:
        if answer.status != 200:
            raise NotSentError(_NOT_NOW, f"upload {answer.status}")


async def dm_channel(house: House, workspace: int, person: Person) -> str:
    """The channel of somebody's DM with the app, opened when it is not known yet."""
    if person.dm_channel is not None:
        return person.dm_channel
    answer = await house.slack(workspace).again.conversations_open(users=person.slack_id)
    channel = str(answer["channel"]["id"])
    await house.transact(workspace, set_dm_channel, person.id, channel)
    return channel
