"""The names of the form's fields: block ids as the contract has them."""

TITLE = "title"
THEME = "theme"
MINUTES = "minutes"
QUESTION = "question"
PLACE = "place"
