"""Which questions a side prepares, and how they are changed."""

import pytest
from preparing_steps import near, prepared, talk_id, write
from talk_steps import plan

from bot.errors import PersonError
from bot.features.preparation import service, service_questions
from bot.questions import CLOSE, EMPLOYEE, MANAGER, fits, library
from storage import topics
from storage.pairs import pairs_of
from storage.preparations import MYSELF, Asked


def asked(company, who):
    return [one.question_id or one.question for one in prepared(company, who).answers]


def add_topic(company, author, **values):
    person = company.person(author)

    def add(tx):
        usual = {"state": topics.FOCUS, "theme": "growth", "minutes": 10, "title": "Groei"}
        return topics.add(tx, pairs_of(tx, person.id)[0].id, person.id, **{**usual, **values})

    return company.look(add)


async def test_each_side_has_questions_that_the_other_asks(company):
    """Mark begins with himself; then come questions that Emma may ask him, and the other way round."""
    await near(company)
    await company.emma.command("/talk prepare")
    await company.mark.command("/talk prepare")

    emma, mark = asked(company, "U_EMMA"), asked(company, "U_MARK")
    assert (len(emma), len(mark), mark[0]) == (4, 4, MYSELF)
    assert MYSELF not in emma
    assert all(fits(library()[one], MANAGER) and library()[one].looks != CLOSE for one in emma)
    assert all(fits(library()[one], EMPLOYEE) and library()[one].looks != CLOSE for one in mark[1:])
    assert "Ga zelf eerst" in company.mark.modal.words
    assert "Ga zelf eerst" not in company.emma.modal.words


async def test_what_the_other_brought_comes_first(company):
    """Mark's topics ask Emma: his own question and one of the library; her own topic does not."""
    await plan(company)
    add_topic(company, "U_MARK", question="Wat wil je leren *dit* jaar?")
    add_topic(company, "U_MARK", question_id="goals_2")
    add_topic(company, "U_EMMA", question_id="looking_back_2")
    add_topic(company, "U_MARK", question="Geparkeerd", state=topics.PARKED)
    await company.emma.command("/talk prepare")

    found = asked(company, "U_EMMA")
    assert found[:2] == ["Wat wil je leren *dit* jaar?", "goals_2"]
    assert library()[found[2]].theme == "growth"
    assert len(found) == len(set(found)) == 4
    assert "Wat wil je leren *dit* jaar?" in company.emma.modal.text


async def test_they_are_chosen_once(company):
    """Opened again, after a new topic as well, the questions are the same."""
    await near(company)
    await company.emma.command("/talk prepare")
    before = asked(company, "U_EMMA")
    await company.emma.close_modal()
    add_topic(company, "U_MARK", question="Nieuw?")
    await company.emma.command("/talk prepare", times=2)

    assert asked(company, "U_EMMA") == before


async def test_from_three_to_five(company):
    """One left out, then it stops at three; two added, then it stops at five."""
    await near(company)
    await company.emma.command("/talk prepare")
    await company.emma.press("preparation.questions")
    await company.emma.press("preparation.leave_out")
    assert len(asked(company, "U_EMMA")) == 3
    assert "[Weglaten]" not in company.emma.modal.words
    for _ in range(2):
        await company.emma.press("preparation.add")
        await company.emma.press("preparation.use")

    assert len(asked(company, "U_EMMA")) == 5
    assert "[Vraag toevoegen]" not in company.emma.modal.words
    assert len(set(asked(company, "U_EMMA"))) == 5


async def test_another_theme_and_an_own_question(company):
    """A question of another theme in the second place; then an own one, closed, with a hint and no block."""
    await near(company)
    await company.emma.command("/talk prepare")
    await company.emma.press("preparation.questions")
    await company.emma.press("preparation.another", nth=1)
    company.emma.fill(question="Vind je je werk leuk?")
    await company.emma.press("theme", value="employability")
    assert "Geen medische gegevens" in company.emma.modal.words
    assert company.emma.modal.field("question").value == "Vind je je werk leuk?"
    await company.emma.press("preparation.use")
    second = asked(company, "U_EMMA")[1]
    await company.emma.press("preparation.another", nth=0)
    company.emma.fill(question="Vind je je werk leuk?")
    await company.emma.submit()

    assert library()[second].theme == "employability"
    assert asked(company, "U_EMMA")[0] == "Vind je je werk leuk?"
    assert "Op je vraag kun je met ja of nee antwoorden" in company.emma.modal.words


async def test_one_question_of_two_topics_is_asked_once(company):
    """Mark took the same question for two topics: Emma prepares it once."""
    await plan(company)
    for _ in range(2):
        add_topic(company, "U_MARK", question_id="growth_2")
    await company.emma.command("/talk prepare")

    assert asked(company, "U_EMMA").count("growth_2") == 1
    assert 3 <= len(asked(company, "U_EMMA")) <= 5


async def test_replacing_an_answered_question_says_what_goes(company):
    """What Emma wrote goes with its question: that is said before she chooses; an empty one says nothing."""
    await near(company)
    await write(company.emma, "Mijn antwoord")
    await company.emma.press("preparation.change")
    await company.emma.press("preparation.questions")
    await company.emma.press("preparation.another", nth=0)
    answered = company.emma.modal.words
    await company.emma.press("preparation.to_list")
    await company.emma.press("preparation.another", nth=1)

    assert "Wat je erbij schreef, gaat ook weg." in answered
    assert "gaat ook weg" not in company.emma.modal.words


async def test_nothing_chosen_is_said_at_the_field(company):
    """Sent without a question of one's own: the sentence stands at that field."""
    await near(company)
    await company.emma.command("/talk prepare")
    await company.emma.press("preparation.questions")
    await company.emma.press("preparation.add")
    result = await company.emma.submit()

    assert "Schrijf hier je vraag" in result.errors["question"]


async def test_no_medical_details_where_the_theme_asks_for_it(company):
    """The notice stands at a question of wellbeing, in the form."""
    await near(company)
    add_topic(company, "U_MARK", question_id="wellbeing_1", theme="wellbeing")
    await company.emma.command("/talk prepare")

    assert "Geen medische gegevens" in company.emma.modal.words


async def test_who_goes_first_stays(company):
    """Mark cannot replace or leave out what he works on himself, whatever his client sends."""
    await near(company)
    await write(company.mark, "Luisteren")
    mark, talk = company.person("U_MARK"), talk_id(company)
    first = prepared(company, "U_MARK").answers[0].id

    with pytest.raises(PersonError, match="This question stays"):
        company.look(service_questions.pick, mark, talk, first, Asked(None, "Iets anders"))
    with pytest.raises(PersonError, match="This question stays"):
        company.look(service_questions.leave_out, mark, first)


@pytest.mark.parametrize("question", ["nonsense", "closing_1", "looking_back_1", MYSELF])
async def test_a_question_that_is_not_offered(company, question):
    """Unknown, only to close with, for the other side, or the fixed one: refused, and nothing changes."""
    await near(company)
    await company.mark.command("/talk prepare")
    before = asked(company, "U_MARK")
    last = prepared(company, "U_MARK").answers[-1].id

    def pick(tx):
        return service_questions.pick(tx, company.person("U_MARK"), talk_id(company), last, Asked(question))

    if question == MYSELF:
        company.look(pick)
    else:
        with pytest.raises(PersonError, match="Choose one of these"):
            company.look(pick)
    assert asked(company, "U_MARK") == before


async def test_no_change_once_it_is_ready_or_open(company):
    """Ready or open, the questions stay."""
    await near(company)
    await write(company.emma, "Iets")
    await company.emma.press("preparation.ready")
    emma, last = company.person("U_EMMA"), prepared(company, "U_EMMA").answers[-1].id

    with pytest.raises(PersonError, match="You said that you are ready"):
        company.look(service_questions.leave_out, emma, last)
    assert company.look(service.look, emma, talk_id(company)).is_ready
