"""The one list of features. A new one is new files and one line here; its place is its place in Home."""

from bot.feature import Feature, complete
from bot.features import (
    admin,
    cycle,
    feedback,
    goals,
    home,
    journal,
    nudges,
    outside,
    people,
    preparation,
    reflections,
    talks,
    topics,
    upward,
)

FEATURES: tuple[Feature, ...] = complete(
    (
        home.FEATURE,
        people.FEATURE,
        feedback.FEATURE,
        outside.FEATURE,
        upward.FEATURE,
        goals.FEATURE,
        talks.FEATURE,
        topics.FEATURE,
        preparation.FEATURE,
        reflections.FEATURE,
        cycle.FEATURE,
        journal.FEATURE,
        nudges.FEATURE,
        admin.FEATURE,
    )
)
