"""The few words the drawn blocks add to what the app says, in the reader's language."""

from collections.abc import Callable

DUTCH = {
    "At most %s": "Hoogstens %s",
    "Choose": "Kies",
    "Figures": "Cijfers",
    "Loading…": "Laden…",
    "More actions": "Meer acties",
    "None": "Geen",
    "Nothing chosen yet": "Nog niets gekozen",
    "Nothing matches.": "Niets gevonden.",
    "Picture, not loaded here": "Afbeelding, wordt hier niet geladen",
    "Search": "Zoeken",
    "Search: %s": "Zoeken: %s",
    "Time in %s": "Tijd in %s",
    "Type at least %s characters to search.": "Typ minstens %s tekens om te zoeken.",
    "Type to search": "Typ om te zoeken",
    "Video, not loaded here": "Video, wordt hier niet geladen",
    "complete": "klaar",
    "error": "mislukt",
    "in progress": "bezig",
    "opens in a new tab": "opent in een nieuw tabblad",
    "optional": "optioneel",
    "pending": "nog te doen",
    "required": "verplicht",
}


def in_language(locale: str) -> Callable[..., str]:
    """The words for a reader with this locale; what a `%s` stands for is given beside them."""

    def say(english: str, *values: object) -> str:
        words = DUTCH.get(english, english) if locale.startswith("nl") else english
        return words % values if values else words

    return say
