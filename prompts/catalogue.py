"""Collect every sentence of the app into the catalogues: `python -m prompts.catalogue [NAME…]`.

Translations are kept, new sentences are added empty, sentences that nobody says any more are dropped. The
files hold no dates and no line numbers, so that a change shows nothing but the sentences that changed.
"""

import ast
import io
import sys
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any, BinaryIO

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from jinja2.ext import babel_extract

ROOT = Path(__file__).resolve().parent.parent
LANGUAGE = "nl"
CORE = "core"
"""The catalogue of everything that belongs to no feature."""

PYTHON_KEYWORDS: dict[str, Any] = dict.fromkeys(("t", "say", "mrkdwn")) | dict.fromkeys(
    ("say_n", "n", "mrkdwn_n"), (1, 2)
)
JINJA_KEYWORDS: dict[str, Any] = {"_": None, "ngettext": (1, 2)}
JINJA_OPTIONS = {"trim_blocks": "true", "lstrip_blocks": "true", "silent": "false"}

HEADER = (
    'msgid ""\n'
    'msgstr ""\n'
    '"Language: nl\\n"\n'
    '"MIME-Version: 1.0\\n"\n'
    '"Content-Type: text/plain; charset=utf-8\\n"\n'
    '"Content-Transfer-Encoding: 8bit\\n"\n'
    '"Plural-Forms: nplurals=2; plural=(n != 1);\\n"\n\n'
)

Key = str | tuple[str, ...]
"""A sentence, or a sentence and its plural."""


def python_sentences(
    file: BinaryIO,
    keywords: Collection[str],
    _tags: Collection[str],
    options: Any,  # noqa: ARG001 Babel's signature
) -> Iterator[tuple[int, str, tuple[str | None, ...], list[str]]]:
    """Find the marked sentences of a Python file, as an extraction method of Babel.

    Babel's own reads tokens, and takes the first string after a marked name for its sentence; the syntax tree
    knows which strings are arguments, also where one marked call stands inside another.
    """
    for node in ast.walk(ast.parse(file.read())):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        texts = tuple(_text(argument) for argument in node.args)
        if name in keywords and texts and texts[0] is not None:
            yield node.lineno, name, texts, []


def collect(root: Path = ROOT) -> dict[str, dict[Key, set[str]]]:
    """Find all sentences: for each catalogue its sentences, and for each of those the files that say it."""
    features = {path.name for path in (root / "bot" / "features").iterdir() if path.is_dir()} - {
        "__pycache__"
    }
    found: dict[str, dict[Key, set[str]]] = {name: {} for name in (CORE, *sorted(features))}
    prompts = [path for ending in ("*.j2", "*.html") for path in (root / "prompts").rglob(ending)]
    for path in sorted([*(root / "bot").rglob("*.py"), *prompts]):
        parts = path.relative_to(root).parts
        owner = parts[2] if parts[:2] == ("bot", "features") else parts[1]
        catalogue = found[owner if owner in features else CORE]
        for sentence in sentences_of(path):
            catalogue.setdefault(sentence, set()).add("/".join(parts))
    return {name: sentences for name, sentences in found.items() if sentences}


def sentences_of(path: Path) -> list[Key]:
    """Find the sentences of one Python file or template."""
    with path.open("rb") as file:
        if path.suffix == ".py":
            return [found[1] for found in extract(python_sentences, file, PYTHON_KEYWORDS)]
        return [found[1] for found in extract(babel_extract, file, JINJA_KEYWORDS, (), JINJA_OPTIONS)]


def read_catalogue(path: Path) -> Catalog:
    """Read a catalogue; a missing file is an empty one."""
    source = path.read_bytes() if path.exists() else HEADER.encode()
    return read_po(io.BytesIO(source), locale=LANGUAGE, abort_invalid=True)


def printed(sentences: Collection[Key], known: dict[Key, Message]) -> str:
    """Print a catalogue: these sentences, with the translations known."""
    catalogue = Catalog(locale=LANGUAGE)
    for sentence in sentences:
        old = known.get(sentence)
        flags = {"fuzzy"} if old is not None and old.fuzzy else set()
        catalogue.add(sentence, old.string if old else None, flags=flags)
    out = io.BytesIO()
    write_po(
        out, catalogue, width=100, no_location=True, omit_header=True, sort_output=True, ignore_obsolete=True
    )
    return HEADER + out.getvalue().decode()


def update(root: Path = ROOT, only: Collection[str] = ()) -> dict[str, int]:
    """Bring the catalogues up to date; return how many sentences of each still want a translation."""
    folder = root / "prompts" / "locale" / LANGUAGE / "LC_MESSAGES"
    every = {path.stem: read_catalogue(path) for path in sorted(folder.glob("*.po"))}
    # A sentence that moved, or that two features say, brings its translation along.
    anywhere = {m.id: m for catalogue in every.values() for m in catalogue if m.id and translated(m)}
    missing = {}
    for name, sentences in collect(root).items():
        if only and name not in only:
            continue
        own = {m.id: m for m in every.get(name, Catalog()) if m.id and translated(m)}
        path = folder / f"{name}.po"
        text = printed(sentences, anywhere | own)
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
        missing[name] = sum(not translated(m) for m in read_catalogue(path) if m.id)
    return missing


def translated(message: Message) -> bool:
    """Whether a message says something in every form that it has."""
    forms = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
    return all(forms)


def main(arguments: list[str]) -> int:
    """Update the catalogues named, or all; say what is left to translate."""
    missing = update(only=arguments)
    for name, count in missing.items():
        if count:
            print(f"{name}.po: {count} to translate")  # noqa: T201 this is a command
    return 0


def _text(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
