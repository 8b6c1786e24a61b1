"""Every sentence the bot says: Jinja2 templates of `prompts/` and the Babel catalogues.

English is the source. Dutch stands in `prompts/locale/nl/LC_MESSAGES/<feature>.po`, one catalogue a
feature, read when the app is built.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from gettext import NullTranslations
from io import BytesIO
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml
from babel import Locale
from babel.dates import format_date, format_datetime, format_time
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.errors import Sentence

PROMPTS = Path(__file__).resolve().parent.parent / "prompts"
LANGUAGES = ("en", "nl")
# English as people in Europe write it: day before month, 24-hour clock.
_LOCALES = {"en": Locale.parse("en_GB"), "nl": Locale.parse("nl_NL")}


class Mrkdwn(str):
    """Text that is already safe to show as Slack's mrkdwn, so it is not escaped again."""

    __slots__ = ()


def escape(text: object) -> Mrkdwn:
    """Escape what has a meaning for Slack: `&`, `<` and `>`, and nothing else.

    https://docs.slack.dev/messaging/formatting-message-text#escaping
    """
    if isinstance(text, Mrkdwn):
        return text
    return Mrkdwn(str(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;"))


def mention(slack_id: str) -> Mrkdwn:
    """A person's name as Slack draws it."""
    return Mrkdwn(f"<@{slack_id}>")


def channel_mention(slack_id: str) -> Mrkdwn:
    """A channel's name as Slack draws it."""
    return Mrkdwn(f"<#{slack_id}>")


class Translator:
    """One language: labels, sentences, templates, dates. Made once a language, kept for the app's life."""

    def __init__(self, language: str, catalogue: NullTranslations, loader: FileSystemLoader) -> None:
        self.language = language
        self._catalogue = catalogue
        self._locale = _LOCALES[language]
        self._environment = Environment(
            loader=loader,
            undefined=StrictUndefined,
            finalize=escape,
            autoescape=False,  # noqa: S701 Slack's mrkdwn is not HTML; finalize escapes for Slack
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        # Pages and e-mails are HTML: an environment of its own, in which whatever is filled in is escaped so.
        self._html = Environment(
            loader=loader,
            undefined=StrictUndefined,
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self._html.globals |= {"_": self, "ngettext": self.n}
        self._environment.globals |= {"_": self.mrkdwn, "ngettext": self.mrkdwn_n, "mention": mention}
        self._environment.filters |= {
            "date": self.full_date,
            "day": self.day,
            "names": self.names,
        }

    def __call__(self, text: str, **values: Any) -> str:
        """Translate a label or sentence for a place where Slack draws plain text."""
        return self._catalogue.gettext(text) % values

    def n(self, text: str, plural: str, count: int, **values: Any) -> str:
        """Translate a sentence with a number in it (`%(count)s`), as plain text."""
        return self._catalogue.ngettext(text, plural, count) % {"count": count, **values}

    def mrkdwn(self, text: str, **values: Any) -> Mrkdwn:
        """Translate a sentence for mrkdwn: what is filled in is escaped, the sentence is not."""
        return Mrkdwn(self._catalogue.gettext(text) % {k: escape(v) for k, v in values.items()})

    def mrkdwn_n(self, text: str, plural: str, count: int, **values: Any) -> Mrkdwn:
        """As `mrkdwn`, for a sentence with a number in it."""
        filled = {"count": count, **{k: escape(v) for k, v in values.items()}}
        return Mrkdwn(self._catalogue.ngettext(text, plural, count) % filled)

    def sentence(self, sentence: Sentence) -> str:
        """Say a sentence that an error or a rule carried here, as plain text."""
        values = {
            name: self.full_date(value) if isinstance(value, date) else value
            for name, value in sentence.values.items()
        }
        if sentence.plural is not None and sentence.count is not None:
            said = self.n(sentence.text, sentence.plural, sentence.count, **values)
        else:
            said = self(sentence.text, **values)
        return " ".join([said, *map(self.sentence, sentence.more)])

    def render(self, template: str, **values: Any) -> Mrkdwn:
        """Render `prompts/<template>.j2` as mrkdwn. A missing value raises `UndefinedError`."""
        return Mrkdwn(self._environment.get_template(f"{template}.j2").render(**values).strip())

    def html(self, template: str, **values: Any) -> str:
        """Render `prompts/<template>.html`, a page or an e-mail, with everything filled in escaped."""
        return self._html.get_template(f"{template}.html").render(language=self.language, **values)

    def full_date(self, day: date) -> str:
        """`14 March 2026`."""
        return format_date(day, "d MMMM y", locale=self._locale)

    def day(self, day: date) -> str:
        """`Saturday 14 March`."""
        return format_date(day, "EEEE d MMMM", locale=self._locale)

    def month(self, number: int) -> str:
        """`March`."""
        return format_date(date(2000, number, 1), "LLLL", locale=self._locale)

    def moment(self, moment: datetime, zone: ZoneInfo) -> str:
        """`Saturday 14 March at 09:00` in the reader's own zone."""
        pattern = "EEEE d MMMM 'om' HH:mm" if self.language == "nl" else "EEEE d MMMM 'at' HH:mm"
        return format_datetime(moment, pattern, tzinfo=zone, locale=self._locale)

    def time(self, moment: datetime, zone: ZoneInfo) -> str:
        """`09:00` in the reader's own zone."""
        return format_time(moment, "HH:mm", tzinfo=zone, locale=self._locale)

    def country(self, code: str) -> str:
        """`Netherlands`, for `NL`."""
        return str(self._locale.territories.get(code, code))

    def names(self, names: Sequence[str]) -> str:
        """`Anna, Bob and Carol`; escaped names stay escaped."""
        joined = format_list(list(names), locale=self._locale)
        return Mrkdwn(joined) if all(isinstance(n, Mrkdwn) for n in names) else joined


@dataclass(frozen=True)
class Texts:
    """All languages and the content that is asked: questions, feedback forms, tips."""

    translators: dict[str, Translator]
    content: dict[str, Any] = field(default_factory=dict)
    """The YAML files of `prompts/`, by name: `texts.content["feedback_templates"]`."""

    def of(self, language: str) -> Translator:
        """Return the translator of a language; English for one we do not speak."""
        return self.translators.get(language, self.translators["en"])


def load_texts(prompts: Path = PROMPTS) -> Texts:
    """Read templates and catalogues. Part of `build()`; nothing is read on import."""
    loader = FileSystemLoader(prompts)
    translators = {code: Translator(code, _catalogue(prompts, code), loader) for code in LANGUAGES}
    content = {path.stem: load_content(path.stem, prompts) for path in sorted(prompts.glob("*.yaml"))}
    return Texts(translators, content)


def load_content(name: str, prompts: Path = PROMPTS) -> Any:
    """Read one of the YAML files with what is asked (`questions`, `feedback_templates`, `tips`)."""
    return yaml.safe_load((prompts / f"{name}.yaml").read_text(encoding="utf-8"))


def localized(text: Mapping[str, str], language: str) -> str:
    """Choose a language of a `{nl: …, en: …}` text of the content files."""
    return text.get(language, text["en"])


def _catalogue(prompts: Path, language: str) -> NullTranslations:
    together: Translations | None = None
    for path in sorted((prompts / "locale" / language / "LC_MESSAGES").glob("*.po")):
        with path.open("rb") as file:
            compiled = BytesIO()
            write_mo(compiled, read_po(file, locale=language, abort_invalid=True))
        compiled.seek(0)
        catalogue = Translations(compiled)
        together = catalogue if together is None else together.merge(catalogue)
    return together or NullTranslations()
