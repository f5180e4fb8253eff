"""What Prometheus reads from /metrics: how long answers take, what is refused and how many wait, of all workers."""

from __future__ import annotations

import os

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

PATH = "/metrics"
FOLDER = "PROMETHEUS_MULTIPROC_DIR"  # Prometheus's own variable: where the workers' counts lie
SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)
OTHER = "other"


class Metrics:
    """The counts of one process; with `PROMETHEUS_MULTIPROC_DIR` those of all workers are shown, added up."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self.latency = Histogram(
            "lenetlab_request_seconds",
            "Seconds from a request's headers to its answer, by the question asked",
            ["question"],
            buckets=SECONDS,
            registry=self.registry,
        )
        self.requests = Counter("lenetlab_requests", "Requests by status", ["status"], registry=self.registry)
        self.refusals = Counter("lenetlab_refusals", "Requests not computed", ["reason"], registry=self.registry)
        self.waiting = Gauge(
            "lenetlab_waiting", "Requests waiting for a turn", registry=self.registry, multiprocess_mode="livesum"
        )

    def add(self, question: str, refused: str, status: int, seconds: float, waiting: int) -> None:
        """Count one request. waiting: how many wait for a turn now."""
        self.latency.labels(question or OTHER).observe(seconds)
        self.requests.labels(str(status)).inc()
        self.waiting.set(waiting)
        if refused:
            self.refusals.labels(refused).inc()

    def exposition(self) -> tuple[bytes, str]:
        """All counts as Prometheus reads them, and their content type."""
        registry = self.registry
        if os.environ.get(FOLDER):
            registry = CollectorRegistry()
            MultiProcessCollector(registry)
        return generate_latest(registry), CONTENT_TYPE_LATEST
