"""The arguments of the Web API methods the playground answers.

Slack ignores most arguments it does not know; the playground refuses them: here they can only be mistakes.
"""

from dataclasses import dataclass

from playground.validation.problem import Problem
from playground.validation.rules import MESSAGE, Where

METHOD_PAGE = "/reference/methods"


@dataclass(frozen=True)
class Method:
    """The names of a method's arguments; of each group in `one_of` exactly one is required."""

    required: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()
    one_of: tuple[tuple[str, ...], ...] = ()

    @property
    def names(self) -> frozenset[str]:
        # Every method takes its token as an argument as well as in the Authorization header.
        return frozenset({*self.required, *self.optional, "token"})


def _method(required: str = "", optional: str = "", *one_of: str) -> Method:
    return Method(tuple(required.split()), tuple(optional.split()), tuple(tuple(g.split()) for g in one_of))


# That a message needs text, blocks or attachments is `check_message`: it has an error of its own, no_text.
_MESSAGE = "as_user attachments blocks link_names markdown_text metadata parse text"
_FACE = "icon_emoji icon_url username thread_ts"
_PAGED = "cursor limit"
_HISTORY = f"{_PAGED} include_all_metadata inclusive latest oldest"
_TRIGGER = "trigger_id interactivity_pointer"

METHODS: dict[str, Method] = {
    "apps.connections.open": _method(),
    "auth.test": _method(),
    "bots.info": _method("", "bot team_id"),
    "chat.delete": _method("channel ts", "as_user"),
    "chat.getPermalink": _method("channel message_ts"),
    "chat.postEphemeral": _method("channel user", f"{_MESSAGE} {_FACE}"),
    "chat.postMessage": _method(
        "channel",
        f"{_MESSAGE} {_FACE} current_draft_last_updated_ts mrkdwn reply_broadcast unfurl_links unfurl_media",
    ),
    "chat.update": _method("channel ts", f"{_MESSAGE} file_ids reply_broadcast unfurled_attachments"),
    "conversations.history": _method("channel", _HISTORY),
    "conversations.info": _method("channel", "include_locale include_num_members"),
    "conversations.members": _method("channel", _PAGED),
    "conversations.open": _method("", "channel prevent_creation return_im users"),
    "conversations.replies": _method("channel ts", _HISTORY),
    "dnd.info": _method("", "team_id user"),
    "dnd.teamInfo": _method("users", "team_id"),
    "files.completeUploadExternal": _method("files", f"blocks channel_id channels initial_comment {_FACE}"),
    "files.delete": _method("file"),
    "files.getUploadURLExternal": _method("filename length", "alt_txt snippet_type"),
    "files.info": _method("file", _PAGED),
    "oauth.v2.access": _method(
        "", "assertion client_id client_secret code code_verifier grant_type redirect_uri refresh_token"
    ),
    "users.info": _method("user", "include_locale"),
    "users.list": _method("", f"{_PAGED} include_locale team_id"),
    "users.profile.get": _method("", "include_labels user"),
    "views.open": _method("view", _TRIGGER, _TRIGGER),
    "views.publish": _method("user_id view", "hash interactivity_pointer"),
    "views.push": _method("view", _TRIGGER, _TRIGGER),
    "views.update": _method("view", "external_id hash view_id", "external_id view_id"),
}


def check_arguments(method: str, args: dict) -> list[Problem]:
    """Check that `method` knows each argument in `args` and that none it requires is missing."""
    page = f"{METHOD_PAGE}/{method}"
    where = Where("", MESSAGE, "invalid_arguments", page)
    if method not in METHODS:
        return [where.refuse(f"unknown method: {method}", code="unknown_method")]
    known = METHODS[method]
    problems = [
        where.refuse(f"missing required field: {name}")
        for name in known.required
        if args.get(name) in (None, "")
    ]
    problems += [
        where.refuse(f"invalid additional property: {name}") for name in args if name not in known.names
    ]
    for group in known.one_of:
        given = [name for name in group if args.get(name)]
        names = " or ".join(f"`{name}`" for name in group)
        if not given:
            problems.append(where.refuse(f"must define either {names}"))
        elif len(given) > 1:
            problems.append(where.refuse(f"must define only one of {names}"))
    return problems
