"""The dry run: what it tells, and that it is what comes."""

from datetime import UTC, date, datetime, timedelta

import pytest
from company import KEY, open_company
from talk_steps import plan
from test_cli import goodtalk

from bot.features.cycle.service_preview import lines_of
from bot.rehearsal import rehearse
from storage import cycle
from storage.deliveries import next_waiting
from storage.delivery_sent import sent_between
from storage.feedback_asks import Form
from storage.feedback_given import add_given
from storage.people import people_by_slack_id
from storage.talks import add_talk, change_talk
from storage.teams import save_team

EVE = datetime(2026, 3, 31, 16, 0, tzinfo=UTC)
OVER = datetime(2026, 6, 30, 22, 0, tzinfo=UTC)
WEEKS = datetime(2026, 4, 10, 22, 0, tzinfo=UTC)


@pytest.fixture
async def company(sqlite_file):
    """A small company on the eve of a quarter: three pairs, three time zones, a team with a channel."""
    async with open_company(
        sqlite_file, start=EVE, with_cycle=True, admin_users="U_ANNA", hr_users="U_NOOR"
    ) as opened:
        long_ago = EVE - timedelta(days=60)
        opened.pair("U_SAM", "U_MARK", since=long_ago)
        pair = opened.pair("U_ANNA", "U_LEE", since=long_ago)
        opened.look(lambda tx: change_talk(tx, add_talk(tx, pair), state="held", starts_at=long_ago))
        people = opened.look(people_by_slack_id, ["U_EMMA", "U_MARK", "U_SAM", "U_ANNA", "U_LEE", "U_NOOR"])
        room = opened.slack.channel("team-noord")
        room.members.add(opened.slack.bot_user_id)
        opened.look(
            save_team,
            name="Noord",
            channel=room.id,
            language="nl",
            zone="Europe/Amsterdam",
            members=[person.id for person in people.values()],
        )
        form = Form("sbi", {"en": "SBI", "nl": "SBI"}, ())
        opened.look(
            add_given, owner=people["U_SAM"].id, author=people["U_LEE"].id, form=form, context=None, texts=[]
        )
        opened.look(
            cycle.pause, "person", people["U_LEE"].id, today=date(2026, 3, 31), last_day=date(2026, 4, 20)
        )
        yield opened


def what_came(company, until):
    """Moment, recipient and kinds of each message that was sent."""
    came = {}
    for row in company.look(sent_between, EVE, until):
        came.setdefault((row.audience, row.recipient, row.bundle or row.id), []).append(row)
    return sorted(
        (mates[0].sent_at, mates[0].recipient, tuple(sorted({mate.kind for mate in mates})))
        for mates in came.values()
    )


def as_told(foretold):
    """The same of what the dry run tells."""
    return sorted((one.at, (one.person or one.team).id, one.kinds) for one in foretold)


async def test_it_is_what_comes(company):
    """A quarter in which nobody does anything: message by message, to the same people at the same hour."""
    foretold = await rehearse(company.app.house, company.workspace, OVER)
    nothing_sent = company.look(sent_between, EVE, OVER)
    day = EVE.date()
    while day <= OVER.date():
        for hour in (7, 8, 13):
            moment = datetime(day.year, day.month, day.day, hour, tzinfo=UTC)
            if moment > company.clock.now():
                await company.until(moment)
        day += timedelta(days=1)
    came = what_came(company, OVER)

    assert nothing_sent == []
    assert came == as_told(foretold)
    assert {kind for _, _, kinds in came for kind in kinds} == {
        "cycle.open",
        "cycle.team",
        "talks.plan_nudge",
        "talks.silent",
    }
    assert len([1 for _, who, _ in came if who == company.person("U_NOOR").id]) == 0


async def test_appointments_come_at_their_own_hour(company):
    """A planned talk: digest at nine, start ten minutes before it, close a quarter after it, as foretold."""
    await plan(company, datetime(2026, 4, 9, 14, tzinfo=UTC), proposer="sam", chooser="mark")
    await company.later(minutes=1)
    over = datetime(2026, 4, 10, 22, tzinfo=UTC)
    before = what_came(company, over)
    foretold = await rehearse(company.app.house, company.workspace, over)
    while (now := company.clock.now()) < over:
        midnight = now.replace(hour=0, minute=0)
        nine = [midnight + timedelta(hours=hour) for hour in (7, 8, 13, 31)]
        waiting = company.look(lambda tx: next_waiting(tx.session, workspaces=[tx.workspace], after=tx.now))
        await company.until(min(stop for stop in (*nine, waiting or over, over) if stop > now))
    came = [one for one in what_came(company, over) if one not in before]

    assert came == as_told(foretold)
    assert {"talks.digest", "talks.start", "talks.close"} <= {kind for _, _, kinds in came for kind in kinds}
    assert {(at.hour, at.minute) for at, _, kinds in came if "talks.start" in kinds} == {(13, 50)}


async def test_it_leaves_no_trace(company):
    """Nothing is written, nothing is called, and asking twice tells the same."""
    calls = len(company.slack.calls())
    first = await rehearse(company.app.house, company.workspace, WEEKS)
    again = await rehearse(company.app.house, company.workspace, WEEKS)

    assert first == again
    assert len(company.slack.calls()) == calls
    assert company.look(sent_between, EVE, OVER) == []


async def test_counts_by_day_hour_language_and_kind(company):
    """Two Dutch people at nine are one line; a test user is named; a channel is no person."""
    lines = lines_of(await rehearse(company.app.house, company.workspace, WEEKS), named=["U_SAM"])
    opening = [line for line in lines if line.day == date(2026, 4, 1)]

    dutch = [line for line in opening if line.language == "nl" and line.people]
    assert [(line.people, line.names) for line in dutch] == [(2, ())]
    assert all(line.hour.hour == 9 for line in opening)
    assert [line.names for line in opening if not line.people] == [("Noord",)]
    assert [line.names for line in opening if line.names == ("Sam Rivera",)] == [("Sam Rivera",)]


async def test_an_admin_sees_it_in_slack(company):
    """`/goodtalk admin preview` shows days, hours, kinds, languages and numbers; test users by name."""
    await company.anna.command("/goodtalk admin preview")
    await company.app.house.settle()
    shown = company.anna.modal.text
    await company.anna.press("cycle.preview_named", value=["U_EMMA"])
    await company.app.house.settle()
    named = company.anna.modal.text

    assert "This cycle: 1 January 2026 to 31 March 2026" in shown
    assert "Next cycle: 1 April 2026 to 30 June 2026" in shown
    assert "Wednesday 1 April" in shown
    assert "09:00 · What is open in your cycle + Reminders to plan a talk · Dutch · 2 people" in shown
    assert "channel (Noord)" in shown
    assert "Anna Smit" in shown
    assert "Emma de Vries" not in shown
    assert "Emma de Vries" in named


async def test_only_admins_see_it(company):
    """Emma is told whom to ask."""
    reply = await company.emma.command("/goodtalk admin preview")

    assert "Goodtalk-beheerder" in reply.words
    assert company.emma.modal is None


@pytest.mark.usefixtures("company")
async def test_on_the_command_line(sqlite_file, tmp_path):
    """`goodtalk preview` prints a table; test users by name."""
    given = {
        "DATABASE_URL": sqlite_file,
        "ENCRYPTION_KEYS": KEY,
        "GOODTALK_NOW": EVE.isoformat(),
        "COLUMNS": "140",
    }
    code, out, err = await goodtalk(
        "preview", "--zone", "Europe/Amsterdam", "--name", "U_EMMA", cwd=tmp_path, **given
    )

    assert (code, err) == (0, "")
    assert "Wed 01 Apr 2026" in out
    assert "What is open in your cycle + Reminders to plan a talk" in out
    assert "2 (Emma de Vries)" in out


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("--zone", "Mars"), 2, "Mars is no time zone"),
        (("--name", "U_NOBODY"), 1, "--name U_NOBODY: nobody in Example has this member id"),
        (("--workspace", "T_OTHER"), 1, "--workspace: choose one of"),
        (("--sideways",), 2, "No such option"),
    ],
)
@pytest.mark.usefixtures("company")
async def test_wrong_use_on_the_command_line(sqlite_file, tmp_path, arguments, code, says):
    """One clear line, and exit code 1 or 2; no traceback."""
    given = {"DATABASE_URL": sqlite_file, "ENCRYPTION_KEYS": KEY}
    ended, out, err = await goodtalk("preview", *arguments, cwd=tmp_path, **given)

    assert (ended, out) == (code, "")
    assert says in err
    assert "Traceback" not in err


async def test_without_a_workspace(tmp_path):
    """Before the first start there is nothing to play."""
    given = {"DATABASE_URL": "sqlite:///new.db", "ENCRYPTION_KEYS": KEY}
    code, out, err = await goodtalk("preview", cwd=tmp_path, **given)

    assert (code, out) == (1, "")
    assert err == "preview: no workspace is installed yet; start the app once with: goodtalk run\n"
