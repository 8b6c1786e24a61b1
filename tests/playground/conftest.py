"""The toy app and its workspace, for the playground's own tests."""

from toy import api, clock, play, shapes, toy, ws

__all__ = ["api", "clock", "play", "shapes", "toy", "ws"]
