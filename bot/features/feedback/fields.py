"""The names of the forms' fields: block ids as the contract has them."""

GIVERS = "givers"
FORM = "form"
CONTEXT = "context"
DUE = "due"
DAY = "day"
WHEN = "when"
REASON = "reason"
QUESTION = "question"
REPLY = "reply"
VISIBILITY = "visibility"
RECEIVER = "receiver"
POST = "post"
CHANNEL = "channel"

OUTSIDERS = "outsiders"
GOAL = "goal"
UNTIL = "until"
LAST_DAY = "last_day"

CONTEXT_LENGTH = 300
OWN_QUESTION_LENGTH = 300
OUTSIDERS_LENGTH = 2000
REASON_LENGTH = 300
ANSWER_LENGTH = 3000
QUESTION_LENGTH = 500
REPLY_LENGTH = 2000


def question(number: int) -> str:
    """Name the field of a form's question, counted from 1."""
    return f"question_{number}"
