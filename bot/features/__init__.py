"""The one list of features. A new one is new files and one line here; its place is its place in Home."""

from bot.feature import Feature
from bot.features import (
    admin,
    feedback,
    goals,
    home,
    insight,
    journal,
    nudges,
    outside,
    people,
    reflections,
    talks,
    upward,
)

FEATURES: tuple[Feature, ...] = (
    home.FEATURE,
    people.FEATURE,
    feedback.FEATURE,
    outside.FEATURE,
    upward.FEATURE,
    goals.FEATURE,
    talks.FEATURE,
    reflections.FEATURE,
    journal.FEATURE,
    insight.FEATURE,
    nudges.FEATURE,
    admin.FEATURE,
)
