"""The names of the forms' fields: block ids as the contract has them."""

GIVERS = "givers"
CONTEXT = "context"
DUE = "due"

CONTEXT_LENGTH = 300
ANSWER_LENGTH = 3000


def question(number: int) -> str:
    """Name the field of a form's question, counted from 1."""
    return f"question_{number}"
