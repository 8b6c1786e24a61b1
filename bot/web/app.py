"""The HTTP side of the app."""

import contextlib
from datetime import timedelta

import sqlalchemy as sa
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from slack_bolt.async_app import AsyncApp
from sqlmodel import Session
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from bot.house import House
from bot.web.outside import outside_routes
from bot.web.slack_endpoint import SlackEndpoint
from storage import migrate
from storage.delivery_counts import count_by_state, count_due
from storage.engine import has_lost_its_file

TICK_IS_LATE = timedelta(minutes=5)


def make_web(house: House, bolt: AsyncApp) -> Starlette:
    """Build the Starlette app with the paths of the contract."""
    secret = house.settings.slack_signing_secret
    metrics = house.metrics
    slack = SlackEndpoint(bolt, house.clock, secret.get_secret_value() if secret else None, metrics)

    async def healthz(_request: Request) -> Response:
        return PlainTextResponse("ok")

    async def readyz(_request: Request) -> Response:
        try:
            wrong = await house.database.run(_wrong)
        except sa.exc.SQLAlchemyError:
            wrong = ["database"]
        late = house.ticked_at is None or house.clock.now() - house.ticked_at > TICK_IS_LATE
        if late:
            wrong.append("tick")
        return JSONResponse({"wrong": wrong}, status_code=503 if wrong else 200)

    async def show_metrics(_request: Request) -> Response:
        now = house.clock.now()
        with contextlib.suppress(sa.exc.SQLAlchemyError):
            by_state, backlog = await house.database.run(lambda s: (count_by_state(s), count_due(s, now)))
            metrics.deliveries(by_state, backlog=backlog)
        if house.ticked_at is not None:
            metrics.tick_lag(now - house.ticked_at)
        return Response(generate_latest(metrics.registry), media_type=CONTENT_TYPE_LATEST)

    app = Starlette(
        routes=[
            Route("/slack/events", slack.handle, methods=["POST"]),
            Route("/healthz", healthz),
            Route("/readyz", readyz),
            Route("/metrics", show_metrics),
            *outside_routes(house),
        ]
    )
    # Its redirects would be built from the request's Host header.
    app.router.redirect_slashes = False
    return app


def _wrong(session: Session) -> list[str]:
    """Look at the database through the very connection that serves."""
    if has_lost_its_file(session):
        return ["database"]
    return [] if migrate.revision_of(session) == migrate.head() else ["migrations"]
