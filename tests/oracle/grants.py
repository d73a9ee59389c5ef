"""Random grants: money with or without a known purpose."""

from hypothesis import strategies as st

from changes.rows import GraphRows
from tests.oracle.moments import some_of
from tests.oracle.training import draw_statements

GRANT_IDS = ("grant:2024-1", "grant:2025-1", "grant:2025-2")


def draw_grants(
    rows: GraphRows,
    draw: st.DrawFn,
    institutions: list[str],
    territories: list[str],
    engagements: list[str],
    sources: list[str],
) -> None:
    """Draw grants with donors, recipients, territories and purposes: some fund nothing known."""
    for grant in some_of(draw, GRANT_IDS):
        rows.node(
            "Grant",
            grant,
            year=draw(st.integers(2024, 2025)),
            programme=draw(st.sampled_from((None, "147"))),
            askedEuros=draw(st.sampled_from((None, 800, 0.1))),
            grantedEuros=draw(st.sampled_from((None, 0, 500, 0.2))),
            purpose=draw(st.sampled_from((None, "Plan de lutte", "LCD"))),
            payingService=draw(st.sampled_from((None, "DDETS"))),
        )
        for territory in some_of(draw, territories):
            rows.edge("GRANTED_IN", grant, territory)
        for relationship in ("AWARDED", "RECEIVED"):
            for institution in some_of(draw, institutions):
                rows.edge(relationship, institution, grant)
        for engagement in some_of(draw, engagements):
            rows.edge("FUNDS", grant, engagement)
        draw_statements(rows, draw, grant, sources)
