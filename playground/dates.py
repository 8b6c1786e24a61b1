"""Moments as Slack writes them for one reader: in their zone and language, `today` where that is shorter."""

from collections.abc import Callable
from datetime import datetime

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_timedelta

ENGLISH = Locale("en", "US")
_NEAR = {
    "en": {-1: "yesterday", 0: "today", 1: "tomorrow"},
    "nl": {-1: "gisteren", 0: "vandaag", 1: "morgen"},
}
_PRETTY = {
    "{date_pretty}": "{date}",
    "{date_short_pretty}": "{date_short}",
    "{date_long_pretty}": "{date_long}",
    "{day_divider_pretty}": "{date_long}",
}


def language(locale: str) -> Locale:
    """Babel's locale for one of Slack's (`nl-NL`)."""
    try:
        return Locale.parse(locale, sep="-")
    except (UnknownLocaleError, ValueError):
        return ENGLISH


def _ordinal(day: int) -> str:
    ending = "th" if 11 <= day % 100 <= 13 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")
    return f"{day}{ending}"


def _long(moment: datetime, locale: Locale, *, weekday: bool = False, year: bool = True) -> str:
    if locale.language == "en":
        shown = f"{moment:%A}, " if weekday else ""
        return f"{shown}{moment:%B} {_ordinal(moment.day)}" + (f", {moment.year}" if year else "")
    if year:
        return format_date(moment, "full" if weekday else "long", locale=locale)
    return format_date(moment, "EEEE d MMMM" if weekday else "d MMMM", locale=locale)


_FORMS: dict[str, Callable[[datetime, Locale], str]] = {
    "{date_num}": lambda moment, _locale: f"{moment:%Y-%m-%d}",
    "{date_slash}": lambda moment, _locale: f"{moment:%d/%m/%Y}",
    "{date_long}": lambda moment, locale: _long(moment, locale, weekday=True),
    "{date_long_full}": lambda moment, locale: format_date(moment, "long", locale=locale),
    "{date_short}": lambda moment, locale: format_date(moment, "medium", locale=locale),
    "{date}": _long,
    "{time_secs}": lambda moment, _locale: f"{moment:%H:%M:%S}",
    "{time}": lambda moment, _locale: f"{moment:%H:%M}",
}


def write(moment: datetime, form: str, locale: str, now: datetime | None) -> str:
    """`form` with its tokens filled in; without `now` no day is near."""
    tongue = language(locale)
    here = now.astimezone(moment.tzinfo) if now else None
    near = _NEAR.get(tongue.language, _NEAR["en"]).get((moment.date() - here.date()).days) if here else None
    if here and "{ago}" in form:
        ago = format_timedelta(moment - here, threshold=1, add_direction=True, locale=tongue)
        form = form.replace("{ago}", ago)
    for pretty, plain in _PRETTY.items():
        if form.startswith(pretty) and near:
            form = form.replace(pretty, near.capitalize(), 1)
        if pretty == "{day_divider_pretty}" and here and here.year == moment.year:
            form = form.replace(pretty, near or _long(moment, tongue, weekday=True, year=False))
        form = form.replace(pretty, near or plain)
    for token, shown in _FORMS.items():
        form = form.replace(token, shown(moment, tongue))
    return form
