"""People outside Slack: an e-mail or a link, a page without an account, and what the asker hears."""

from bot.errors import say
from bot.feature import DeliveryKind, Feature, LetterKind, Timing
from bot.features.outside import letters, listeners, service, views
from storage import outside

FEATURE = Feature(
    name="outside",
    label=say("Feedback from outside"),
    actions={
        views.NEW_LINK: listeners.new_link,
        views.CANCEL: listeners.cancel,
        views.READ_REASON: listeners.read_reason,
    },
    deliveries={
        service.ANSWERED: DeliveryKind(service.word_answered),
        service.DECLINED: DeliveryKind(service.word_declined),
        service.EXPIRED: DeliveryKind(
            service.word_expired,
            Timing.OFFICE_HOURS,
            counted=True,
            name=say("Your questions to people outside that closed"),
            why=say("A link that you gave to somebody outside has expired. We tell you once."),
        ),
        service.NOT_SENT: DeliveryKind(service.word_not_sent, Timing.APPOINTMENT),
    },
    letters={
        outside.INVITED: LetterKind(letters.word_invited, service.lost, service.sent, service.waits),
        outside.REMINDED: LetterKind(letters.word_reminded, service.lost, service.sent, service.waits),
    },
    due=(service.due,),
    home=service.home_section,
    left=service.left,
)
