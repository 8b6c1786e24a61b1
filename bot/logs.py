"""Structured logs without content: events and opaque ids, never a text, a name, a token or a link."""

import logging
import sys

import structlog

from bot.settings import Settings


def _without_rehearsals(
    _logger: object, _method: str, event: structlog.typing.EventDict
) -> structlog.typing.EventDict:
    """Write nothing of a dry run: it would read as if messages had been sent."""
    if event.pop("rehearsal", False):
        raise structlog.DropEvent
    return event


def set_up_logs(settings: Settings) -> None:
    """Write one line an event to stderr, as text or as JSON."""
    level = getattr(logging, settings.log_level.upper())
    renderer: structlog.typing.Processor = (
        structlog.processors.JSONRenderer()
        if settings.log_format == "json"
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty())
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            _without_rehearsals,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
    )
    # Libraries write what they were given (URLs, bodies, SQL) into their messages: only their warnings,
    # and of the SDK and Bolt nothing, because those carry what people typed.
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr, format="%(levelname)s %(name)s %(message)s")
    for name in ("slack_sdk", "slack_bolt", "goodtalk.bolt", "aiohttp", "sqlalchemy"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
