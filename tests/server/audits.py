"""The audits of the npm package graphql-http, a conformance test of GraphQL over HTTP, run by Node against a server."""

import json
from pathlib import Path
from typing import Final, TypedDict, cast

from tests.node_scripts import run_script

_HERE: Final = Path(__file__).parent


class AuditResult(TypedDict):
    """One audit: `status` is ok, notice (MAY), warn (SHOULD) or error (MUST); `reason` says why it is not ok."""

    id: str
    name: str
    status: str
    reason: str | None


def run_audits(url: str) -> list[AuditResult]:
    """Run every audit against the endpoint at `url`; the errors are those of `run_script`."""
    return cast("list[AuditResult]", json.loads(run_script(_HERE / "audits.mjs", _HERE / "audits", url)))
