import base64

import pytest

from storage.crypto import Unreadable, Vault
from storage.types import Sealed

PLACE = {"workspace": 1, "table": "goals", "row": 7, "column": "title"}


@pytest.fixture
def vault():
    return Vault.from_base64([Vault.generate_key()])


@pytest.mark.parametrize("text", ["", "Ask for help earlier", "Één vraag 😀\n<!channel>", "x" * 100_000])
def test_a_text_opens_at_its_place(vault, text):
    """What was sealed opens at the same workspace, table, row and column."""
    assert vault.open(vault.seal(text, **PLACE), **PLACE) == text


@pytest.mark.parametrize(
    "moved",
    [{"workspace": 2}, {"table": "talks"}, {"row": 8}, {"column": "note"}],
    ids=lambda moved: next(iter(moved)),
)
def test_a_moved_text_is_refused(vault, moved):
    """A token copied to another workspace, table, row or column does not open."""
    sealed = vault.seal("between the two of us", **PLACE)

    with pytest.raises(Unreadable):
        vault.open(sealed, **(PLACE | moved))


def test_any_changed_character_is_refused(vault):
    """Whichever character of a token is replaced, it does not open, and the error quotes nothing."""
    token = vault.seal("secret", **PLACE).token

    for position, character in enumerate(token):
        changed = token[:position] + ("A" if character != "A" else "B") + token[position + 1 :]
        with pytest.raises(Unreadable) as caught:
            vault.open(Sealed(changed), **PLACE)
        assert token[8:20] not in str(caught.value)
        assert caught.value.__context__ is None or caught.value.__suppress_context__


@pytest.mark.parametrize("token", ["", "plain text", "1..", "1.2.3.4", "1.00000000.", "é.é.é"])
def test_what_is_no_token_is_refused(vault, token):
    """Garbage is as unreadable as a changed token; it raises nothing else."""
    with pytest.raises(Unreadable):
        vault.open(Sealed(token), **PLACE)


def test_a_cut_token_is_refused(vault):
    """A token of a known key with too short a body, even none, does not open."""
    version, key_id, body = vault.seal("secret", **PLACE).token.split(".")
    raw = base64.b64decode(body)

    for length in range(len(raw)):
        with pytest.raises(Unreadable):
            vault.open(Sealed(f"{version}.{key_id}.{base64.b64encode(raw[:length]).decode()}"), **PLACE)


def test_the_same_text_is_sealed_differently_each_time(vault):
    """Two tokens of one text share nothing: the nonce is new for each."""
    assert vault.seal("yes", **PLACE) != vault.seal("yes", **PLACE)


def test_old_texts_open_after_a_new_key_and_new_ones_use_it():
    """With a new key in front, texts of the old one open; is_newest tells which to seal again."""
    old_key, new_key = Vault.generate_key(), Vault.generate_key()
    old = Vault.from_base64([old_key])
    both = Vault.from_base64([new_key, old_key])
    before = old.seal("before", **PLACE)

    after = both.seal("after", **PLACE)

    assert both.open(before, **PLACE) == "before"
    assert not both.is_newest(before)
    assert both.is_newest(after)
    assert Vault.from_base64([new_key]).open(after, **PLACE) == "after"
    with pytest.raises(Unreadable):
        old.open(after, **PLACE)


def test_a_box_is_the_vault_at_a_row(vault):
    """What a box seals, the vault opens with the row spelled out; nothing stays nothing."""
    box = vault.box(1, "goals", 7)

    assert vault.open(box.seal("title", "Plan"), **PLACE) == "Plan"
    assert box.open("title", vault.seal("Plan", **PLACE)) == "Plan"
    assert box.seal_optional("title", None) is None
    assert box.open_optional("title", None) is None
    assert box.open_optional("title", box.seal_optional("title", "")) == ""


@pytest.mark.parametrize("keys", [[], [b""], [b"x" * 16], [b"x" * 32, b"x" * 31]])
def test_keys_are_32_bytes_and_at_least_one(keys):
    """No key, or one of another length, raises ValueError."""
    with pytest.raises(ValueError, match="key"):
        Vault(keys)


def test_a_bad_key_is_not_quoted():
    """A key that is not base64 raises ValueError without the key, also along the chain of causes."""
    with pytest.raises(ValueError, match="not base64") as caught:
        Vault.from_base64(["hunter2-hunter2!"])

    assert "hunter2" not in str(caught.value)
    assert caught.value.__suppress_context__


def test_a_vault_shows_no_key():
    """The repr of a vault holds its number of keys and none of them."""
    key = Vault.generate_key()

    shown = repr(Vault.from_base64([key]))

    assert shown == "Vault(keys=1)"
