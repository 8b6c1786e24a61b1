"""What Slack's refusals mean: hopeless, nobody knows, or worth another try."""

from datetime import timedelta

from slack_sdk.errors import SlackApiError

# Slack answered, and the message is certainly not there; waiting does not mend it.
# https://docs.slack.dev/reference/methods/chat.postMessage#errors
HOPELESS = frozenset(
    {
        "account_inactive", "as_user_not_supported", "block_mismatch", "cannot_dm_bot", "channel_not_found",
        "ekm_access_denied", "invalid_arguments", "invalid_auth", "invalid_blocks", "invalid_blocks_format",
        "invalid_metadata_format", "invalid_metadata_schema", "is_archived", "messages_tab_disabled",
        "metadata_too_large", "missing_scope", "msg_blocks_too_long", "msg_too_long", "no_permission",
        "no_text", "not_authed", "not_in_channel", "restricted_action", "team_access_not_granted",
        "token_expired", "token_revoked", "too_many_attachments", "user_disabled", "user_not_found",
        "users_not_found",
        # Of files: https://docs.slack.dev/reference/methods/files.getUploadURLExternal#errors
        "file_type_not_allowed", "file_upload_size_restricted", "file_uploads_disabled",
        "file_uploads_except_images_disabled", "storage_limit_reached",
    }
)  # fmt: skip
# Slack answered, and the message or file stays where it is: somebody else has to delete it.
# https://docs.slack.dev/reference/methods/chat.delete#errors
# https://docs.slack.dev/reference/methods/files.delete#errors
STAYS = frozenset(
    {
        "access_denied", "cant_delete_file", "cant_delete_message", "compliance_exports_prevent_deletion",
        "delete_not_allowed", "file_deleting_disabled", "no_permission",
    }
)  # fmt: skip
# Slack answered that there is nothing to delete any more.
GONE = frozenset({"file_deleted", "file_not_found", "message_not_found"})
# Slack answered, but says itself that it does not know what happened.
UNSURE = frozenset({"fatal_error", "internal_error", "request_timeout", "service_unavailable"})


def code_of(error: SlackApiError) -> str:
    """Slack's code of a refusal; an empty text when the answer holds none."""
    if error.response.status_code == 429:
        return "ratelimited"
    data = error.response.data
    return str(data.get("error", "")) if isinstance(data, dict) else ""


def wait_asked(error: SlackApiError) -> timedelta:
    """How long Slack asks to wait: `Retry-After`, half a minute when it does not say.

    At least a second, or each refusal would be followed at once by the next try; at most an hour, or a
    mistaken answer would silence the app for good.
    """
    given = str(error.response.headers.get("Retry-After", ""))
    seconds = float(given) if given.isascii() and given.isdigit() else 30
    return timedelta(seconds=min(max(seconds, 1), 3600))
