"""Spans: the trace of a request and of the work for it, through the API of OpenTelemetry.

Until an SDK is set up (`server/telemetry.py`) nothing is recorded, at almost no cost. Names follow the semantic
conventions. No attribute holds a document, a literal, a variable or the message of an exception, which may name people.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Final

from opentelemetry import trace
from opentelemetry.context import Context
from opentelemetry.trace import INVALID_SPAN, Span, SpanKind, StatusCode, format_trace_id
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

__all__ = ["Span", "SpanKind", "fail", "request_span", "span", "trace_id", "transaction_metadata"]

Attributes = Mapping[str, str | int | bool]
_TRACER: Final = trace.get_tracer("cinqaxes")
_NOT_RECORDED: Final = nullcontext(INVALID_SPAN)
# The configured propagators are not used: baggage may contain anything, and nothing here reads it.
_PARENTS: Final = TraceContextTextMapPropagator()
_NAMING_PARENTS: Final = frozenset(name.encode() for name in _PARENTS.fields)
_NO_PARENT: Final = Context()


def request_span(
    name: str, attributes: Attributes, headers: Iterable[tuple[bytes, bytes]]
) -> AbstractContextManager[Span]:
    """Record a request in the trace named by its headers (W3C Trace Context), or else in a new one."""
    named = {key.decode(): value.decode("latin-1") for key, value in headers if key in _NAMING_PARENTS}
    if not named and isinstance(trace.get_tracer_provider(), trace.ProxyTracerProvider):
        return _NOT_RECORDED
    context = _PARENTS.extract(named, _NO_PARENT) if named else _NO_PARENT
    return _recorded(name, attributes, SpanKind.SERVER, context)


def span(
    name: str, attributes: Attributes | None = None, kind: SpanKind = SpanKind.INTERNAL
) -> AbstractContextManager[Span]:
    """Record a part of the work for a request, if the request is recorded."""
    if not trace.get_current_span().is_recording():
        return _NOT_RECORDED
    return _recorded(name, attributes, kind)


@contextmanager
def _recorded(
    name: str, attributes: Attributes | None, kind: SpanKind, context: Context | None = None
) -> Iterator[Span]:
    # With True, the SDK would record the exception with its message, which may name people.
    with _TRACER.start_as_current_span(
        name, context, kind, attributes, record_exception=False, set_status_on_exception=False
    ) as current:
        try:
            yield current
        except BaseException as error:
            fail(current, str(getattr(error, "code", "")) or type(error).__qualname__)
            raise


def fail(failed: Span, kind: str) -> None:
    """Mark a span as failed, with the kind of error."""
    failed.set_attribute("error.type", kind)
    failed.set_status(StatusCode.ERROR)


def trace_id(of: Span) -> str | None:
    """Return the id of a span's trace, as written to logs and databases; None if there is no trace."""
    context = of.get_span_context()
    return format_trace_id(context.trace_id) if context.is_valid else None


def transaction_metadata() -> dict[str, str] | None:
    """Return the trace context that is sent with a transaction; None if the request is not recorded."""
    current = trace.get_current_span()
    return {"trace_id": format_trace_id(current.get_span_context().trace_id)} if current.is_recording() else None
