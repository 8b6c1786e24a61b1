"""The e-mails to people outside: who asks, and where to answer. What it is about stands on the page."""

from datetime import timedelta

from bot.mail import Letter
from bot.outside import link
from bot.settings import Settings
from bot.texts import Texts, Translator
from storage import outside
from storage.deliveries import Delivery
from storage.outside import Invited
from storage.transaction import Tx

NOT_TWICE_WITHIN = timedelta(days=1)


def word_invited(tx: Tx, delivery: Delivery, settings: Settings, texts: Texts) -> Letter | None:
    """Ask for feedback, with a link of this e-mail's own."""
    return _letter(tx, delivery, settings, texts, is_reminder=False)


def word_reminded(tx: Tx, delivery: Delivery, settings: Settings, texts: Texts) -> Letter | None:
    """Remind of what is still open: once of its own accord, and whenever the asker asks once more.

    Its own accord keeps still where no e-mail arrives, and on the day of another one.
    """
    invited = outside.invitation_by_id(tx, delivery.recipient)
    if invited is not None and not delivery.period:
        fresh = invited.mail_at is not None and tx.now - invited.mail_at < NOT_TWICE_WITHIN
        if invited.mail == outside.REFUSED or (invited.mail == outside.SENT and fresh):
            return None
    return _letter(tx, delivery, settings, texts, is_reminder=True)


def _letter(
    tx: Tx, delivery: Delivery, settings: Settings, texts: Texts, *, is_reminder: bool
) -> Letter | None:
    invited = outside.invitation_by_id(tx, delivery.recipient)
    if invited is None or invited.address is None or settings.public_url is None:
        return None
    if invited.state != outside.OPEN or invited.expires_at <= tx.now:
        return None
    t = texts.of(invited.language)
    address = link(settings, outside.add_link(tx, invited.id))
    asker = invited.asker.name
    subject = (
        t("Reminder: %(asker)s asks for your feedback", asker=asker)
        if is_reminder
        else t("%(asker)s asks for your feedback", asker=asker)
    )
    before = _before(t, invited, is_reminder=is_reminder, by_asker=bool(delivery.period))
    after = _after(t, invited)
    return Letter(
        to=invited.address,
        sender=t("%(asker)s via Goodtalk", asker=asker),
        subject=subject,
        text="\n\n".join([*before, address, *after, "Goodtalk"]) + "\n",
        html=t.html("outside/letter", subject=subject, before=before, link=address, after=after),
        language=t.language,
    )


def _before(t: Translator, invited: Invited, *, is_reminder: bool, by_asker: bool) -> list[str]:
    asker = invited.asker.name
    if not is_reminder:
        first = t("%(asker)s would like your feedback.", asker=asker)
    elif by_asker:
        first = t("%(asker)s asked for your feedback before, and would still like to have it.", asker=asker)
    else:
        first = t(
            "%(asker)s asked for your feedback a week ago, and would still like to have it.", asker=asker
        )
    return [t("Hello,"), first, t("You can answer on this page. You do not need an account.")]


def _after(t: Translator, invited: Invited) -> list[str]:
    until = t.full_date(invited.expires_at.astimezone(invited.asker.zone))
    return [
        t("The link is for you alone, so please do not pass it on. It works until %(until)s.", until=until),
        t("If you would rather not answer, you can say so on the same page."),
        t("You get this e-mail because %(asker)s gave us your address.", asker=invited.asker.name),
    ]
