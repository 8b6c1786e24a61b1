"""The topics of a reflection become topics of the talk: on finishing, once, for whom its form names."""

from storage import topics
from storage.org_settings import POINTER, set_dm_detail
from storage.pairs import pairs_of, set_pair_state


def titles(company, who="U_EMMA", partner="U_MARK"):
    """What is in focus, and what is kept for later, with one talk partner."""
    pairs = company.look(pairs_of, company.person(who).id)
    pair = next(one for one in pairs if company.person(partner).id in {one.partner.id, one.employee.id})
    found = company.look(topics.topics_of, pair.id)
    return [(one.state, one.title, one.minutes) for one in found]


async def to_the_last_step(actor):
    await actor.command("/reflect")
    await actor.submit()
    await actor.submit()


async def test_on_finishing_they_are_on_the_agenda(company):
    """Two lines, exactly as typed, with a fair share of the time; before that Mark sees nothing of them."""
    emma, mark = company.emma, company.mark
    await to_the_last_step(emma)
    assert "leest Mark Jansen ze als onderwerpen van jullie gesprek" in emma.modal
    emma.fill(topics="*Werkdruk* <!channel>\nDe cursus 😀")
    await emma.press("reflections.save_draft")
    await mark.command("/talk onderwerpen")
    assert "Werkdruk" not in mark.modal
    await mark.close_modal()
    await emma.submit()
    await mark.command("/talk onderwerpen")

    assert "1. *Werkdruk* <!channel>" in mark.modal
    assert "2. De cursus 😀" in mark.modal
    assert titles(company) == [("focus", "*Werkdruk* <!channel>", 10), ("focus", "De cursus 😀", 10)]
    assert mark.inbox == []


async def test_what_does_not_fit_is_kept_for_later(company):
    """Five lines: three for this talk, two for next time."""
    await to_the_last_step(company.emma)
    company.emma.fill(topics="Een\nTwee\nDrie\nVier\nVijf")
    await company.emma.submit()

    assert [(state, title) for state, title, _ in titles(company)] == [
        ("focus", "Een"),
        ("focus", "Twee"),
        ("focus", "Drie"),
        ("parked", "Vier"),
        ("parked", "Vijf"),
    ]


async def test_changed_and_finished_again_nothing_is_there_twice(company):
    """The line that is a topic already stays one; a new line is added; a removed topic does not come back."""
    emma = company.emma
    await to_the_last_step(emma)
    emma.fill(topics="Een\nTwee")
    await emma.submit(times=2)
    pair = company.look(pairs_of, company.person("U_EMMA").id)[0].id
    removed = company.look(topics.topics_of, pair)[0]
    company.look(topics.change, removed.id, state=topics.REMOVED)
    await emma.press("reflections.reopen")
    await emma.submit()
    await emma.submit()
    emma.fill(topics="Een\nTwee\nDrie")
    await emma.submit()

    assert [title for _, title, _ in titles(company)] == ["Twee", "Drie"]


async def test_with_several_talk_partners_one_is_chosen(company):
    """Emma talks with Mark and with Noor, her coach: she chooses Noor, and Mark reads nothing."""
    company.pair("U_EMMA", "U_NOOR", role="coach")
    emma = company.emma
    await to_the_last_step(emma)
    assert [one["text"]["text"] for one in emma.modal.field("talk_with").element["options"]] == [
        "Mark Jansen",
        "Noor Bakker",
    ]
    noor = emma.modal.field("talk_with").element["options"][1]["value"]
    emma.fill(topics="Werkdruk", talk_with=noor)
    await emma.press("reflections.save_draft")
    assert emma.modal.field("talk_with").value == noor
    await emma.submit()

    assert titles(company, partner="U_MARK") == []
    assert [title for _, title, _ in titles(company, partner="U_NOOR")] == ["Werkdruk"]


async def test_without_a_talk_partner_they_stay_in_the_report(company):
    """Mark has none: the form says so, and the report keeps the line."""
    await to_the_last_step(company.mark)
    assert "Ze blijven in je verslag staan." in company.mark.modal
    company.mark.fill(topics="Mijn eigen leidinggevende")
    await company.mark.submit()

    assert "Mijn eigen leidinggevende" in company.mark.modal
    assert titles(company) == []


async def test_the_talk_partner_changed_while_the_form_was_open(company):
    """Nobody reads what was written for somebody else: it is said at the field, and nothing is finished."""
    emma = company.emma
    await to_the_last_step(emma)
    emma.fill(topics="Over Mark")
    old = company.look(pairs_of, company.person("U_EMMA").id)[0].id
    company.look(set_pair_state, old, "ended")
    company.pair("U_EMMA", "U_ANNA")
    result = await emma.submit()
    assert "Je gesprekspartner is veranderd" in result.errors["topics"]
    assert titles(company, partner="U_ANNA") == []
    await emma.press("reflections.save_draft")
    assert "leest Anna" in emma.modal.text
    await emma.submit()

    assert [title for _, title, _ in titles(company, partner="U_ANNA")] == ["Over Mark"]


async def test_no_message_carries_a_topic(company):
    """With texts kept out of messages, a reflection with topics puts none into anybody's DM."""
    company.look(set_dm_detail, POINTER)
    await to_the_last_step(company.emma)
    company.emma.fill(topics="Werkdruk")
    await company.emma.submit()
    await company.later(hours=30)

    said = "\n".join(message.words for actor in (company.emma, company.mark) for message in actor.inbox)
    assert "Werkdruk" not in said
