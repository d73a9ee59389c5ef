"""Tracing, set up in each worker from the standard variables of OpenTelemetry SDKs (OTEL_…).

The SDK comes with the extra `telemetry`. Problems with the variables are logged, and the service runs without tracing:
neither a wrong value nor an unreachable collector makes a request fail.
"""

import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

import structlog
from opentelemetry import trace

if TYPE_CHECKING:
    from opentelemetry.sdk.trace import TracerProvider

EXPORTER: Final = "OTEL_TRACES_EXPORTER"
ENDPOINTS: Final = ("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", "OTEL_EXPORTER_OTLP_ENDPOINT")
NONE, OTLP, CONSOLE = "none", "otlp", "console"
NOT_INSTALLED: Final = (
    "the OpenTelemetry SDK is missing; install Cinq Axes with [telemetry] (in a checkout: requirements-extras.lock)"
)
log = structlog.get_logger("cinqaxes")


def start_tracing() -> Callable[[], None]:
    """Start tracing if the variables ask for it; return the function that flushes and stops it."""
    wanted = os.environ.get(EXPORTER) or (OTLP if any(map(os.environ.get, ENDPOINTS)) else NONE)
    try:
        if wanted != NONE:
            provider = _provider(wanted)
            trace.set_tracer_provider(provider)
            return provider.shutdown
    except ImportError:
        log.warning("no tracing", reason=NOT_INSTALLED)
    except ValueError as wrong:
        log.warning("no tracing", reason=str(wrong))
    return lambda: None


def _provider(exporter: str) -> "TracerProvider":
    """Return a tracer provider; its parts read sampling, limits and endpoint from the OTEL_ variables."""
    from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter  # noqa: PLC0415 - an extra
    from opentelemetry.sdk.resources import OTELResourceDetector, Resource  # noqa: PLC0415 - the same
    from opentelemetry.sdk.trace import TracerProvider  # noqa: PLC0415 - the same
    from opentelemetry.sdk.trace.export import BatchSpanProcessor, ConsoleSpanExporter  # noqa: PLC0415 - the same

    exporters = {OTLP: OTLPSpanExporter, CONSOLE: ConsoleSpanExporter}
    if exporter not in exporters:
        message = f"{EXPORTER}: {exporter!r} is not known, give {OTLP}, {CONSOLE} or {NONE}"
        raise ValueError(message)
    ours = Resource.create({"service.name": "cinqaxes", "process.pid": os.getpid()})
    provider = TracerProvider(resource=ours.merge(OTELResourceDetector().detect()))
    provider.add_span_processor(BatchSpanProcessor(exporters[exporter]()))
    return provider
