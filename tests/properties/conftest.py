"""A database to fill, asked without a limit on cost: these tests ask many questions in one operation."""

import pytest

from graph.bounds import Limits
from tests.asking import Asker


@pytest.fixture
def scratch(scratch: Asker) -> Asker:
    return Asker(scratch.client, limits=Limits(cost=10**9))
