"""People outside in tests: an invitation, a browser without a browser, a mail server."""

import asyncio
import re
from contextlib import asynccontextmanager
from datetime import timedelta
from html import unescape

import httpx
from aiosmtpd.smtp import SMTP

from storage import feedback_asks, outside
from storage.feedback_asks import Form, Question
from storage.types import new_id

PUBLIC_URL = "https://talks.example.org"
FORM = Form(
    "external",
    {"en": "Client or partner", "nl": "Klant of externe partner"},
    (
        Question({"en": "What do you value?", "nl": "Wat waardeer je?"}, True),
        Question({"en": "What could be better?", "nl": "Wat kon beter?"}, True),
        Question({"en": "Anything else?", "nl": "Nog iets?"}, False),
    ),
)
TYPED = {"question_1": "Clear plans", "question_2": "Shorter demos"}


class Outsider:
    """Somebody with a browser and a link."""

    def __init__(self, company, token):
        self.token = token
        self.client = httpx.AsyncClient(
            transport=httpx.ASGITransport(app=company.app.web), base_url="http://inside.example"
        )

    async def get(self, **more):
        return await self.client.get(f"/f/{self.token}", **more)

    async def post(self, page=None, *, act="send", **fields):
        """Send the form of a page that was opened; the newest one unless given."""
        page = page or await self.get()
        return await self.post_raw({"page_key": key_of(page), "act": act, **fields})

    async def post_raw(self, data=None, **more):
        return await self.client.post(f"/f/{self.token}", data=data, **more)


class Outside:
    """Invites people outside, as asking does."""

    def __init__(self, company):
        self.company = company
        self.outsiders = []

    def invite(
        self,
        asker="U_EMMA",
        address="kim@client.example",
        *,
        context="the client demo",
        due=None,
        language="nl",
    ):
        """Ask somebody outside; return what holds the link."""
        company = self.company
        due_on = due or (company.clock.now() + timedelta(days=30)).date()

        def work(tx):
            ask = new_ask(tx, company.person(asker).id, context, due_on)
            return outside.invite(tx, ask=ask, address=address, language=language)

        self.invitation = company.look(work)
        self.outsiders.append(Outsider(company, self.invitation.token))
        return self.outsiders[-1]

    def outsider(self, token):
        self.outsiders.append(Outsider(self.company, token))
        return self.outsiders[-1]

    def invited(self):
        return self.company.look(outside.invitation_by_id, self.invitation.id)


def new_ask(tx, asker, context, due_on):
    """An ask that nobody inside was asked."""
    ask = new_id()
    feedback_asks.add_ask(tx, asker=asker, form=FORM, context=context, due_on=due_on, givers={}, ask=ask)
    return ask


def key_of(page):
    return re.search(r'name="page_key" value="([^"]+)"', page.text)[1]


def words(response):
    """The text of a page, without its tags."""
    body = re.sub(r"<(head|script|style).*?</\1>", " ", response.text, flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


@asynccontextmanager
async def mail_server(mailbox, **options):
    """A real SMTP server on this machine; gives its port."""
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(mailbox, loop=loop, **options), "127.0.0.1", 0)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()
        await server.wait_closed()


class Mailbox:
    """What a mail server does with each letter; it keeps what it took."""

    def __init__(self):
        self.letters = []
        self.answers = {}
        self.delay = 0

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: ARG002, N802 aiosmtpd's
        if "RCPT" in self.answers:
            return self.answers["RCPT"]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: ARG002, N802 aiosmtpd's
        self.letters.append(envelope)
        if "drop" in self.answers:
            server.transport.abort()
        return self.answers.get("DATA", "250 OK")
