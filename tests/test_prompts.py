"""Every sentence stands in both languages, and every template can be rendered in both."""

import re
from pathlib import Path

import pytest
import yaml

from bot.texts import LANGUAGES, PROMPTS, Mrkdwn, channel_mention, load_texts, mention
from prompts.catalogue import (
    LANGUAGE,
    collect,
    printed,
    read_catalogue,
    sentences_of,
    translated,
    update,
)

CATALOGUES = sorted((PROMPTS / "locale" / LANGUAGE / "LC_MESSAGES").glob("*.po"))
SENTENCES = collect()
TEMPLATES = sorted(path.relative_to(PROMPTS).with_suffix("").as_posix() for path in PROMPTS.rglob("*.j2"))
TEXTS = load_texts()
HOSTILE = "<!channel> & <https://example.com|a link>"

PLACE = re.compile(r"%\((\w+)\)[sd]|%%")
FORBIDDEN = {
    "en": re.compile(r"\breview|\bapprais|\bevaluat|\bassess|\bone-on-one|!\s*!", re.IGNORECASE),
    # "u" in "uur" or in a placeholder's name is no form of address.
    "nl": re.compile(
        r"\bbeoordel|\bevaluati|\bfunctionering|\bmanager|\bone-on-one|!\s*!|\bu\b|\buw\b", re.IGNORECASE
    ),
}


class SampleLoader(yaml.SafeLoader):
    """YAML with `!mention U1` and `!channel C1`, names as Slack draws them."""


SampleLoader.add_constructor("!mention", lambda loader, node: mention(loader.construct_scalar(node)))
SampleLoader.add_constructor("!channel", lambda loader, node: channel_mention(loader.construct_scalar(node)))


def read_samples(path):
    return yaml.load(path.read_text(encoding="utf-8"), SampleLoader)  # noqa: S506 a safe loader underneath


SAMPLES = {
    f"{path.parent.name}/{name}": samples
    for path in sorted(PROMPTS.glob("*/samples.yaml"))
    for name, samples in (read_samples(path) or {}).items()
}


def forms(message):
    """A sentence and its translation as pairs, singular with singular."""
    sources = message.id if isinstance(message.id, tuple) else (message.id,)
    targets = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
    return list(zip(sources, targets, strict=True))


def problems_of(catalogue):
    """What is wrong with the translations of a catalogue."""
    found = []
    for message in catalogue:
        if not message.id:
            continue
        if message.fuzzy:
            found.append(f"fuzzy: {message.id}")
        if not translated(message):
            found.append(f"empty: {message.id}")
            continue
        for source, target in forms(message):
            if set(PLACE.findall(source)) != set(PLACE.findall(target)):
                found.append(f"places differ: {source} / {target}")
            if source.endswith((".", "?", ":", "…")) and target[-1] != source[-1]:
                found.append(f"ends differently: {source} / {target}")
    return found


def wrong_words(text, language):
    """Words that the glossary does not know for what they mean."""
    return FORBIDDEN[language].findall(PLACE.sub("", text))


def with_one_hostile(value):
    """The same data, again and again, each time with another text replaced by a hostile one."""
    if isinstance(value, Mrkdwn):
        return
    if isinstance(value, str):
        yield HOSTILE
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from ({**value, name: hostile} for hostile in with_one_hostile(inner))
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from ([*value[:place], hostile, *value[place + 1 :]] for hostile in with_one_hostile(inner))


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_every_sentence_is_translated_whole(path):
    """No translation is empty or fuzzy, and each fills in the same values and ends the same way."""
    assert problems_of(read_catalogue(path)) == []


@pytest.mark.parametrize("name", sorted(SENTENCES))
def test_catalogue_holds_what_the_app_says_and_nothing_else(name):
    """`make messages` was run after the last change of a sentence."""
    path = PROMPTS / "locale" / LANGUAGE / "LC_MESSAGES" / f"{name}.po"
    listed = {message.id for message in read_catalogue(path) if message.id}

    assert listed == set(SENTENCES[name])


def test_no_catalogue_is_left_over():
    """A catalogue without sentences is one of a feature that is gone."""
    assert {path.stem for path in CATALOGUES} == set(SENTENCES)


def test_one_sentence_has_one_translation():
    """Two features that say the same say it with the same words in Dutch too."""
    said = {}
    for path in CATALOGUES:
        for message in read_catalogue(path):
            if message.id:
                said.setdefault(message.id, {}).setdefault(str(message.string), []).append(path.stem)

    assert {sentence: ways for sentence, ways in said.items() if len(ways) > 1} == {}


def test_words_of_the_glossary_are_used():
    """No sentence in either language uses a word that the glossary replaced, or says "u"."""
    wrong = []
    for path in CATALOGUES:
        for message in read_catalogue(path):
            for source, target in forms(message) if message.id else []:
                wrong += [(source, word) for word in wrong_words(source, "en")]
                wrong += [(target, word) for word in wrong_words(target, "nl")]

    assert wrong == []


def test_every_template_has_a_sample():
    """A template without sample data, and sample data without a template, is an oversight."""
    assert sorted(SAMPLES) == TEMPLATES


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("template", sorted(set(SAMPLES) & set(TEMPLATES)))
def test_template_renders(template, language):
    """Each sample gives a text, complete, without doubled blanks or empty lines at the ends."""
    assert SAMPLES[template], "a template has at least one sample"
    for sample in SAMPLES[template]:
        text = TEXTS.of(language).render(template, **(sample or {}))
        assert text == text.strip()
        assert "None" not in text
        assert "\n\n\n" not in text


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("template", sorted(set(SAMPLES) & set(TEMPLATES)))
def test_template_escapes(template, language):
    """Whatever value holds `<!channel>`, a link or `&`, it stays text."""
    for sample in SAMPLES[template]:
        for hostile in with_one_hostile(sample or {}):
            text = TEXTS.of(language).render(template, **hostile)
            assert "<!" not in text
            assert "<http" not in text
            assert "& " not in text


@pytest.mark.parametrize("template", TEMPLATES)
def test_template_says_its_words_through_the_catalogue(template):
    """Outside `{{ … }}` and `{% … %}` a template holds no words that would stay English."""
    source = (PROMPTS / f"{template}.j2").read_text(encoding="utf-8")

    assert left_words(source) == []


def left_words(source):
    """Words of a template that stand outside its expressions; links, names and code words are none."""
    bare = re.sub(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", " ", source, flags=re.DOTALL)
    bare = re.sub(r"<[^>\s]+\||`[^`]*`|:[a-z_]+:|Goodtalk", " ", bare)
    return re.findall(r"[^\W\d_]{2,}", bare)


# The guards themselves


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ('button(t("Send"), ID)', ["Send"]),
        ('t.n("one %(count)s", "many %(count)s", 3)', [("one %(count)s", "many %(count)s")]),
        ('t.mrkdwn("A" " long one", name=x)', ["A long one"]),
        ('t.mrkdwn_n("one", "many", count)', [("one", "many")]),
        ('raise PersonError(say("No: %(why)s", why=t("Because")), field="x")', ["No: %(why)s", "Because"]),
        ('say_n("a", "b", 2)', [("a", "b")]),
        ('app.command("x"); log.info("y"); parser.add_argument("--n", help="z")', []),
        ("t(label)", []),
        ('set("a")', []),
    ],
)
def test_sentences_are_found_in_python(tmp_path, source, found):
    """What is marked is found, nested too; what Bolt, argparse or a log is given is not."""
    path = tmp_path / "sample.py"
    path.write_text(source, encoding="utf-8")

    assert sorted(map(str, sentences_of(path))) == sorted(map(str, found))


def test_sentences_are_found_in_templates(tmp_path):
    """`_` with values, and `ngettext`, inside conditions too."""
    path = tmp_path / "sample.j2"
    path.write_text(
        '{% if x %}{{ _("Hi %(name)s", name=_("you")) }}{% endif %}{{ ngettext("one", "many", n) }}',
        encoding="utf-8",
    )

    assert sorted(map(str, sentences_of(path))) == sorted(["Hi %(name)s", "you", "('one', 'many')"])


def small_app(root, source):
    """A project with one feature that says what `source` says."""
    (root / "bot" / "features" / "tea").mkdir(parents=True)
    (root / "bot" / "features" / "tea" / "views.py").write_text(source, encoding="utf-8")
    folder = root / "prompts" / "locale" / LANGUAGE / "LC_MESSAGES"
    folder.mkdir(parents=True)
    return folder / "tea.po"


def test_update_keeps_adds_and_drops(tmp_path):
    """Translations stay, new sentences come in empty, old ones go, and a second run changes nothing."""
    path = small_app(tmp_path, 't("Tea"); t("Coffee")')
    path.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
        'msgid "Tea"\nmsgstr "Thee"\n\nmsgid "Milk"\nmsgstr "Melk"\n',
        encoding="utf-8",
    )

    missing = update(tmp_path)
    once = path.read_text(encoding="utf-8")
    update(tmp_path)

    assert missing == {"tea": 1}
    assert {m.id: m.string for m in read_catalogue(path) if m.id} == {"Tea": "Thee", "Coffee": ""}
    assert path.read_text(encoding="utf-8") == once
    assert "#:" not in once
    assert "Date" not in once


def test_translation_moves_with_its_sentence(tmp_path):
    """A sentence that another catalogue translated already brings its translation along."""
    path = small_app(tmp_path, 't("Tea")')
    path.with_name("core.po").write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "Tea"\nmsgstr "Thee"\n',
        encoding="utf-8",
    )

    update(tmp_path)

    assert read_catalogue(path).get("Tea").string == "Thee"


@pytest.mark.parametrize(
    "entry",
    [
        'msgid "Tea"\nmsgstr ""',
        '#, fuzzy\nmsgid "Tea"\nmsgstr "Thee"',
        'msgid "Tea for %(name)s"\nmsgstr "Thee voor %(naam)s"',
        'msgid "Tea."\nmsgstr "Thee"',
        'msgid "%(count)s tea"\nmsgid_plural "%(count)s teas"\nmsgstr[0] "%(count)s thee"\nmsgstr[1] ""',
    ],
)
def test_guard_sees_a_bad_translation(tmp_path, entry):
    """Empty, fuzzy, other values, another end: each is reported."""
    path = Path(tmp_path / "sample.po")
    path.write_text(printed([], {}) + entry + "\n", encoding="utf-8")

    assert problems_of(read_catalogue(path))


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Your review is ready", "en"),
        ("The yearly appraisal", "en"),
        ("Well done!!", "en"),
        ("Je beoordeling staat klaar", "nl"),
        ("Wat vindt u?", "nl"),
        ("Vraag het uw collega", "nl"),
        ("Je manager leest dit", "nl"),
    ],
)
def test_guard_sees_a_wrong_word(text, language):
    """Words that the glossary replaced are found in either language."""
    assert wrong_words(text, language)


@pytest.mark.parametrize(("text", "language"), [("Over een uur, %(u)s", "nl"), ("Preview it", "en")])
def test_guard_leaves_good_words_alone(text, language):
    """Parts of words and names of values are no words."""
    assert wrong_words(text, language) == []


def test_guard_sees_untranslatable_words():
    """A bare English word in a template is found."""
    assert left_words('Hello {{ name }}, {{ _("welcome") }}') == ["Hello"]
