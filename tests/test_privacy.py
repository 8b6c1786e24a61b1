"""The table of who may read what, cell by cell, and that nobody else ever reads anything."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.privacy import Item, Kind, Reader, may_read, promise, readers

OWNER, AUTHOR, PARTNER, FORMER, ABOVE, HR, ADMIN, COLLEAGUE, NAMED = range(1, 10)

PEOPLE = {
    "owner": Reader(OWNER),
    "author": Reader(AUTHOR),
    # The owner's talk partner of today.
    "partner": Reader(PARTNER, partner_of=frozenset({OWNER})),
    "former": Reader(FORMER),
    "above": Reader(ABOVE, partner_of=frozenset({PARTNER})),
    "hr": Reader(HR),
    "admin": Reader(ADMIN),
    "colleague": Reader(COLLEAGUE),
    "named": Reader(NAMED),
}
# Shared with the partner of today, the one before and the manager's manager: only the first is a partner now.
SHARED = {"shared_with": frozenset({PARTNER, FORMER, ABOVE})}
PAIR = {"pair": frozenset({OWNER, PARTNER})}
THEIRS = {"owner": PARTNER, "author": PARTNER, "shared_with": frozenset({OWNER}), **PAIR}
BEFORE = {"pair": frozenset({OWNER, FORMER}), "former": frozenset({FORMER})}

# kind, how things stand, who reads it; everybody else of PEOPLE does not.
TABLE = [
    ("NAMED_FEEDBACK", {}, "owner author"),
    ("NAMED_FEEDBACK", SHARED, "owner author partner"),
    # Written by somebody outside, who read their own text until it was sent.
    ("NAMED_FEEDBACK", {"author": None}, "owner"),
    ("ANONYMOUS_FEEDBACK", {"is_open": False}, ""),
    ("ANONYMOUS_FEEDBACK", {}, "owner"),
    ("ANONYMOUS_FEEDBACK", SHARED, "owner"),
    ("COMPLIMENT", {}, "owner author"),
    ("COMPLIMENT", SHARED, "owner author partner"),
    ("COMPLIMENT", {"is_posted": True}, " ".join(PEOPLE)),
    ("JOURNAL", {"author": OWNER}, "owner"),
    ("JOURNAL", {"author": OWNER, **SHARED}, "owner"),
    ("GOAL", {"author": OWNER}, "owner"),
    ("GOAL", {"author": OWNER, **SHARED}, "owner partner"),
    ("GOAL", {"is_accepted": False}, "owner author"),
    ("GOAL", {"is_accepted": True}, "owner"),
    ("REFLECTION_DRAFT", {"author": OWNER}, "owner"),
    ("REFLECTION_DRAFT", {"author": OWNER, **SHARED, "named": frozenset({NAMED})}, "owner"),
    ("REFLECTION", {"author": OWNER}, "owner"),
    ("REFLECTION", {"author": OWNER, **SHARED}, "owner partner"),
    ("REFLECTION", {"author": OWNER, "named": frozenset({NAMED})}, "owner named"),
    ("REFLECTION", {"author": OWNER, "named": frozenset({FORMER})}, "owner former"),
    # Of either side: what is marked for the other, once it is open, while the two are a pair.
    ("PREPARATION", {"author": OWNER, "is_open": False, **PAIR}, "owner"),
    ("PREPARATION", {"author": OWNER, "is_open": False, **PAIR, **SHARED}, "owner"),
    ("PREPARATION", {"author": OWNER, **PAIR}, "owner"),
    ("PREPARATION", {"author": OWNER, **PAIR, **SHARED}, "owner partner"),
    ("PREPARATION", {"owner": PARTNER, "author": PARTNER, **PAIR}, "partner"),
    ("PREPARATION", {**THEIRS, "is_open": False}, "partner"),
    ("PREPARATION", THEIRS, "owner partner"),
    ("PREPARATION", {"author": OWNER, **SHARED, **BEFORE}, "owner"),
    # Marked, but for somebody who never was in this pair.
    ("PREPARATION", {"author": OWNER, "pair": frozenset({OWNER, NAMED}), **SHARED}, "owner"),
    ("TOPIC", PAIR, "owner partner"),
    ("TOPIC", BEFORE, "owner"),
    ("TOPIC", {**BEFORE, "owner": FORMER}, "owner"),
    ("AGREEMENT", PAIR, "owner partner"),
    ("AGREEMENT", {**PAIR, "owner": PARTNER}, "owner partner"),
    ("AGREEMENT", BEFORE, "owner"),
    ("AGREEMENT", {**BEFORE, "owner": FORMER}, "owner former"),
    ("PULSE", PAIR, "owner partner"),
    ("PULSE", BEFORE, "owner"),
]


def item_of(kind, stand):
    return Item(Kind[kind], **{"owner": OWNER, "author": AUTHOR, **stand})


@pytest.mark.parametrize("name", sorted(PEOPLE))
@pytest.mark.parametrize(("kind", "stand", "expected"), TABLE, ids=lambda cell: str(cell)[:50])
def test_cell(kind, stand, expected, name):
    """Each cell of the table is answered as it is promised."""
    assert may_read(PEOPLE[name], item_of(kind, stand)) is (name in expected.split())


@pytest.mark.parametrize("name", sorted(PEOPLE))
@pytest.mark.parametrize(("kind", "stand", "expected"), TABLE, ids=lambda cell: str(cell)[:50])
def test_leaver_reads_nothing(kind, stand, expected, name):
    """Whoever left reads nothing, whatever they read before."""
    del expected

    assert not may_read(replace(PEOPLE[name], is_active=False), item_of(kind, stand))


@pytest.mark.parametrize(("kind", "stand", "expected"), TABLE, ids=lambda cell: str(cell)[:50])
def test_readers_line_names_those_who_read(kind, stand, expected):
    """The line under a form is made by the guard itself, in the order given."""
    found = readers(item_of(kind, stand), PEOPLE.values())

    assert found == [person.id for name, person in PEOPLE.items() if name in expected.split()]


def test_every_kind_is_in_the_table():
    """A new kind of text needs its row here before anybody reads it."""
    assert {kind for kind, _, _ in TABLE} == {kind.name for kind in Kind}


def test_hr_and_admins_read_no_kind():
    """No cell of HR, app admins or the manager's manager lets them read, but for what was posted to all."""
    for _, stand, expected in TABLE:
        if not stand.get("is_posted"):
            assert not {"hr", "admin", "above"} & set(expected.split())


@pytest.mark.parametrize(
    ("kind", "partner", "if_shared"),
    [
        ("NAMED_FEEDBACK", False, True),
        ("ANONYMOUS_FEEDBACK", False, False),
        ("COMPLIMENT", False, True),
        ("JOURNAL", False, False),
        ("GOAL", False, True),
        ("REFLECTION_DRAFT", False, False),
        ("REFLECTION", False, True),
        ("PREPARATION", False, True),
    ],
)
def test_promise_of_a_form(kind, partner, if_shared):
    """What a form may say before anything is sent: the partner reads it, when shared or never."""
    said = promise(Kind[kind])

    assert (said.partner, said.partner_if_shared, said.others) == (partner, if_shared, False)


ids = st.integers(1, 12)
some = st.frozensets(ids, max_size=6)
items = st.builds(
    Item,
    kind=st.sampled_from(Kind),
    owner=ids,
    author=st.none() | ids,
    shared_with=some,
    pair=some,
    named=some,
    former=some,
    is_accepted=st.booleans(),
    is_open=st.booleans(),
    is_posted=st.just(False),
)
people = st.builds(Reader, id=ids, is_active=st.booleans(), partner_of=some)


@given(people, items)
def test_nobody_outside_the_relations_reads(person, item):
    """Whoever is neither owner, author, of the pair, named, nor shared with, reads nothing."""
    related = {item.owner, item.author} | item.pair | item.named | item.shared_with
    if person.id not in related or not person.is_active:
        assert not may_read(person, item)


@given(people, items)
def test_sharing_ends_with_the_pair(person, item):
    """Whoever is nobody's talk partner any more reads no more than without the sharing."""
    alone = replace(person, partner_of=frozenset())
    item = replace(item, former=item.former | {person.id})

    assert may_read(alone, item) is may_read(alone, replace(item, shared_with=frozenset()))


@given(people, items)
def test_sharing_widens_only(person, item):
    """Taking a share back never lets anybody read who did not before."""
    less = replace(item, shared_with=frozenset(), named=frozenset())

    assert may_read(person, item) or not may_read(person, less)


@given(people, items, some)
def test_who_is_somebodys_manager_does_not_matter_without_sharing(person, item, others):
    """Being a manager, also of many, opens nothing by itself."""
    private = replace(item, shared_with=frozenset())

    assert may_read(person, private) is may_read(replace(person, partner_of=others), private)
