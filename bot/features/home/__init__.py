"""The Home tab's first lines, and `/goodtalk` with its help."""

from bot.feature import Feature, SlashCommand, Subcommand
from bot.features.home import listeners, service

FEATURE = Feature(
    name="home",
    commands={
        "/goodtalk": SlashCommand(
            listeners.goodtalk, "Everything of Goodtalk in one place", "help | home | manager | goals | talk"
        )
    },
    subcommands={
        "help": Subcommand(listeners.show_help, also=("hulp",)),
        "home": Subcommand(listeners.show_home, also=("start",)),
    },
    events={"app_home_opened": listeners.draw_home},
    home=service.greeting,
)
