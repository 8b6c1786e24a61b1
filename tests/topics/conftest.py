"""Topics alone: what a cycle says by itself, or that it is time to prepare, would stand in between."""

from dataclasses import replace

import pytest
from company import open_company

from bot.feature import DeliveryKind, Feature
from bot.features import FEATURES
from storage.preparations import BEGIN


def _alone(feature: Feature) -> Feature:
    silent = DeliveryKind(lambda *_: None)
    return (
        replace(feature, deliveries={**feature.deliveries, BEGIN: silent})
        if BEGIN in feature.deliveries
        else feature
    )


_ALONE = tuple(_alone(feature) for feature in FEATURES if feature.name != "cycle")


@pytest.fixture
async def company(sqlite_file):
    """The app and the playground on SQLite; Emma is managed by Mark."""
    async with open_company(sqlite_file, features=_ALONE) as opened:
        yield opened


@pytest.fixture
async def company_on_postgres(postgres_url):
    """The same on PostgreSQL."""
    async with open_company(postgres_url, features=_ALONE) as opened:
        yield opened
