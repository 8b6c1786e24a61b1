"""The page's own words in the picked person's language. What the app says is the app's."""

import re
from collections.abc import Callable
from datetime import date, datetime

from babel import Locale
from babel.dates import format_date, format_datetime

from playground.members import Member

Translate = Callable[..., str]

DUTCH = {
    "(edited)": "(bewerkt)",
    "1 reply": "1 antwoord",
    "About": "Info",
    "All": "Alles",
    "An answer with an error code": "Een antwoord met een foutcode",
    "App": "App",
    "Appearance": "Weergave",
    "As the system": "Zoals het systeem",
    "Back": "Terug",
    "Behind the scenes": "Achter de schermen",
    "Break": "Verstoren",
    "Break something": "Iets verstoren",
    "Cancel": "Annuleren",
    "Channels": "Kanalen",
    "Clear": "Wissen",
    "Clock": "Klok",
    "Close": "Sluiten",
    "Close the modal": "Venster sluiten",
    "Commands": "Commando’s",
    "Commands and people": "Commando’s en mensen",
    "Dark": "Donker",
    "Date and time": "Datum en tijd",
    "Deliveries": "Bezorging",
    "Direct message": "Direct bericht",
    "Dismiss": "Verbergen",
    "Documentation": "Documentatie",
    "Download": "Downloaden",
    "Error code": "Foutcode",
    "Everything the app and Slack said to each other, newest first.": (
        "Alles wat de app en Slack tegen elkaar zeiden, het nieuwste bovenaan."
    ),
    "Go": "Ga",
    "Home": "Home",
    "How many calls": "Hoeveel aanroepen",
    "Internal error (500)": "Interne fout (500)",
    "It is": "Het is",
    "Jump to a person or channel": "Ga naar een persoon of kanaal",
    "Light": "Licht",
    "Load older messages": "Oudere berichten laden",
    "Local time": "Lokale tijd",
    "Menu": "Menu",
    "Message": "Bericht",
    "Message or command": "Bericht of commando",
    "Message shortcuts": "Snelkoppelingen bij dit bericht",
    "Messages": "Berichten",
    "Method": "Methode",
    "More actions": "Meer acties",
    "Move the clock": "Klok verzetten",
    "Moving the clock …": "De klok loopt vooruit …",
    "New messages": "Nieuwe berichten",
    "Next quarter, 9:00": "Volgend kwartaal, 9:00",
    "Next working day, 9:00": "Volgende werkdag, 9:00",
    "No answer, then the line drops": "Geen antwoord, daarna valt de lijn weg",
    "No app is asked about deliveries here.": "Hier zijn geen berichten van de app te zien.",
    "No file of that name.": "Dit bestand is er niet.",
    "Nobody and nothing found": "Niemand en niets gevonden",
    "Nothing here yet.": "Hier staat nog niets.",
    "Nothing is broken: every call gets its usual answer.": "Er is niets verstoord.",
    "Nothing was refused.": "Niets is geweigerd.",
    "Nothing yet.": "Nog niets.",
    "One moment: the weeks before today are still being played.": (
        "Een ogenblik: de weken hiervoor worden nog gespeeld."
    ),
    "Only visible to you": "Alleen zichtbaar voor jou",
    "Permissions": "Rechten",
    "Refused": "Geweigerd",
    "Reply in thread": "Antwoord in gesprek",
    "Reply …": "Antwoord …",
    "Search": "Zoeken",
    "Send": "Versturen",
    "Shortcuts": "Snelkoppelingen",
    "Still to come": "Komt nog",
    "That is no longer there.": "Dat is er niet meer.",
    "The app has published no Home tab here yet.": "De app heeft hier nog geen Home getoond.",
    "The clock is already moving.": "De klok loopt al vooruit.",
    "The clock never goes back.": "De klok gaat nooit terug.",
    "The weeks before today are being played …": "De weken hiervoor worden gespeeld …",
    "The picture of the page could not be fetched. Is the playground still running?": (
        "De pagina kan niet worden opgehaald. Draait de demo nog?"
    ),
    "This file was deleted.": "Dit bestand is verwijderd.",
    "Thread": "Gesprek",
    "Today": "Vandaag",
    "Tomorrow, 9:00": "Morgen, 9:00",
    "Too many calls (429)": "Te veel aanroepen (429)",
    "Traffic": "Verkeer",
    "Type a name, role or channel": "Typ een naam, functie of kanaal",
    "Unread": "Ongelezen",
    "Waiting for an answer": "Wacht op antwoord",
    "We had some trouble connecting. Try again?": "De verbinding lukte even niet. Nog een keer proberen?",
    "What happens": "Wat er gebeurt",
    "Workspace": "Werkruimte",
    "Yesterday": "Gisteren",
    "You are": "Je bent",
    "any method": "elke methode",
    "attempt %(number)s": "poging %(number)s",
    "no answer": "geen antwoord",
    "waiting": "wacht",
    "%(app)s did not answer (%(code)s).": "%(app)s gaf geen antwoord (%(code)s).",
    "%(command)s is not supported in threads. Sorry!": "%(command)s werkt niet in een gesprek. Sorry!",
    "%(count)s replies": "%(count)s antwoorden",
    "Message to %(name)s, or / for a command": "Bericht aan %(name)s, of / voor een commando",
    # What Slack's client says at a field; the patterns are those of `playground.fields`.
    "Please complete this required field.": "Vul dit verplichte veld in.",
    "Enter an e-mail address.": "Vul een e-mailadres in.",
    "Enter a web address.": "Vul een webadres in.",
    "Enter a number.": "Vul een getal in.",
    "Enter a whole number.": "Vul een heel getal in.",
    "Enter a date.": "Vul een datum in.",
    "Enter a time.": "Vul een tijd in.",
    "Enter a date and a time.": "Vul een datum en een tijd in.",
    "This field takes one line.": "In dit veld past één regel.",
}
_COUNTED = (
    (re.compile(r"Enter at least (\S+) characters\."), r"Vul minstens \1 tekens in."),
    (re.compile(r"Enter at least (\S+)\."), r"Vul minstens \1 in."),
    (re.compile(r"Enter at most (\S+)\."), r"Vul hoogstens \1 in."),
    (re.compile(r"(\d+) characters; at most (\d+) fit\."), r"\1 tekens; er passen er \2."),
    (re.compile(r"(\d+) chosen; at most (\d+) can be\."), r"\1 gekozen; het mogen er \2 zijn."),
    (re.compile(r"(\d+) files; at most (\d+) fit\."), r"\1 bestanden; het mogen er \2 zijn."),
)


def language(member: Member) -> str:
    return "nl" if member.locale.lower().startswith("nl") else "en"


def language_name(member: Member) -> str:
    """What the person's language calls itself."""
    locale = Locale.parse(member.locale, sep="-")
    return str(locale.language_name or member.locale).capitalize()


def translator(lang: str) -> Translate:
    """The page's words in this language; `%(name)s` is filled in from the keywords."""

    def say(english: str, /, **values: object) -> str:
        words = DUTCH.get(english, english) if lang == "nl" else english
        return words % values if values else words

    return say


def field_error(sentence: str, lang: str) -> str:
    """What the client says at a field, in the reader's language."""
    if lang != "nl":
        return sentence
    for pattern, dutch in _COUNTED:
        if pattern.fullmatch(sentence):
            return pattern.sub(dutch, sentence)
    return DUTCH.get(sentence, sentence)


def day_name(day: date, today: date, lang: str) -> str:
    """A day as a divider in a conversation."""
    say = translator(lang)
    if day == today:
        return say("Today")
    if (today - day).days == 1:
        return say("Yesterday")
    form = "EEEE d MMMM" if day.year == today.year else "EEEE d MMMM y"
    return format_date(day, form, locale=lang)


def clock_face(moment: datetime, lang: str) -> str:
    return format_datetime(moment, "EEE d MMM, HH:mm", locale=lang).replace(".,", ",")


def in_full(moment: datetime, lang: str) -> str:
    return format_datetime(moment, "EEEE d MMMM y, HH:mm", locale=lang)
