"""The talk of a pair: plan it, prepare with the digest, hold it, agree on what follows."""

from bot.errors import say
from bot.feature import DeliveryKind, Feature, GlobalShortcut, HelpLine, SlashCommand, Subcommand, Timing
from bot.features.talks import (
    closing_views,
    digest_views,
    listeners,
    screens_service,
    service,
    service_kinds,
    service_nudges,
    slot,
    targets,
    views,
    words,
)

FEATURE = Feature(
    name="talks",
    label=say("Your talks"),
    commands={"/talk": SlashCommand(listeners.talk, "Plan your talk, or see when it is", "plan | help")},
    subcommands={"talk": Subcommand(listeners.talk, also=("gesprek",))},
    shortcuts={
        "prepare_talk": GlobalShortcut(listeners.prepare, "Prepare my talk", "See or plan your next talk")
    },
    actions={
        views.PLAN: listeners.plan,
        views.OTHER_MOMENTS: listeners.plan,
        views.OPEN: listeners.open_talk,
        views.CANCEL: listeners.cancel,
        **dict.fromkeys(views.CHOOSE, listeners.choose),
        closing_views.HELD: listeners.held,
        closing_views.NOT_HELD: listeners.ask_not_held,
        closing_views.RECORD: listeners.ask_agreements,
        closing_views.CHANGE: listeners.ask_agreements,
        closing_views.READ: listeners.read_agreements,
        closing_views.CONFIRM: listeners.confirm,
        closing_views.DONE: listeners.done,
        digest_views.MORE: listeners.show_all,
    },
    submissions={
        views.PLAN_FORM: listeners.propose,
        closing_views.NOT_HELD_FORM: listeners.not_held,
        closing_views.RECORD_FORM: listeners.record,
    },
    deliveries={
        service_kinds.PLAN_NUDGE: DeliveryKind(
            words.plan_nudge,
            timing=Timing.OFFICE_HOURS,
            counted=True,
            name=say("Reminders to plan a talk"),
            why=say(
                "You and your talk partner have no talk planned yet. Both of you hear this once a cycle."
            ),
        ),
        service_kinds.SILENT: DeliveryKind(
            service_nudges.word_silent,
            timing=Timing.OFFICE_HOURS,
            counted=True,
            name=say("A long time without a talk"),
            why=say("You and your talk partner held no talk for a hundred days. Both of you hear this once."),
        ),
        service_kinds.PROPOSED: DeliveryKind(words.proposed),
        service_kinds.PLANNED: DeliveryKind(words.planned, timing=Timing.APPOINTMENT),
        service_kinds.CANCELLED: DeliveryKind(words.cancelled, timing=Timing.APPOINTMENT),
        service_kinds.DIGEST: DeliveryKind(words.word_digest),
        service_kinds.START: DeliveryKind(words.start, timing=Timing.APPOINTMENT),
        service_kinds.CLOSE: DeliveryKind(words.close),
        service_kinds.SKIPPED: DeliveryKind(words.skipped),
        service_kinds.AGREEMENTS: DeliveryKind(words.agreements_there),
        service_kinds.CONFIRMED: DeliveryKind(words.confirmed),
    },
    due=(service_nudges.nudge_pairs, service_nudges.nudge_silent_pairs, service.cancel_of_ended_pairs),
    home=screens_service.home,
    targets=targets.targets,
    left=service.left,
    busy=slot.busy,
    help=(
        HelpLine("/talk plan", say("plan your next talk: propose moments, the other picks one")),
        HelpLine("/talk", say("see when your talk is")),
    ),
)
