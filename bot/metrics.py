"""What Prometheus can read at `/metrics`: numbers and kinds, never a person or a text."""

import re
from datetime import timedelta

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram

_CODE = re.compile(r"[a-z][a-z_]{0,49}")


class Metrics:
    """One registry an app, so that two apps in one process do not share numbers."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._requests = Counter(
            "goodtalk_requests", "Requests of Slack by answer", ["status"], registry=self.registry
        )
        self._ack = Histogram(
            "goodtalk_ack_seconds",
            "Time from request to answer",
            buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3),
            registry=self.registry,
        )
        self._slack_calls = Counter(
            "goodtalk_slack_calls",
            "Calls of Slack's Web API by method and result",
            ["method", "result"],
            registry=self.registry,
        )
        self._deliveries = Gauge(
            "goodtalk_deliveries", "Deliveries by state", ["state"], registry=self.registry
        )
        self._backlog = Gauge(
            "goodtalk_due_backlog", "Deliveries that are due now and not yet sent", registry=self.registry
        )
        self._lag = Gauge("goodtalk_tick_age_seconds", "Time since the last tick", registry=self.registry)

    def request(self, status: int, seconds: float) -> None:
        """Count one request of Slack and how long its answer took."""
        self._requests.labels(str(status)).inc()
        self._ack.observe(seconds)

    def slack_call(self, method: str, result: str) -> None:
        """Count one call of the Web API: "ok", "no_answer", or Slack's code for its refusal."""
        self._slack_calls.labels(method, result if _CODE.fullmatch(result) else "other").inc()

    def deliveries(self, by_state: dict[str, int], *, backlog: int) -> None:
        """Set how many deliveries are in each state now, and how many of them are due."""
        self._deliveries.clear()
        self._backlog.set(backlog)
        for state, count in by_state.items():
            self._deliveries.labels(state).set(count)

    def tick_lag(self, age: timedelta) -> None:
        """Set how long ago the last tick was."""
        self._lag.set(age.total_seconds())
