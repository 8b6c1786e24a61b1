"""The talk of a pair: plan it, prepare with the digest, hold it, agree on what follows."""

from bot.errors import say
from bot.feature import DeliveryKind, Feature, HelpLine, SlashCommand, Subcommand, Timing
from bot.features.talks import (
    after_views,
    after_words,
    calendar_words,
    closing,
    closing_views,
    digest_views,
    keeping,
    list_views,
    listeners,
    listeners_after,
    listeners_moving,
    screens_service,
    service,
    service_kinds,
    service_nudges,
    slot,
    targets,
    views,
    words,
)

_AGREED = say("You have an agreement from a talk. You hear of it once at half-time and once on its day.")

FEATURE = Feature(
    name="talks",
    label=say("Your talks"),
    commands={
        "/talk": SlashCommand(
            listeners.talk, "Plan your talk, or see when it is", "plan @colleague | list | skip | help"
        )
    },
    subcommands={"talk": Subcommand(listeners.talk, also=("gesprek",))},
    actions={
        views.PLAN: listeners.plan,
        views.OTHER_MOMENTS: listeners.other_moments,
        views.MOVE: listeners.move,
        views.OPEN: listeners.open_talk,
        views.CANCEL: listeners.cancel,
        **dict.fromkeys(views.CHOOSE, listeners.choose),
        views.KEEP: listeners_moving.keep,
        closing_views.HELD: listeners.held,
        closing_views.NOT_HELD: listeners.ask_not_held,
        closing_views.RECORD: listeners.ask_agreements,
        closing_views.CHANGE: listeners.ask_agreements,
        closing_views.READ: listeners.read_agreements,
        closing_views.CONFIRM: listeners.confirm,
        closing_views.DONE: listeners.done,
        digest_views.MORE: listeners.show_all,
        after_views.HEARD: listeners_after.ask_heard,
        after_views.PULSE: listeners_after.ask_pulse,
        after_views.ACCEPT_NEXT: listeners_after.accept_next,
        after_views.SKIP: listeners_after.ask_skip,
        views.LIST: listeners_after.show_list,
        list_views.ONE: listeners_after.open_one,
        **dict.fromkeys(list_views.TURN, listeners_after.turn),
    },
    submissions={
        views.PLAN_FORM: listeners.propose,
        closing_views.NOT_HELD_FORM: listeners.not_held,
        closing_views.RECORD_FORM: listeners.record,
        after_views.HEARD_FORM: listeners_after.write_heard,
        after_views.PULSE_FORM: listeners_after.answer_pulse,
        after_views.SKIP_FORM: listeners_after.skip,
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
        service_kinds.KEPT: DeliveryKind(keeping.word_kept),
        service_kinds.PLANNED: DeliveryKind(words.planned, timing=Timing.APPOINTMENT),
        service_kinds.INVITE: DeliveryKind(calendar_words.invite, timing=Timing.APPOINTMENT),
        service_kinds.INVITE_OFF: DeliveryKind(calendar_words.invite_off, timing=Timing.APPOINTMENT),
        service_kinds.CANCELLED: DeliveryKind(words.cancelled, timing=Timing.APPOINTMENT),
        service_kinds.DIGEST: DeliveryKind(
            words.word_digest, name=say("Talk digest"), sent=words.digest_sent
        ),
        service_kinds.START: DeliveryKind(
            words.start, timing=Timing.APPOINTMENT, name=say("Start of a talk")
        ),
        service_kinds.CLOSE: DeliveryKind(words.close, name=say("After a talk")),
        service_kinds.SKIPPED: DeliveryKind(words.skipped),
        service_kinds.PASSED_OVER: DeliveryKind(after_words.passed_over),
        service_kinds.UNCLEAR: DeliveryKind(after_words.unclear),
        service_kinds.HALFWAY: DeliveryKind(
            after_words.reminder,
            timing=Timing.OFFICE_HOURS,
            counted=True,
            name=say("Agreements, at half-time"),
            why=_AGREED,
        ),
        service_kinds.DUE_DAY: DeliveryKind(
            after_words.reminder,
            timing=Timing.OFFICE_HOURS,
            counted=True,
            name=say("Agreements, on their day"),
            why=_AGREED,
        ),
        service_kinds.AGREEMENTS: DeliveryKind(words.agreements_there),
        service_kinds.CONFIRMED: DeliveryKind(words.confirmed),
    },
    due=(
        service_nudges.nudge_pairs,
        service_nudges.nudge_silent_pairs,
        service.cancel_of_ended_pairs,
        closing.count_as_held,
    ),
    home=screens_service.home,
    targets=targets.targets,
    left=service.left,
    busy=slot.busy,
    help=(
        HelpLine("/talk plan", say("plan your next talk: propose moments, the other picks one")),
        HelpLine("/talk", say("see when your talk is, move it or cancel it")),
        HelpLine("/talk list", say("see all your talks")),
    ),
)
