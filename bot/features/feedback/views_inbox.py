"""The inbox with its filters, and the list of what one gave."""

from collections.abc import Mapping, Sequence

from slack_sdk.models.blocks import Block, Option, StaticSelectElement
from slack_sdk.models.views import View

from bot.features.feedback.rules_answers import Period
from bot.features.feedback.service_inbox import Given, Inbox, Wanted
from bot.features.feedback.views import OPEN_ASK, READ
from bot.features.feedback.views_reading import received_line, turn, values_of
from bot.slack.blocks import actions, button, modal, option, section, select_input
from bot.texts import Translator, localized
from storage.feedback import Answer
from storage.feedback_inbox import OUTSIDE
from storage.people import Person

INBOX_VIEW = "feedback.inbox"
GIVEN_VIEW = "feedback.given"
BY_PERIOD, BY_FORM = "feedback.inbox_period", "feedback.inbox_form"
BY_GOAL, BY_PERSON = "feedback.inbox_goal", "feedback.inbox_person"
INBOX_BACK, INBOX_NEXT = "feedback.inbox_back", "feedback.inbox_next"
GIVEN_BACK, GIVEN_NEXT = "feedback.given_back", "feedback.given_next"

EVERYTHING = "all"
MOST_OPTIONS = 100
"""https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element"""


def inbox_view(t: Translator, reader: Person, shown: Inbox, forms: Mapping[str, Mapping[str, str]]) -> View:
    """Show a page of what somebody received, with the filters on top."""
    wanted = shown.wanted
    is_filtered = wanted != Wanted(page=wanted.page)
    blocks: list[Block] = []
    if shown.count or is_filtered:
        blocks.append(actions(*_filters(t, shown, forms)))
        blocks.append(section(t.render("feedback/inbox_count", count=shown.count)))
    else:
        ask = button(t("Ask for feedback"), OPEN_ASK)
        blocks.append(section(t.render("feedback/received_nothing"), accessory=ask))
    blocks += [received_line(t, answer, reader) for answer in shown.answers]
    blocks += turn(t, shown.at, INBOX_BACK, INBOX_NEXT)
    meta = {
        "view": "inbox",
        "period": wanted.period.value,
        "form": wanted.form,
        "goal": str(wanted.goal or ""),
        "person": "" if wanted.person is None else str(wanted.person),
        "page": shown.at.page,
    }
    return modal(INBOX_VIEW, t("What you received"), blocks, close=t("Close"), meta=meta)


def given_view(t: Translator, reader: Person, shown: Given) -> View:
    """Show a page of what somebody gave."""
    blocks: list[Block] = [_given_line(t, answer, reader) for answer in shown.answers]
    if not shown.answers:
        blocks.append(section(t.render("feedback/given_nothing")))
    blocks += turn(t, shown.at, GIVEN_BACK, GIVEN_NEXT)
    return modal(
        GIVEN_VIEW,
        t("What you gave"),
        blocks,
        close=t("Close"),
        meta={"view": "given", "page": shown.at.page},
    )


def _given_line(t: Translator, answer: Answer, reader: Person) -> Block:
    values = values_of(t, answer, reader)
    text = t.render("feedback/given_line", changed=answer.changed_at is not None, **values)
    return section(text, accessory=button(t("Open"), READ, answer.id))


def _filters(
    t: Translator, shown: Inbox, forms: Mapping[str, Mapping[str, str]]
) -> Sequence[StaticSelectElement]:
    wanted, choices = shown.wanted, shown.choices
    periods = {
        Period.ALL: t("All periods"),
        Period.THIS_QUARTER: t("This quarter"),
        Period.LAST_QUARTER: t("Last quarter"),
        Period.THIS_YEAR: t("This year"),
    }
    filters = [
        select_input(
            [option(label, period.value) for period, label in periods.items()],
            initial=wanted.period.value,
            action_id=BY_PERIOD,
        )
    ]
    found = [option(localized(forms[one], t.language), one) for one in choices.forms if one in forms]
    filters += _filter(t("All forms"), found, wanted.form, BY_FORM)
    found = [option(title, goal) for goal, title in choices.goals]
    filters += _filter(t("All goals"), found, wanted.goal, BY_GOAL)
    found = [option(person.name, person.id) for person in choices.people]
    if choices.outside:
        found.insert(0, option(t("People outside the company"), OUTSIDE))
    return filters + _filter(t("All colleagues"), found, wanted.person, BY_PERSON)


def _filter(label: str, found: Sequence[Option], chosen: object, action_id: str) -> list[StaticSelectElement]:
    """A filter; none where there is nothing to choose from."""
    if not found:
        return []
    every = option(label, EVERYTHING)
    values = [one.value for one in found]
    initial = str(chosen) if str(chosen) in values else EVERYTHING
    # Whoever was chosen stays in the list, also beyond Slack's limit.
    kept = [one for one in found if one.value == initial]
    rest = [one for one in found if one.value != initial]
    options = [every, *kept, *rest][:MOST_OPTIONS]
    return [select_input(options, initial=initial, action_id=action_id)]
