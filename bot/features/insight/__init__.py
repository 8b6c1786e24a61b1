"""Counts: how a team's talks go, without a name."""

from bot.errors import say
from bot.feature import DeliveryKind, Feature
from bot.features.insight import service

FEATURE = Feature(
    name="insight",
    label=say("Your team"),
    deliveries={service.TEAM_START: DeliveryKind(service.word_team_start)},
    due=(service.owe_team_starts,),
)
