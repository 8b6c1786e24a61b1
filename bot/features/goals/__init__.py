"""Goals with their next actions, check-ins and reminders."""

from bot.errors import say
from bot.feature import DeliveryKind, Feature, GlobalShortcut, HelpLine, SlashCommand, Subcommand, Timing
from bot.features.goals import listeners, service, service_reminders, views, views_forms

FEATURE = Feature(
    name="goals",
    commands={"/goals": SlashCommand(listeners.goals, "Your goals and how they move", "add learn to say no")},
    subcommands={"goals": Subcommand(listeners.goals, also=("doelen",))},
    shortcuts={
        "add_goal": GlobalShortcut(listeners.add_by_shortcut, "Add goal", "Write down what you want to reach")
    },
    actions={
        views.ADD: listeners.add,
        views.SHOW_ALL: listeners.show_all,
        views.NEXT: listeners.turn_page,
        views.PREVIOUS: listeners.turn_page,
        views.OPEN: listeners.open_goal,
        views.CHECK_IN: listeners.open_check_in,
        views.EDIT: listeners.edit,
        views.ACTION_DONE: listeners.tick,
        views.ACTION_UNDO: listeners.tick,
    },
    submissions={views_forms.FORM: listeners.save, views_forms.CHECK_IN_FORM: listeners.check_in},
    deliveries={
        service.REMINDER: DeliveryKind(
            service_reminders.word_reminder, timing=Timing.OFFICE_HOURS, counted=True
        )
    },
    due=(service_reminders.remind,),
    home=service_reminders.home_section,
    help=(
        HelpLine("/goals", say("see your goals and check in")),
        HelpLine("/goals add learn to say no", say("add a goal")),
    ),
)
