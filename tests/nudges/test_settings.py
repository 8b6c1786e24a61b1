"""Absence, opt-outs, country, and one's own list of messages: in Home and behind `/goodtalk settings`."""

from bot.features.nudges import service_settings
from storage import deliveries
from storage.calendars import calendars_of


def nudges(actor):
    return [message for message in actor.inbox if message.by_app]


async def test_home_says_when_the_app_writes(company):
    """In both languages, with the country that the time zone tells."""
    await company.emma.open_home()
    await company.lee.open_home()

    assert "hooguit één per dag, van 9:00 tot 17:00 op werkdagen (feestdagen: Nederland)" in (
        company.emma.home.text
    )
    assert "at most one a day, from 9:00 to 17:00 on working days (public holidays: United Kingdom)" in (
        company.lee.home.text
    )


async def test_away_until_a_day(company, at):
    """Said in Home; nothing counted comes until then; it ends by itself, and the nudge comes once."""
    await company.emma.press("nudges.menu", value="Uitstellen tot morgen")
    await company.emma.open_home()
    await company.emma.press("Berichten en afwezigheid")
    company.emma.fill(away_until="2026-02-10")
    await company.emma.submit()
    said = company.emma.modal.words
    home = company.emma.home.text
    await company.hourly_until(at(11, 7, 59))
    before = len(nudges(company.emma))
    await company.until(at(11))
    await company.emma.open_home()

    assert "afwezig tot en met dinsdag 10 februari" in said
    assert "Je bent afwezig tot en met dinsdag 10 februari" in home
    assert before == 1
    assert len(nudges(company.emma)) == 2
    assert "Je bent afwezig" not in company.emma.home.text


async def test_back_sooner(company):
    """One press in Home ends it."""
    await company.emma.command("/goodtalk instellingen")
    company.emma.fill(away_until="2026-02-10")
    await company.emma.submit()
    await company.emma.close_modal()
    await company.emma.open_home()
    await company.emma.press("Ik ben er weer")

    assert "Je bent afwezig" not in company.emma.home.text
    assert calendars_of_emma(company).away_until is None


async def test_days_that_cannot_be(company):
    """Yesterday and in two years: a line at the field, and nothing is kept."""
    await company.lee.command("/goodtalk settings")
    answers = []
    for day in ("2026-02-01", "2028-02-01"):
        company.lee.fill(away_until=day)
        answers.append((await company.lee.submit()).errors["away_until"])

    assert "past" in answers[0]
    assert "more than a year" in answers[1]
    assert company.look(calendars_of, [company.person("U_LEE").id]) == {}


async def test_the_country_of_the_holidays(company):
    """Found by typing a part of its name in one's own language; it is kept and shown again."""
    await company.emma.command("/goodtalk settings")
    offered = await company.emma.suggest("country", "belg")
    company.emma.fill(country=offered[0]["value"])
    await company.emma.submit()
    said = company.emma.modal.words
    await company.emma.close_modal()
    await company.emma.command("/goodtalk settings")

    assert [one["text"]["text"] for one in offered] == ["België"]
    assert "feestdagen (België)" in said
    assert company.emma.modal.field("country").value is not None
    assert calendars_of_emma(company).country == "BE"


async def test_a_country_that_is_none(company):
    """What no list offered is refused at the field."""
    await company.emma.command("/goodtalk settings")
    await company.emma.suggest("country", "belg")
    company.slack.suggestions["value", "country"][0]["value"] = "XX"
    company.emma.fill(country="XX")
    result = await company.emma.submit()

    assert "Kies een land uit de lijst" in result.errors["country"]


async def test_opt_outs_are_listed_and_can_be_taken_back(company):
    """Everything is ticked at first; what is unticked is counted in Home, and ticked again it comes again."""
    await company.emma.command("/goodtalk settings")
    ticked = company.emma.modal.field("kinds_1").value
    company.emma.fill(kinds_1=[])
    await company.emma.submit()
    person = company.person("U_EMMA")
    stopped = company.look(service_settings.settings_of, person).stopped
    await company.emma.close_modal()
    await company.emma.open_home()
    counted = company.emma.home.text
    await company.emma.command("/goodtalk settings")
    company.emma.fill(kinds_1=ticked)
    await company.emma.submit()

    assert len(ticked) == len(stopped) > 3
    assert "soorten herinneringen uitgezet" in counted
    assert company.look(service_settings.settings_of, person).stopped == frozenset()


async def test_my_own_messages(company):
    """What came and when, by its name, without what it said; nobody else's."""
    await company.emma.open_home()
    await company.emma.press("Berichten aan mij")
    words = company.emma.modal.words

    assert "Herinneringen om een gesprek te plannen" in words
    assert "Verzonden op maandag 2 februari om 10:00" in words
    assert "Mark" not in words
    assert words.count("Verzonden") == 1


async def test_my_own_messages_turn_pages(company):
    """Twelve a page, older and newer."""
    await company.emma.open_home()
    for day in range(14):
        company.look(owe_one, company.person("U_EMMA").id, day)
    await company.app.settle()
    await company.emma.press("Berichten aan mij")
    first = company.emma.modal.words
    await company.emma.press("Ouder")
    second = company.emma.modal.words
    await company.emma.press("Nieuwer")

    assert "Ouder" in first
    assert "Nieuwer" in second
    assert company.emma.modal.words == first


async def test_my_own_messages_on_a_page_that_is_too_far(company):
    """A number that a client made up makes no query count further than a thousand pages."""
    for day in range(14):
        company.look(owe_one, company.person("U_EMMA").id, day)
    await company.app.settle()
    await company.emma.open_home()
    await company.emma.press("Berichten aan mij")
    for block in company.emma.modal.blocks:
        for element in block.get("elements", ()):
            element["value"] = str(2**63 - 1)
    await company.emma.press("Ouder")

    assert "Verzonden" not in company.emma.modal.words
    assert "Nieuwer" in company.emma.modal.words


async def test_nobody_yet(company):
    """Anna got nothing: a line says so."""
    await company.anna.open_home()
    await company.anna.press("Messages to me")

    assert "has not sent you anything yet" in company.anna.modal.words


async def test_settings_cost_a_fixed_number_of_queries(company):
    """Four, whatever was chosen."""
    person = company.person("U_EMMA")
    with company.app.house.database.count_queries() as counter:
        company.look(service_settings.settings_of, person)

    assert counter.count <= 4


def owe_one(tx, person, day):
    deliveries.enqueue(tx, "talks.plan_nudge", person, subject=day + 900, period="x", due_at=tx.now)


def calendars_of_emma(company):
    person = company.person("U_EMMA")
    return company.look(calendars_of, [person.id])[person.id]
