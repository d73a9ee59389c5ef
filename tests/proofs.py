"""The cases of a proof that CI runs, and those that only `make proofs` runs (CONTRIBUTING.md, « Tests »).

A test marked `proof` is left out of CI. Tests with drawn cases, and those of `some_in_ci`, run in both: in CI few
cases, before a release all of them (ten times as many drawn ones).
"""

import os
from collections.abc import Iterable
from typing import Any

import pytest
from _pytest.mark.structures import ParameterSet

TIMES = int(os.environ.get("CINQAXES_TEST_TIMES", "1"))
"""The factor of drawn cases compared with CI."""


def some_in_ci(cases: Iterable[Any], *in_ci: Any) -> list[ParameterSet]:
    """Return all cases for `parametrize`; CI runs only those named, one of each kind, and the others are proofs."""
    every = list(cases)
    assert in_ci, "CI runs at least one case"
    assert all(case in every for case in in_ci), "CI runs only existing cases"
    return [pytest.param(case, marks=() if case in in_ci else pytest.mark.proof) for case in every]
