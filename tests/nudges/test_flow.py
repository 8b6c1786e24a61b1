"""A message the app starts: one a day for a manager of several, and why, later, never again."""

MENU = "nudges.menu"


def nudges(actor):
    """What the app wrote to somebody of its own accord."""
    return [message for message in actor.inbox if message.by_app]


async def test_a_manager_of_two_gets_one_message(company):
    """A line and a button for each of his people; each of them gets one line of their own."""
    (mark,) = nudges(company.mark)
    (emma,) = nudges(company.emma)

    assert "2 dingen voor je, in één bericht" in mark.words
    assert mark.words.count("Plan ons gesprek") == 2
    assert "Emma de Vries" in mark.words
    assert "Noor Bakker" in mark.words
    assert "dingen voor je" not in emma.words


async def test_planning_from_a_line_changes_that_line(company):
    """Mark proposes a moment to Noor: her line says so, Emma's still has its button."""
    lines = [block for block in nudges(company.mark)[0].blocks if block.get("accessory", {}).get("value")]
    place = next(number for number, line in enumerate(lines) if "U_NOOR" in line["text"]["text"])
    await company.mark.press("Plan ons gesprek", nth=place)
    await company.mark.submit()

    (message,) = nudges(company.mark)[:1]
    assert message.words.count("Plan ons gesprek") == 1
    assert "dingen voor je" in message.words


async def test_why_this_says_the_rule(company):
    """A modal with the reason of each kind in it, and when the app writes at all."""
    await company.mark.press(MENU, value="Waarom dit?")
    dutch = company.mark.modal.words

    assert "Herinneringen om een gesprek te plannen" in dutch
    assert "hooguit één bericht per dag" in dutch
    assert "Nederland" in dutch


async def test_snoozed_until_tomorrow_it_comes_back_once(company, at):
    """The message says until when; at 9:00 the next day it is there again, and not a third time."""
    await company.emma.press(MENU, value="Uitstellen tot morgen")
    said = nudges(company.emma)[0].words
    await company.until(at(3, 7, 59))
    early = len(nudges(company.emma))
    await company.until(at(3))
    await company.hourly_until(at(6))

    assert "uitgesteld tot dinsdag 3 februari om 09:00" in said
    assert "Plan ons gesprek" not in said
    assert early == 1
    assert len(nudges(company.emma)) == 2
    assert "Plan ons gesprek" in nudges(company.emma)[1].words


async def test_snoozed_until_next_week(company, at):
    """Monday at 9:00, whatever day it is."""
    await company.emma.press(MENU, value="Uitstellen tot volgende week")
    await company.hourly_until(at(8, 20))
    before = len(nudges(company.emma))
    await company.until(at(9))

    assert "maandag 9 februari" in nudges(company.emma)[0].words
    assert before == 1
    assert len(nudges(company.emma)) == 2


async def test_snoozed_until_a_day(company, at):
    """A day of one's own choice; on a Saturday it becomes Monday, and the answer says so."""
    await company.emma.press(MENU, value="Uitstellen tot een dag …")
    company.emma.fill(day="2026-02-07")
    await company.emma.submit()
    said = company.emma.modal.words
    await company.until(at(9))

    assert "maandag 9 februari om 09:00" in said
    assert len(nudges(company.emma)) == 2


async def test_a_day_that_cannot_be(company):
    """Past, today or in a year: a line at the field, and nothing is put off."""
    await company.emma.press(MENU, value="Uitstellen tot een dag …")
    answers = []
    for day in ("2026-02-01", "2026-02-02", "2027-02-02"):
        company.emma.fill(day=day)
        answers.append((await company.emma.submit()).errors["day"])

    assert answers == [
        "Kies een dag na vandaag.",
        "Kies een dag na vandaag.",
        "Dit is meer dan drie maanden weg. Kies een dag die dichterbij is.",
    ]
    assert "uitgesteld" not in nudges(company.emma)[0].words


async def test_snoozed_twice_it_says_until_when(company):
    """A second press on the old menu is answered kindly and changes nothing."""
    message = nudges(company.emma)[0]
    old = list(message.blocks)
    await company.emma.press(MENU, value="Uitstellen tot morgen")
    message.blocks = old
    await company.emma.press(MENU, value="Uitstellen tot volgende week")

    assert "al uitgesteld" in company.emma.ephemerals[-1].text


async def test_snoozed_and_done_meanwhile_it_does_not_come_back(company, at):
    """Emma puts it off, Mark proposes a moment: there is nothing left to remind of."""
    await company.emma.press(MENU, value="Uitstellen tot morgen")
    await company.emma.command("/talk plan")
    await company.emma.submit()
    await company.hourly_until(at(4))

    assert sum("Plan ons gesprek" in message.words for message in nudges(company.emma)) == 0


async def test_a_bundle_snoozed_comes_back_as_one(company, at):
    """Both lines return together."""
    await company.mark.press(MENU, value="Uitstellen tot morgen")
    await company.until(at(3))

    assert "uitgesteld" in nudges(company.mark)[0].words
    assert len(nudges(company.mark)) == 2
    assert nudges(company.mark)[1].words.count("Plan ons gesprek") == 2


async def test_somebody_elses_message_is_not_there(company):
    """The menu of another person's message, pressed with its id, tells nothing and changes nothing."""
    theirs = nudges(company.emma)[0].blocks[0]["accessory"]["options"]
    message = nudges(company.noor)[0]
    message.blocks[0]["accessory"]["options"] = theirs
    for option in theirs:
        await company.noor.press(MENU, value=option["value"], in_=message)
    words = [company.noor.modal.words if company.noor.modal else "", company.noor.ephemerals[-1].text]

    assert any("niet aan jou om het te openen" in said for said in words)
    assert "uitgesteld" not in nudges(company.emma)[0].words


async def test_stopped_and_taken_back(company):
    """Stopped, no reminder of that kind comes any more; with one press it is taken back."""
    await company.emma.press(MENU, value="Dit soort niet meer")
    told = company.emma.ephemerals[-1].words
    await company.emma.open_home()
    stopped = company.emma.home.text
    await company.emma.press("Toch weer sturen")
    back = company.emma.home.text

    assert "Herinneringen om een gesprek te plannen" in told
    assert "één soort herinnering uitgezet" in stopped
    assert "uitgezet" not in back


async def test_what_was_stopped_is_obeyed(company):
    """In the next quarter Mark hears of his talks again, Emma does not; the log says why."""
    await company.emma.press(MENU, value="Dit soort niet meer")
    before = len(nudges(company.emma)), len(nudges(company.mark))
    await company.later(days=58)
    await company.later(days=1)
    await company.later(days=1)

    assert len(nudges(company.emma)) == before[0]
    assert len(nudges(company.mark)) == before[1] + 1


async def test_menu_with_rubbish_is_not_there(company):
    """An id that is none, or an unknown word, is answered like something that is gone."""
    message = nudges(company.emma)[0]
    for value in ("why:abc", "tomorrow:99999999999999999999", "dance:1", "why"):
        message.blocks[0]["accessory"]["options"][0]["value"] = value
        await company.emma.press(MENU, value=value, in_=message)

        assert "niet aan jou" in company.emma.ephemerals[-1].text
