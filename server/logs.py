"""Logs: one line an event, for people or as JSON.

Rule: everything goes through structlog, uvicorn's own messages included.
"""

import logging
import sys

import structlog
from structlog.typing import EventDict, WrappedLogger

from server.settings import LogFormat


def configure_logs(form: LogFormat) -> None:
    """Write logs to standard error in the form asked for."""
    shared: list[structlog.typing.Processor] = [
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _without_nothing,
    ]
    last: structlog.typing.Processor = (
        structlog.processors.JSONRenderer(ensure_ascii=False)
        if form is LogFormat.JSON
        else structlog.dev.ConsoleRenderer(
            colors=sys.stderr.isatty(), pad_event_to=0, exception_formatter=structlog.dev.plain_traceback
        )
    )
    without_values = structlog.tracebacks.ExceptionDictTransformer(show_locals=False)
    render = [structlog.processors.ExceptionRenderer(without_values), last] if form is LogFormat.JSON else [last]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *render],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.INFO)
    for name in ("neo4j", "uvicorn.error"):
        logging.getLogger(name).setLevel(logging.WARNING)


def _without_nothing(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    return {key: value for key, value in event.items() if value is not None}
