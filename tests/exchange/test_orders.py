"""A file, an older edition and an edited one give the same graph in every order, and can be undone."""

import tempfile
from collections.abc import Mapping
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from changes.audit import problems
from exchange.cells.text import Raw
from graph.domain.counting import Durations
from tests.api_session import TODAY, ApiSession
from tests.content import Content
from tests.engines import PROOF_ON_NEO4J, as_many
from tests.exchange.dated_editions import (
    ACTION,
    BODY,
    EDITED,
    EDITIONS,
    FILE,
    OFFER,
    OLD,
    SOURCE,
    TANGRAM,
    Edition,
    action,
    apply_edition,
    bodies,
    differences,
    without_imports,
)
from tests.exchange.workbooks import Line, warnings
from tests.graphs import small
from tests.proofs import TIMES
from usecases.undo import undo

pytestmark = PROOF_ON_NEO4J

EXPECTED = """query($action: ID!) {
  node(id: $action) { ... on Action {
    endsOn themes criteria audiences axes
    sources { confirmedOn } grants { askedEuros grantedEuros } } }
}"""


@pytest.fixture
async def demo(scratch: ApiSession) -> ApiSession:
    await scratch.replace(small())
    return scratch


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the editions' files, each written once: a file written again would have another digest."""
    return tmp_path_factory.mktemp("editions")


@pytest.fixture(scope="module")
def same_day_ends() -> list[Content]:
    """The graphs after each order of the files of one day; all must equal the first."""
    return []


@pytest.fixture(scope="module")
def ends() -> list[Content]:
    """The graphs after each order; all must equal the first."""
    return []


@pytest.mark.parametrize("order", list(permutations(EDITIONS)), ids=lambda order: "-".join(e.name[:4] for e in order))
async def test_editions_imported_in_any_order_give_the_same_graph_and_can_be_undone(
    demo: ApiSession, files: Path, ends: list[Content], order: tuple[Edition, ...]
) -> None:
    before, problems_before = await without_imports(demo), await problems(demo.client)
    made = [applied for edition in order if (applied := (await apply_edition(demo, files, edition))[1])]
    end = await without_imports(demo)
    ends.append(end)
    assert differences(end, ends[0]) == []
    assert await problems(demo.client) == problems_before
    for edition in order:
        again, nothing = await apply_edition(demo, files, edition)
        assert not again.comparison.changes
        assert nothing is None
    (identifier,) = (i for i in end.nodes if i.startswith("action:atelier-d-essai"))
    node = (await demo.data(EXPECTED, {"action": identifier}))["node"]
    assert (node["endsOn"], node["themes"], node["criteria"], node["audiences"]) == (
        "2027-06-30",
        ["HOUSING"],
        [],
        ["YOUTH"],
    )
    assert node["grants"] == [{"askedEuros": 15_000, "grantedEuros": 11_500}]
    assert sorted(source["confirmedOn"] for source in node["sources"]) == ["2026-06-20", "2026-11-10", "2026-11-25"]
    (stateless,) = (i for i in end.nodes if i.startswith("action:reperage-d-essai"))
    assert end.nodes[stateless][1]["status"] == "DONE"
    for one in reversed(made):
        await undo(demo.client, one.id, Durations(), TODAY)
    assert differences(await without_imports(demo), before) == []


SAME_DAY = (
    EDITED,
    Edition("corrige-v2.xlsx", EDITED.day, action(Fin="31/03/2027", Publics="agents") | bodies(Type="autre")),
    Edition("corrige-v10.xlsx", EDITED.day, action(Fin="30/04/2027", Publics="agents") | bodies(Type="entreprise")),
)
NAMED = Edition("sources.xlsx", OLD.day, action(Sources="Bilan d’essai (15/03/2026)") | bodies() | SOURCE)


@pytest.mark.parametrize("order", list(permutations(SAME_DAY)), ids=lambda o: "-".join(e.name[8:-5] or "v1" for e in o))
async def test_files_of_one_day_imported_in_any_order_give_the_same_graph_and_report_each_replacement(
    demo: ApiSession, files: Path, same_day_ends: list[Content], order: tuple[Edition, ...]
) -> None:
    applied = [await apply_edition(demo, files, edition) for edition in order]
    assert all("(Fin)" in "".join(warnings(examined)) for examined, _ in applied[1:])
    graph = await without_imports(demo)
    same_day_ends.append(graph)
    assert differences(graph, same_day_ends[0]) == []
    (identifier,) = (i for i in graph.nodes if i.startswith("action:atelier-d-essai"))
    assert str(graph.nodes[identifier][1]["endsOn"]) == "2027-04-30"
    for edition in order:
        assert not (await apply_edition(demo, files, edition))[0].comparison.changes


@pytest.mark.parametrize("order", [(NAMED, EDITED, FILE), (EDITED, FILE, NAMED), (FILE, NAMED, EDITED)])
async def test_sources_that_one_edition_names_are_kept_in_any_order(
    demo: ApiSession, files: Path, order: tuple[Edition, ...]
) -> None:
    for edition in order:
        await apply_edition(demo, files, edition)
    graph = await without_imports(demo)
    (identifier,) = (i for i in graph.nodes if i.startswith("action:atelier-d-essai"))
    sources = [
        (key[2], str(facts["confirmedOn"]))
        for key, facts in graph.edges.items()
        if key[:2] == ("STATED_BY", identifier)
    ]
    assert [(source.split("-")[0], day) for source, day in sources] == [("source:bilan", "2026-03-15")]


CELLS: Mapping[str, tuple[Line, Mapping[str, tuple[Raw, ...]]]] = {
    "Institutions": ({"Nom": BODY, "Implantation": "Nantes (44)"}, {"Type": ("association", "entreprise", "autre")}),
    "Offres": (
        {"Intitulé": OFFER},
        {
            "Type": ("offre catalogue", "offre dédiée"),
            "Publics": ("", "agents", "(effacer)"),
            "Durée (jours)": ("", 1, 2),
        },
    ),
    "Qui propose": (
        {"Institution": BODY, "Offre": OFFER},
        {"Du": ("", "2024", "2025"), "Au": ("", "en cours", "2026", "2027")},
    ),
    "Actions": (
        {"Intitulé": ACTION, "Début": "01/03/2026", "Territoires": "commune:44109"},
        {
            "Axes": ("3", "3 ; 4"),
            "Acteurs": (f"{BODY} (porteur)", f"{BODY} (financeur)", f"{BODY} (porteur) ; {TANGRAM} (partenaire)"),
            "Fin": ("", "en cours", "30/09/2026", "31/12/2027"),
            "État": ("", "", "en cours"),
            "Thématiques": ("", "logement", "(effacer)"),
        },
    ),
    "Subventions": (
        {"Année": 2026, "Programme": "147", "Accordée par": BODY, "Pour": ACTION},
        {"Demandé (€)": ("", 15_000, 20_000), "Accordé (€)": ("", 8_000, 12_000, "(effacer)")},
    ),
}
"""The cells that identify a line of each sheet, and the values of editions in its other cells."""


@settings(max_examples=TIMES * as_many(4, 2))
@drawn(st.data())
async def test_random_editions_imported_in_any_order_give_the_same_graph(
    scratch: ApiSession, data: st.DataObject
) -> None:
    choices = {
        name: st.fixed_dictionaries({h: st.sampled_from(v) for h, v in c.items()}) for name, (_, c) in CELLS.items()
    }
    editions = []
    for day in (OLD.day, FILE.day, EDITED.day):
        sheets: dict[str, list[Line]] = {name: [{**CELLS[name][0], **data.draw(c)}] for name, c in choices.items()}
        sheets["Sources"] = [
            {"Intitulé": f"Source du {day}", "Type": "rapport"}
        ]  # otherwise equal lines would be one file
        editions.append(Edition(f"{day}.xlsx", day, sheets))
    order = data.draw(st.permutations([*editions, data.draw(st.sampled_from(editions))]))
    ends = []
    with tempfile.TemporaryDirectory() as folder:
        for some_order in (editions, order):
            await scratch.replace(small())
            before = await without_imports(scratch)
            made = [applied for e in some_order if (applied := (await apply_edition(scratch, Path(folder), e))[1])]
            ends.append(await without_imports(scratch))
            for one in reversed(made):
                await undo(scratch.client, one.id, Durations(), TODAY)
            assert differences(await without_imports(scratch), before) == []
    assert differences(*ends) == []
