"""Goals with their next actions, check-ins and reminders; and goals that a talk partner proposes."""

from bot.errors import say
from bot.feature import DeliveryKind, Feature, GlobalShortcut, HelpLine, SlashCommand, Subcommand, Timing
from bot.features.goals import (
    listeners,
    listeners_actions,
    listeners_check_ins,
    listeners_proposals,
    service,
    service_home,
    service_proposal_words,
    service_proposals,
    service_reminders,
    targets,
    views,
    views_actions,
    views_forms,
    views_proposals,
)

FEATURE = Feature(
    name="goals",
    commands={
        "/goals": SlashCommand(
            listeners.goals,
            "Your goals and how they move",
            "add learn to say no | done | all | propose @colleague learn to say no",
        )
    },
    subcommands={"goals": Subcommand(listeners.goals, also=("doelen",))},
    shortcuts={
        "add_goal": GlobalShortcut(listeners.add_by_shortcut, "Add goal", "Write down what you want to reach")
    },
    actions={
        views.ADD: listeners.add,
        views.SHOW_ALL: listeners.show_all,
        views.NEXT: listeners.turn_page,
        views.PREVIOUS: listeners.turn_page,
        views.BY_STATE: listeners.narrow,
        views.BY_KIND: listeners.narrow,
        views.OPEN: listeners.open_goal,
        views.OPEN_HISTORY: listeners.open_history,
        views.HISTORY_ON: listeners.turn_history,
        views.HISTORY_START: listeners.turn_history,
        views.EDIT: listeners.edit,
        views_forms.MORE_ACTIONS: listeners.more_actions,
        views.CHECK_IN: listeners_check_ins.open_check_in,
        views.DROP: listeners_check_ins.open_check_in,
        views.TAP_ON_TRACK: listeners_check_ins.tap_state,
        views.TAP_AT_RISK: listeners_check_ins.tap_state,
        views.TAP_DONE: listeners_check_ins.tap_state,
        views.TAP_PROGRESS: listeners_check_ins.tap_progress,
        views.REOPEN: listeners_check_ins.reopen,
        views.ACTION_DONE: listeners_actions.tick,
        views.ACTION_UNDO: listeners_actions.tick,
        views.ADD_ACTION: listeners_actions.open_action,
        views.EDIT_ACTION: listeners_actions.open_action,
        views.REMOVE_ACTION: listeners_actions.remove,
        views_proposals.PROPOSE: listeners_proposals.propose_by_button,
        views_proposals.OPEN_PROPOSAL: listeners_proposals.open_proposal,
        views_proposals.CHANGE_FIRST: listeners_proposals.change_first,
        views_proposals.DECLINE: listeners_proposals.open_decline,
        views_proposals.READ_ANSWER: listeners_proposals.read_answer,
        views_proposals.OPEN_PROPOSED: listeners_proposals.open_proposed,
        views_proposals.PROPOSED_TURN: listeners_proposals.turn_proposed,
        views_proposals.PROPOSED_BACK: listeners_proposals.turn_proposed,
        views_proposals.WITHDRAW: listeners_proposals.withdraw,
    },
    submissions={
        views_forms.FORM: listeners.save,
        views_forms.CHECK_IN_FORM: listeners_check_ins.check_in,
        views_forms.DROP_FORM: listeners_check_ins.drop,
        views_actions.ACTION_FORM: listeners_actions.save,
        views_proposals.PROPOSE_FORM: listeners_proposals.propose,
        views_proposals.ANSWER_FORM: listeners_proposals.accept,
        views_proposals.DECLINE_FORM: listeners_proposals.decline,
    },
    deliveries={
        service.REMINDER: DeliveryKind(
            service_reminders.word_reminder,
            timing=Timing.OFFICE_HOURS,
            counted=True,
            name=say("Dates of your goals and actions"),
            why=say("You gave a goal or an action a date. We remind you a week before and on the day."),
        ),
        service_proposals.PROPOSED: DeliveryKind(service_proposal_words.word_proposed),
        service_proposals.ANSWERED: DeliveryKind(service_proposal_words.word_answered),
    },
    due=(service_reminders.remind, service_proposals.lapse),
    home=service_home.home_section,
    targets=targets.targets,
    left=service_proposals.left,
    help=(
        HelpLine("/goals", say("see your goals and check in")),
        HelpLine("/goals add learn to say no", say("add a goal")),
        HelpLine("/goals propose @colleague", say("propose a goal to somebody whose talk partner you are")),
    ),
)
