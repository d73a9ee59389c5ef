"""A file and one that deletes its statements, imported in either order, give the same graph and the same findings."""

from datetime import date
from pathlib import Path

import pytest

from exchange.incoming.report import as_text
from graph.domain.counting import Durations
from tests.api_session import TODAY, ApiSession
from tests.engines import PROOF_ON_NEO4J
from tests.exchange.dated_editions import (
    BODY,
    OFFER,
    SOURCE,
    Edition,
    Sheets,
    action,
    apply_edition,
    bodies,
    differences,
    without_imports,
)
from tests.exchange.workbooks import warnings
from tests.graphs import small
from usecases.undo import undo

pytestmark = PROOF_ON_NEO4J

DAY, BEFORE, AFTER = date(2026, 11, 10), date(2026, 6, 20), date(2026, 11, 20)
KNOWN = Edition(
    "connu.xlsx", date(2026, 1, 5), bodies() | SOURCE | {"Offres": [{"Intitulé": OFFER, "Type": "offre dédiée"}]}
)
STATING = Edition(
    "liste.xlsx", DAY, action() | {"Qui propose": [{"Institution": BODY, "Offre": OFFER, "Du": "01/01/2025"}]}
)
DELETING: Sheets = {
    "Actions": [
        {k: action()["Actions"][0][k] for k in ("Intitulé", "Début", "Territoires")} | {"À faire": "supprimer"}
    ],
    "Qui propose": [{"Institution": BODY, "Offre": OFFER, "À faire": "supprimer"}],
}
SOURCED: Sheets = {
    **DELETING,
    "Actions": [{**DELETING["Actions"][0], "Sources": "Bilan d’essai (25/11/2026)"}],
}
"""The same deletions with a source of a later day; a deletion still has the day of its file."""
SAID = ("n’entre pas", "revient", "« supprimer » supprime ce que dit")
NOTED = "il n’y a rien à supprimer ; la suppression est notée à son jour"


@pytest.fixture
async def demo(scratch: ApiSession) -> ApiSession:
    await scratch.replace(small())
    return scratch


@pytest.mark.parametrize(
    ("deleting", "stays"),
    [
        (Edition("retrait.xlsx", AFTER, DELETING), False),
        (Edition("retrait.xlsx", BEFORE, DELETING), True),
        (Edition("retrait.xlsx", DAY, DELETING), False),  # on the same day, with the last name
        (Edition("avant.xlsx", DAY, DELETING), True),
        (Edition("retrait.xlsx", BEFORE, SOURCED), True),
    ],
    ids=["later", "earlier", "of one day, last", "of one day, first", "earlier, by a later source"],
)
async def test_a_file_and_one_that_deletes_its_statements_give_the_same_graph_in_both_orders(
    demo: ApiSession, tmp_path: Path, deleting: Edition, *, stays: bool
) -> None:
    ends = []
    for order in ((STATING, deleting), (deleting, STATING)):
        await demo.replace(small())
        await apply_edition(demo, tmp_path, KNOWN)
        before = await without_imports(demo)
        applied = [await apply_edition(demo, tmp_path, edition) for edition in order]
        end = await without_imports(demo)
        ends.append(end)
        assert any(i.startswith("action:atelier-d-essai") for i in end.nodes) is stays
        messages = [warnings(examined) for examined, _ in applied]
        assert len([w for w in messages[0] if NOTED in w]) == (2 if order[0] is deleting else 0)
        is_silent = stays == (order[1] is STATING) and deleting.day != DAY
        assert len([w for w in messages[1] if any(word in w for word in SAID)]) == (0 if is_silent else 2), messages
        for edition in order:
            again, nothing = await apply_edition(demo, tmp_path, edition)
            assert nothing is None
            assert not again.comparison.absent
        for _, made in reversed(applied):
            if made is not None:
                await undo(demo.client, made.id, Durations(), TODAY)
        assert differences(await without_imports(demo), before) == []
    assert differences(*ends) == []


async def test_a_later_file_creates_things_deleted_in_advance_and_the_deletion_can_be_undone(
    demo: ApiSession, tmp_path: Path
) -> None:
    await apply_edition(demo, tmp_path, KNOWN)
    examined, deleted = await apply_edition(demo, tmp_path, Edition("retrait.xlsx", AFTER, DELETING))
    assert deleted is not None
    assert (deleted.created, deleted.changed, deleted.deleted) == (0, 0, 0)
    assert "  2 suppressions notées de ce qui n’est pas dans le graphe" in list(as_text(examined))
    left, nothing = await apply_edition(demo, tmp_path, STATING)
    assert nothing is None
    assert "Classeur « retrait.xlsx », Service d’essai (20/11/2026) a supprimé ce que dit la ligne" in warnings(left)[0]
    _, made = await apply_edition(demo, tmp_path, Edition("retour.xlsx", TODAY, STATING.sheets))
    assert made is not None
    assert made.created
    end = await without_imports(demo)
    await undo(demo.client, deleted.id, Durations(), TODAY)
    assert differences(await without_imports(demo), end) == []
    await undo(demo.client, made.id, Durations(), TODAY)
    _, applied = await apply_edition(demo, tmp_path, STATING)
    assert applied is not None
