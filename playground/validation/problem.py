"""What is wrong with something an app sent, in Slack's own terms."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One thing Slack refuses.

    `code` is the `error` of the answer, `message` a line of its `response_metadata.messages`,
    `pointer` the JSON pointer of the offending value and `doc` the page of docs.slack.dev that has the rule.
    """

    code: str
    pointer: str
    message: str
    doc: str
