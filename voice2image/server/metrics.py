"""Figures for Prometheus. They name no client's words, and no client."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from voice2image.events import Event, PanelDrawn, PanelFailed, PreviewDrawn

__all__ = ["Metrics"]


class Metrics:
    """The counters of one service, in a registry of its own, so that two services in one process don't meet."""

    def __init__(self) -> None:
        self.registry: CollectorRegistry = CollectorRegistry()
        self.boards = Counter("voice2image_boards", "Boards that came to an end.", ["state"], registry=self.registry)
        self.pictures = Counter("voice2image_pictures", "Pictures drawn.", ["kind"], registry=self.registry)
        self.requests = Counter(
            "voice2image_requests", "Answers given.", ["method", "route", "status"], registry=self.registry
        )
        self.request_seconds = Histogram(
            "voice2image_request_seconds", "How long answers took to begin.", ["route"], registry=self.registry
        )
        self.boards_under_way = Gauge("voice2image_boards_under_way", "Boards being drawn.", registry=self.registry)
        self.boards_waiting = Gauge("voice2image_boards_waiting", "Boards that are queued.", registry=self.registry)
        self.live = Gauge("voice2image_live_sessions", "People who are speaking.", registry=self.registry)
        self.line = Gauge("voice2image_line", "Calls that wait for a model.", ["model"], registry=self.registry)

    def count(self, event: Event) -> None:
        """Count what an event tells of."""
        match event:
            case PanelDrawn(reused=False):
                self.pictures.labels("panel").inc()
            case PanelFailed():
                self.pictures.labels("failed").inc()
            case PreviewDrawn():
                self.pictures.labels("preview").inc()

    def text(self) -> bytes:
        """All of it, in Prometheus' text format."""
        return generate_latest(self.registry)
