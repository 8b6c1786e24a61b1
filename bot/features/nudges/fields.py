"""Names of the fields."""

AWAY = "away_until"
COUNTRY = "country"
KINDS = ("kinds_1", "kinds_2", "kinds_3")
"""A group of checkboxes holds ten."""
IN_A_GROUP = 10
DAYS_OFF = "days_off"
MOST_PAGES = 1000
"""No client's number makes a query count further."""
