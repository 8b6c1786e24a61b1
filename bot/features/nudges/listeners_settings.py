"""Slack's requests about one's own messages: absence, opt-outs, country, and the list of what came."""

from slack_sdk.models.views import View

from bot.calendars import known_countries
from bot.features.nudges import fields, service, service_settings, views_settings
from bot.features.nudges.service_settings import Wanted
from bot.slack.requests import Action, Command, Options, Reply, Request, Show, Submission, as_id
from bot.slack.showing import show
from storage.transaction import Tx

MOST_OFFERED = 20


async def settings_by_command(command: Command) -> Reply:
    """`/goodtalk settings`."""
    await _open_settings(command)
    return None


async def open_settings(action: Action) -> Reply:
    """The button in Home."""
    await _open_settings(action)
    return None


async def save(submission: Submission) -> Reply:
    """The form was sent; what is not ticked is not wanted."""
    form = submission.form
    kinds = service.counted_kinds(submission.house.features)
    ticked = {kind for name in fields.KINDS for kind in form.choices(name)}
    wanted = Wanted(
        away_until=form.date(fields.AWAY),
        country=form.optional_choice(fields.COUNTRY),
        stopped=[kind for kind in kinds if kind not in ticked],
    )
    known = await submission.run(service_settings.keep, submission.person, wanted, kinds)
    return Show(views_settings.saved(submission.t, known))


async def find_country(options: Options) -> Reply:
    """Offer the countries whose name holds what was typed."""
    typed = options.typed.strip().casefold()
    named = [(options.t.country(code).casefold(), code) for code in known_countries()]
    # What begins with it comes first.
    named.sort(key=lambda one: (not one[0].startswith(typed), one[0]))
    found = [code for name, code in named if typed in name or typed == code.casefold()]
    return [views_settings.country_option(options.t, code) for code in found[:MOST_OFFERED]]


async def back(action: Action) -> Reply:
    """Somebody is back before the day they said."""
    await action.run(service_settings.back, action.person)
    return None


async def show_mine(action: Action) -> Reply:
    """The button in Home: what the app sent me."""
    await show(action, action.t("Messages to me"), lambda tx: _mine(tx, action, 0))
    return None


async def turn_page(action: Action) -> Reply:
    """Older or newer."""
    page = min(as_id(action.value), fields.MOST_PAGES)
    await action.update(await action.read(lambda tx: _mine(tx, action, page)))
    return None


async def _open_settings(request: Request) -> None:
    kinds = service.counted_kinds(request.house.features)
    await show(
        request,
        request.t("Messages and absence"),
        lambda tx: views_settings.settings_form(
            request.t, service_settings.settings_of(tx, request.person), kinds
        ),
    )


def _mine(tx: Tx, request: Request, page: int) -> View:
    lines, has_more = service_settings.own_messages(tx, request.person, page)
    names = {
        kind: request.t.sentence(called)
        for feature in request.house.features
        for kind, known in feature.deliveries.items()
        if (called := known.name or feature.label) is not None
    }
    return views_settings.own_messages(request.t, request.person, lines, names, page=page, has_more=has_more)
