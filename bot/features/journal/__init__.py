"""Journal: private lines that somebody keeps for their next talk."""

from bot.errors import say
from bot.feature import Feature, GlobalShortcut, HelpLine, Subcommand
from bot.features.journal import listeners, service, views

FEATURE = Feature(
    name="journal",
    subcommands={
        "note": Subcommand(listeners.note_by_command, also=("notitie",)),
        "notes": Subcommand(listeners.list_by_command, also=("notities",)),
    },
    shortcuts={
        "keep_for_talk": GlobalShortcut(
            listeners.keep_by_shortcut,
            "Keep for my talk",
            "Keep a private line about this message",
            kind="message",
        )
    },
    actions={
        views.ADD: listeners.add,
        views.SHOW_ALL: listeners.show_all,
        views.EDIT: listeners.edit,
        views.DELETE: listeners.delete,
        views.NEXT: listeners.turn_page,
        views.PREVIOUS: listeners.turn_page,
    },
    submissions={views.FORM: listeners.save},
    home=service.home_section,
    help=(
        HelpLine("/goodtalk note what you want to remember", say("keep a private line for your talk")),
        HelpLine("/goodtalk notes", say("see your own notes")),
    ),
)
