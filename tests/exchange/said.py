"""Helpers for tests: expect a fault with a given French sentence, and add findings with any message."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from exchange.faults import FaultError
from exchange.findings import Finding, Findings, Place, Severity
from exchange.sentences import FRENCH
from judgement.problems import Gravity


@contextmanager
def refused(sentence: str = "") -> Iterator[None]:
    """Expect a fault whose French sentence matches a pattern."""
    with pytest.raises(FaultError) as raised:
        yield
    assert re.search(sentence, FRENCH.sentence(raised.value.problem))


def error(findings: Findings, place: Place, value: str, message: str) -> None:
    """Add an error."""
    findings.add(Finding(Severity.ERROR, place, value, message))


def warn(findings: Findings, place: Place, value: str, message: str, gravity: Gravity = Gravity.MAY_BE_WRONG) -> None:
    """Add a warning."""
    findings.add(Finding(Severity.WARNING, place, value, message, gravity))
