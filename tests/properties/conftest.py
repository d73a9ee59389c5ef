"""A database to fill, without a limit on cost: these tests ask many questions in one operation."""

import pytest

from graph.bounds import Limits
from tests.api_session import ApiSession


@pytest.fixture
def scratch(scratch: ApiSession) -> ApiSession:
    return ApiSession(scratch.client, limits=Limits(cost=10**9))
