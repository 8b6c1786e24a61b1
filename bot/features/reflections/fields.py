"""The names of the forms' fields: block ids as the contract has them."""

SINCE = "since"
PROUD = "proud"
LEARNED = "learned"
CHANGE = "change"
NEXT_GOAL = "next_goal"
HELP = "help"
TOPICS = "topics"
TALK_WITH = "talk_with"
READER = "reader"

LINE_LENGTH = 3000
TOPICS_LENGTH = 1500
