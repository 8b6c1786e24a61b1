"""The question library, which questions are suggested, and the hint at an own one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.questions import (
    AHEAD,
    BOTH,
    CLOSE,
    EMPLOYEE,
    MANAGER,
    Wording,
    fits,
    in_turn,
    library,
    suggest,
    themes,
    wording_of,
)

QUESTIONS = library()
THEMES = [name for name, theme in themes().items() if theme.looks != CLOSE]


def theme_of(name):
    return QUESTIONS[name].theme


def test_the_library_is_whole():
    """Eight themes, forty questions, all in two languages; two themes ask for no medical details."""
    assert len(themes()) == 8
    assert len(QUESTIONS) == 40
    assert all(set(one.text) == {"nl", "en"} for one in QUESTIONS.values())
    assert [name for name, theme in themes().items() if theme.health_notice] == ["wellbeing", "employability"]


@given(st.integers(1, 2**63), st.sampled_from([MANAGER, EMPLOYEE]), st.integers(0, 12))
def test_suggestions_over_many_talks(seed, asker, talks):
    """Three of different themes that fit who asks, one looking ahead, and none of last time's, ever."""
    asked: list[list[str]] = []
    for number in range(talks + 1):
        chosen = suggest(QUESTIONS.values(), seed=seed + number, asker=asker, asked=asked)

        assert len({theme_of(name) for name in chosen}) == len(chosen) == 3
        assert all(fits(QUESTIONS[name], asker) for name in chosen)
        assert any(QUESTIONS[name].looks == AHEAD for name in chosen)
        assert not any(QUESTIONS[name].looks == CLOSE for name in chosen)
        assert not set(chosen) & set(asked[0] if asked else ())
        asked.insert(0, chosen)


@given(st.integers(1, 2**63), st.integers(1, 12))
def test_themes_take_turns(seed, talks):
    """Where seven themes are there to ask about, none stays away for longer than four talks."""
    asked: list[list[str]] = []
    for number in range(talks + 4):
        asked.insert(0, suggest(QUESTIONS.values(), seed=seed + number, asker=MANAGER, asked=asked))
    lately = {theme_of(name) for chosen in asked[:4] for name in chosen}

    assert lately == set(THEMES)


@given(st.integers(1, 2**63), st.sets(st.sampled_from(THEMES), max_size=3))
def test_what_the_pair_talked_about_is_not_suggested_next(seed, topics):
    """The themes of last time's topics count as used, even if no question of theirs was asked."""
    chosen = suggest(QUESTIONS.values(), seed=seed, asker=MANAGER, asked=[], used_themes=[topics])

    assert not topics & {theme_of(name) for name in chosen[:2]}


@given(st.integers(1, 2**63), st.lists(st.sampled_from(THEMES), min_size=1, max_size=2, unique=True))
def test_wanted_themes_come_first(seed, wanted):
    """A question of each topic in focus stands first, in their order, where the side asks about it at all."""
    chosen = suggest(QUESTIONS.values(), seed=seed, asker=MANAGER, asked=[], wanted=wanted)

    assert [theme_of(name) for name in chosen][: len(wanted)] == wanted


@given(st.integers(1, 2**63), st.permutations(sorted(QUESTIONS.values(), key=lambda one: one.id)))
def test_the_same_talk_has_the_same_questions(seed, mixed):
    """The order in which the library is read changes nothing."""
    asked = [["goals_1", "trust_1", "growth_5"]]
    chosen = suggest(mixed, seed=seed, asker=MANAGER, asked=asked)

    assert chosen == suggest(QUESTIONS.values(), seed=seed, asker=MANAGER, asked=asked)


@given(st.integers(1, 2**63), st.integers(0, 50))
def test_taking_turns_nothing_is_suggested_twice_in_a_row(seed, number):
    """An employee's suggestions are kept nowhere: still of three themes, and none of last time's."""
    fitting = [one for one in QUESTIONS.values() if fits(one, EMPLOYEE) and one.looks != CLOSE]
    now, then = (
        suggest(in_turn(fitting, seed=seed, number=talk), seed=talk, asker=EMPLOYEE, asked=[])
        for talk in (number, number + 1)
    )

    assert len({theme_of(name) for name in now}) == 3
    assert not set(now) & set(then)


@given(st.integers(1, 2**63))
def test_before_the_first_talk_nothing_asks_about_the_last_one(seed):
    """What you are proud of since our last talk, and which agreement stalled, waits for the second."""
    chosen = suggest(
        QUESTIONS.values(), seed=seed, asker=MANAGER, asked=[], wanted=["looking_back"], is_first=True
    )

    assert theme_of(chosen[0]) == "looking_back"
    assert not {"looking_back_1", "looking_back_2"} & set(chosen)


def test_a_small_library_gives_what_it_has():
    """Two questions, one of them asked last time: the other; none at all: nothing."""
    two = [QUESTIONS["goals_1"], QUESTIONS["growth_1"]]

    assert suggest(two, seed=1, asker=MANAGER, asked=[["goals_1"]]) == ["growth_1"]
    assert suggest([], seed=1, asker=MANAGER, asked=[]) == []


def test_who_asks():
    """A question of both fits either side; one of a side fits that side alone."""
    fitting = {
        asker: {one.asker for one in QUESTIONS.values() if fits(one, asker)} for asker in (MANAGER, EMPLOYEE)
    }

    assert fitting == {MANAGER: {MANAGER, BOTH}, EMPLOYEE: {EMPLOYEE, BOTH}}


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("Waarom is dat zo laat?", Wording.WHY),
        ("En waarom dan?", Wording.WHY),
        ("Why did you do that?", Wording.WHY),
        ("Vind je dat het goed gaat?", Wording.CLOSED),
        ("Heb je genoeg tijd?", Wording.CLOSED),
        ("“Are you happy here?”", Wording.CLOSED),
        ("Wat heb je nodig?", None),
        ("Met wie werk je graag?", None),
        ("How is the workload?", None),
        ("🙂", None),
        ("", None),
    ],
)
def test_the_hint_at_an_own_question(question, found):
    """Closed and "why" questions are noticed in both languages, at their first word or anywhere."""
    assert wording_of(question) is found


def test_the_library_itself_gives_no_hint():
    """What we suggest ourselves is open and asks no why."""
    assert [text for one in QUESTIONS.values() for text in one.text.values() if wording_of(text)] == []
