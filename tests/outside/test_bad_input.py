"""Whatever is sent to the page: one answer for strangers, nothing typed lost, never an error of ours."""

import asyncio
import secrets
from datetime import timedelta
from urllib.parse import quote, urlencode

import pytest
from company import open_company
from outside_desk import PUBLIC_URL, TYPED, key_of, words

from bot.web import outside as web
from bot.web.limits import Buckets, Limit
from storage import feedback, outside

FORM = {"content-type": "application/x-www-form-urlencoded"}
STRICT = {
    "content-security-policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    ),
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "strict-transport-security": "max-age=31536000",
}


def received(company):
    return company.look(feedback.received_by, company.person("U_EMMA").id, limit=99)


def bare(response):
    """What a stranger could compare."""
    return response.status_code, response.content, sorted(response.headers.items())


@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_false_used_expired_cancelled_and_voided_links_are_one_page(company, outsiders, method):
    """Same status, same bytes, same headers; whichever it is."""
    used, expired, cancelled, voided = (outsiders.invite() for _ in range(4))
    made = [company.look(outside.find_open, outside.digest(each.token))[1] for each in outsiders.outsiders]
    await used.post(**TYPED)
    company.look(outside.move, [made[1]], outside.EXPIRED)
    company.look(outside.move, [made[2]], outside.CANCELLED)
    company.look(outside.new_link, made[3])
    false = outsiders.outsider(secrets.token_urlsafe(32))
    links = [used, expired, cancelled, voided, false]
    if method == "GET":
        answers = [bare(await each.get()) for each in links]
    else:
        answers = [bare(await each.post_raw({"page_key": "1.x", "act": "send", **TYPED})) for each in links]

    assert answers[0][0] == 404
    assert all(answer == answers[0] for answer in answers)


@pytest.mark.parametrize(
    "path",
    [
        "/f/",
        "/f",
        "/f/x",
        "/f/" + "x" * 5000,
        "/f/%E2%82%AC%F0%9F%8E%89",
        "/f/%ff%fe",
        "/f/%00",
        "/f/..%2f..%2fetc%2fpasswd",
        "/f/static/..%2fpage.css",
        "/f/static/nothing.css",
        "/f/<script>alert(1)</script>",
        "/f/a/b/c",
        "/f/static",
    ],
)
@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_odd_links_get_the_same_page(outsiders, path, method):
    """Short, long, not ASCII, with slashes: nothing special."""
    if method == "POST" and path.startswith("/f/static/"):
        return
    client = outsiders.outsider("x").client
    answer = await client.request(method, path)

    assert answer.status_code == 404
    assert answer.content == (await client.get(f"/f/{'y' * 43}")).content


async def test_a_link_of_a_workspace_that_is_not_served_is_a_false_one(company, outsiders):
    """After the app was taken out of a workspace."""
    outsider = outsiders.invite()
    company.app.house._slack.clear()  # the test takes the workspace away

    assert (await outsider.get()).status_code == 404


async def test_strict_headers_stand_on_every_answer(outsiders):
    """Page, thanks, errors, style, script, refusals; and no server names itself."""
    outsider = outsiders.invite()
    client = outsider.client
    page = await outsider.get()
    answers = [
        page,
        await client.head(f"/f/{outsider.token}"),
        await outsider.post(page, act="send"),
        await outsider.post(page, **TYPED),
        await outsider.get(),
        await outsider.post(page, **TYPED),
        await client.get("/f/static/page.css"),
        await client.get("/f/static/draft.js"),
        await client.put("/f/x"),
        await client.options("/f/x"),
        await outsider.post_raw(content=b"x" * 600_000, headers=FORM),
    ]

    assert [answer.status_code for answer in answers] == [
        200,
        200,
        422,
        200,
        404,
        409,
        200,
        200,
        405,
        405,
        413,
    ]
    for answer in answers:
        assert STRICT.items() <= dict(answer.headers).items()
        assert "server" not in answer.headers
        assert "set-cookie" not in answer.headers
        assert "<script>" not in answer.text
        assert "style=" not in answer.text


async def test_no_strict_transport_without_https(sqlite_file):
    """A company that tries it inside its own network."""
    async with open_company(sqlite_file, public_url="http://talks.local") as company:
        page = web.OutsidePage(company.app.house)

        assert "Strict-Transport-Security" not in page._headers  # the header's one source


async def test_host_and_forwarded_headers_never_land_in_a_page(outsiders):
    """Nor in a redirect; links come from PUBLIC_URL."""
    outsider = outsiders.invite()
    false = {"host": "evil.example", "x-forwarded-host": "evil.example", "x-forwarded-proto": "gopher"}
    for path in (f"/f/{outsider.token}", "/f/x", "/f", "/f/", "/healthz/"):
        answer = await outsider.client.get(path, headers=false)
        assert "evil.example" not in answer.text + str(answer.headers)
    thanks = await outsider.client.post(
        f"/f/{outsider.token}",
        data={"page_key": key_of(await outsider.get()), "act": "send", **TYPED},
        headers=false,
    )

    assert thanks.status_code == 200
    assert "evil.example" not in thanks.text


async def test_64_posts_of_one_link_at_once_send_once(company, outsiders):
    """One wins; the others see that it was sent, and their own text."""
    outsider = outsiders.invite()
    page = await outsider.get()
    answers = await asyncio.gather(
        *(outsider.post(page, **{**TYPED, "question_1": f"My words {number}"}) for number in range(64))
    )
    await company.app.settle()
    late = [number for number, answer in enumerate(answers) if answer.status_code == 409]

    assert sorted(answer.status_code for answer in answers) == [200] + [409] * 63
    assert all(f"My words {number}" in answers[number].text for number in late)
    assert len(received(company)) == 1
    assert len(company.emma.inbox) == 1


async def test_empty_and_too_long_are_said_at_the_field(company, outsiders):
    """Everything typed stands in the form again; nothing was sent."""
    outsider = outsiders.invite()
    answer = await outsider.post(question_1="x" * 3001, question_2="  \n ", question_3="<b>kept</b>")

    assert answer.status_code == 422
    assert "This is 3001 characters; at most 3000 fit." in words(answer)
    assert 'id="question_2_error">Write something here first.' in answer.text
    assert 'aria-invalid="true" aria-describedby="question_1_error"' in answer.text
    assert "x" * 3001 in answer.text
    assert "&lt;b&gt;kept&lt;/b&gt;" in answer.text
    assert received(company) == []
    assert (await outsider.post(answer, **TYPED)).status_code == 200


async def test_a_reason_that_is_too_long_is_said_at_its_field(outsiders):
    """And can be sent shorter."""
    outsider = outsiders.invite()
    answer = await outsider.post(act="decline", reason="y" * 301, question_1="half an answer")

    assert answer.status_code == 422
    assert 'id="reason_error"' in answer.text
    assert "y" * 301 in answer.text
    assert "half an answer" in answer.text
    assert outsiders.invited().state == "open"


@pytest.mark.parametrize(
    ("body", "status", "kept"),
    [
        ("act=send&question_1=Mine&question_2=b", 400, True),  # no key of a page
        ("page_key=&act=send&question_1=Mine&question_2=b", 400, True),
        ("page_key=99999999999.abc&act=send&question_1=Mine&question_2=b", 400, True),
        ("page_key=٣.abc&act=send&question_1=Mine&question_2=b", 400, True),
        ("page_key=KEY&question_1=Mine&question_2=b", 400, True),  # no button
        ("page_key=KEY&act=steal&question_1=Mine&question_2=b", 400, True),
        ("page_key=KEY&act=send&question_1=Mine&question_1=Other&question_2=b", 400, True),
        ("page_key=KEY&page_key=KEY&act=send&question_1=Mine&question_2=b", 400, True),
        ("page_key=KEY&act=send&question_1=Mine&question_2=b&question_9=c", 400, True),
        ("page_key=KEY&act=send&question_1=Mine&question_2=b&admin=1", 400, True),
        ("page_key=KEY&act=send&question_1=Mine", 422, True),  # a question is missing
        ("page_key=KEY&act=send&question_1=Mine%ff%fe&question_2=b", 400, True),  # not UTF-8
        ("page_key=KEY&act=send&question_1=Mine%00x&question_2=b", 422, True),
        ("page_key=KEY&act=send&question_1=Mine%1b%5b31m&question_2=b", 422, True),
        ("page_key=KEY&act=decline&reason=Mine%00", 422, True),
        ("&".join(f"f{number}=1" for number in range(60)), 400, False),
        ("", 400, False),
        ("%%%&&&===", 400, False),
    ],
)
async def test_other_bodies_get_the_form_back(outsiders, body, status, kept):
    """With a sentence, and with all that could be read."""
    outsider = outsiders.invite()
    page = await outsider.get()
    answer = await outsider.post_raw(content=body.replace("KEY", key_of(page)).encode(), headers=FORM)

    assert answer.status_code == status
    assert "Nothing was sent yet" in answer.text
    assert ("Mine" in answer.text) is kept
    assert "\x00" not in answer.text
    assert "\x1b" not in answer.text
    assert outsiders.invited().state == "open"
    assert (await outsider.post(answer, **TYPED)).status_code == 200


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("application/json", b'{"act": "send"}'),
        ("text/plain", b"act=send"),
        ("multipart/form-data; boundary=x", b"--x--"),
        ("", b"act=send"),
        ("application/x-www-form-urlencoded", b"\xff\xfe=\x00&act=send"),
    ],
)
async def test_another_content_type_gets_the_form_back(outsiders, content_type, body):
    """And nothing was sent."""
    outsider = outsiders.invite()
    answer = await outsider.post_raw(content=body, headers={"content-type": content_type})

    assert answer.status_code == 400
    assert "We could not read everything your browser sent" in words(answer)
    assert outsiders.invited().state == "open"


@pytest.mark.parametrize("size", [500_001, 1_000_000])
async def test_a_post_of_a_megabyte_is_too_much(outsiders, size):
    """It says what to do, and the link still works."""
    outsider = outsiders.invite()
    page = await outsider.get()
    body = urlencode({"page_key": key_of(page), "act": "send", "question_1": "z" * size}).encode()
    answer = await outsider.post_raw(content=body, headers=FORM)

    assert answer.status_code == 413
    assert "shorten your text" in words(answer)
    assert (await outsider.post(page, **TYPED)).status_code == 200


async def test_the_key_of_another_page_is_none(company, outsiders):
    """It belongs to one link."""
    mine, other = outsiders.invite(), outsiders.invite()
    key = key_of(await other.get())
    answer = await mine.post_raw({"page_key": key, "act": "send", **TYPED})

    assert answer.status_code == 400
    assert "Clear plans" in answer.text
    assert received(company) == []


async def test_a_page_that_was_open_for_a_day_is_shown_again_with_everything(company, outsiders):
    """Then one press sends it."""
    outsider = outsiders.invite()
    page = await outsider.get()
    company.clock.move_to(company.clock.now() + timedelta(hours=25))
    again = await outsider.post(page, **TYPED)

    assert again.status_code == 400
    assert "This page was open for a long time" in words(again)
    assert "Clear plans" in again.text
    assert (await outsider.post(again, **TYPED)).status_code == 200


async def test_the_language_switch_keeps_what_was_typed(outsiders):
    """Without a script, by a button of the form."""
    outsider = outsiders.invite()
    page = await outsider.get()
    data = {"page_key": key_of(page), "act": "language", "question_1": "Half\r\ntyped"}
    dutch = await outsider.client.post(f"/f/{outsider.token}?lang=nl", data=data)

    assert dutch.status_code == 200
    assert '<html lang="nl">' in dutch.text
    assert "Half\ntyped" in dutch.text
    assert outsiders.invited().state == "open"


async def test_too_many_requests_wait_and_lose_nothing(company, outsiders):
    """Somebody who hammers is told how long to wait; a person's text is shown to be copied."""
    outsider = outsiders.invite()
    page = await outsider.get()
    answers = [await outsider.get() for _ in range(web.PER_LINK.burst)]
    refused = await outsider.post(page, **TYPED)

    assert answers[-1].status_code == 429
    assert answers[-1].headers["retry-after"] == "1"
    assert refused.status_code == 429
    assert "Clear plans" in refused.text
    assert STRICT.items() <= dict(refused.headers).items()
    company.clock.move_to(company.clock.now() + timedelta(seconds=30))
    assert (await outsider.post(page, **TYPED)).status_code == 200


async def test_an_address_that_tries_many_links_waits_too(outsiders):
    """Guessing is hopeless anyway, and now also slow."""
    client = outsiders.outsider("x").client
    answers = [(await client.get(f"/f/{number}")).status_code for number in range(web.PER_ADDRESS.burst + 1)]

    assert answers == [404] * web.PER_ADDRESS.burst + [429]


def test_buckets_are_bounded_in_number(clock):
    """Ten thousand strangers do not fill the memory."""
    buckets = Buckets(Limit(burst=1, seconds=10), most=100)
    waits = [buckets.take(str(number), clock) for number in range(1000)]

    assert len(buckets) == 100
    assert set(waits) == {0}
    assert buckets.take("999", clock) == 10
    assert buckets.take("999", clock + timedelta(seconds=5)) == 5
    assert buckets.take("999", clock + timedelta(seconds=10)) == 0


async def test_a_database_that_is_away_is_no_bare_error(company, outsiders):
    """503 with a page, and what was typed."""
    outsider = outsiders.invite()
    page = await outsider.get()
    await company.app.house.database.close()
    shown = await outsider.get()
    answer = await outsider.post(page, **TYPED)

    assert (shown.status_code, answer.status_code) == (503, 503)
    assert "Clear plans" in answer.text
    assert answer.headers["retry-after"] == "60"
    assert STRICT.items() <= dict(answer.headers).items()


async def test_logs_and_metrics_know_no_link_no_address_and_no_text(company, outsiders, capfd):
    """Whatever way it goes."""
    outsider = outsiders.invite()
    page = await outsider.get()
    await outsider.post(page, **TYPED)
    await outsider.post(page, **TYPED)
    await outsider.post_raw(content=b"x" * 600_000, headers=FORM)
    await company.app.settle()
    metrics = (await outsider.client.get("/metrics")).text
    written = "".join(capfd.readouterr()) + metrics

    for secret in (
        outsider.token,
        outside.digest(outsider.token),
        "client.example",
        "Clear plans",
        PUBLIC_URL,
    ):
        assert secret not in written
        assert quote(secret) not in written
