"""Reaching people outside Slack: whether that is possible here, and the address of their page."""

from bot.settings import Settings


def can_invite(settings: Settings) -> bool:
    """Whether people outside can be asked: they need an address at which their page is reached."""
    return settings.public_url is not None


def can_mail(settings: Settings) -> bool:
    """Whether invitations go out by e-mail; if not, the asker is shown the link to pass on."""
    return can_invite(settings) and settings.smtp_url is not None and settings.mail_from is not None


def link(settings: Settings, token: str) -> str:
    """Return the whole address of a person's page. It comes from PUBLIC_URL alone, never from a request."""
    return f"{(settings.public_url or '').rstrip('/')}/f/{token}"
