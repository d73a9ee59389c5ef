"""An anonymous check reveals nothing of a hidden person's name: graphs that differ only by it give the same report.

Rule: one workbook names a person everywhere a cell can; the graph's hidden trainer has that very name, one that differs
by a letter or by the order of the words, or another. The reports must be equal but for random ids.
"""

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import given as drawn
from hypothesis import strategies as st

from changes.rows import GraphRows
from exchange.files.reader import open_book
from exchange.incoming.examination import FileFacts
from exchange.incoming.report import as_json
from graph.rights import EVERYTHING, VISITOR, Viewer
from tests.api_session import TODAY, ApiSession
from tests.engines import PROOF_ON_NEO4J, as_many
from tests.exchange.workbooks import Line, write
from tests.proofs import TIMES
from usecases.examine import examine

pytestmark = PROOF_ON_NEO4J

HIDDEN, LISTED = "trainer:00000000deadbeef", "trainer:00000000cafecafe"
TOWN, BODY, OFFER, SESSION = "commune:44109", "institution:120000000", "offer:accueil", "session:accueil"
PLACES = (
    ("COUNTRY", "FR", "France"),
    ("REGION", "52", "Pays de la Loire"),
    ("DEPARTEMENT", "44", "Loire-Atlantique"),
    ("COMMUNE", "44109", "Nantes"),
)
DRAWN = re.compile(r"trainer:[0-9a-f]{16}")
LETTERS = st.text(st.sampled_from("abdeilmnorstuz"), min_size=3, max_size=8).map(str.capitalize)
NAMES = st.builds(lambda first, last: f"{first} {last}", LETTERS, LETTERS)


def graph(name: str) -> GraphRows:
    """Return a network in which a trainer of this name is hidden, and another listed."""
    rows = GraphRows()
    above = None
    for kind, code, territory_name in PLACES:
        identifier = f"{kind.lower()}:{code}"
        rows.node("AdministrativeTerritory", identifier, kind=kind, code=code, name=territory_name, fictional=True)
        if above:
            rows.edge("PART_OF", identifier, above)
            rows.edge("ATTACHED_TO", identifier, above)
        above = identifier
    rows.node("Institution", BODY, name="Maison des droits", kind="ASSOCIATION", fictional=True)
    rows.node("Offer", OFFER, title="Accueillir sans discriminer", kind="CATALOGUE", fictional=True)
    rows.node("Source", "source:bilan", title="Bilan 2025", kind="REPORT")
    for trainer, trainer_name, is_listed in ((HIDDEN, name, False), (LISTED, "Jeannette Public", True)):
        rows.node("Trainer", trainer, name=trainer_name, publicListing=is_listed, fictional=True)
        rows.edge("AFFILIATED_WITH", trainer, BODY, kind="EMPLOYED")
        rows.edge("INTERVENES_IN", trainer, TOWN)
        rows.edge("QUALIFIED_FOR", trainer, OFFER)
        rows.edge("BASED_IN", trainer, TOWN)
    rows.node("TrainingSession", SESSION, title="Accueillir", startsOn=TODAY, status="ACTIVE", fictional=True)
    rows.edge("ENGAGED_IN", HIDDEN, SESSION, roles=["TRAINER"])
    rows.edge("ENGAGED_IN", BODY, SESSION, roles=["LEAD"])
    rows.edge("TARGETS", SESSION, TOWN)
    rows.edge("ON_AXIS", SESSION, "axis:2")
    rows.edge("STATED_BY", SESSION, "source:bilan")
    return rows


def sheets(name: str) -> dict[str, list[Line]]:
    """Return the lines of a workbook that names a person in every possible cell."""
    session = {"Début": str(TODAY), "Territoires": "Nantes (44)", "Sources": "Bilan 2025"}
    return {
        "Formateurs": [
            {"Nom": name},
            {"Nom": name, "Implantation": "Nantes (44)", "Rapprochement": "nouveau"},
            {"Nom": f"{name}e", "Rapprochement": name},
            {"Nom": f"{name}s"},
            {"Nom": "Autre Nom", "Rapprochement": HIDDEN},
            {"Identifiant": HIDDEN, "Nom": name, "Liste publique": "non"},
            {"Identifiant": LISTED, "Nom": name},
        ],
        "Institutions": [{"Nom": name, "Type": "association"}, {"Nom": "Maison", "Autres noms": name}],
        "Rattachements": [{"Formateur": name, "Institution": "Maison des droits", "Rattachement": "salarié"}],
        "Interventions": [
            {"Formateur": f"{name} [{HIDDEN}]", "Territoire": "Nantes (44)"},
            {"Formateur": name, "Territoire": "Nantes (44)", "À faire": "supprimer"},
        ],
        "Qualifications": [{"Formateur": name, "Offre": "Accueillir sans discriminer", "Délivrée par": name}],
        "Offres": [{"Intitulé": f"Offre de {name}", "Type": "offre catalogue", "Service qui décide": name}],
        "Sessions": [
            {"Intitulé": "Accueillir", "Acteurs": f"{name} (formateur)", **session},
            {"Intitulé": f"Atelier de {name}", "Acteurs": f"{name} (formateur) ; Maison des droits", **session},
            {
                "Intitulé": "Autre",
                "Acteurs": name,
                "Projet": f"selon {name}",
                "Transformation": f"selon {name}",
                "Besoin repéré par": name,
                **session,
            },
        ],
        "Diagnostics": [{"Intitulé": "État", "Acteurs": f"{name} (porteur)", "Constats": f"dit {name}", **session}],
        "Sources": [{"Intitulé": name, "Éditeur": name}, {"Intitulé": f"Note de {name}", "Type": "note d'agent"}],
        "Subventions": [{"Année": "2025", "Accordée par": name, "Pour": f"Atelier de {name}"}],
    }


@st.composite
def near(draw: st.DrawFn, name: str) -> str:
    """Draw a name that is almost another: one letter removed, added or changed, another word order, no accents."""
    at, letter = draw(st.integers(0, len(name) - 1)), draw(st.sampled_from("aeln"))
    return draw(
        st.sampled_from(
            (
                name[:at] + name[at + 1 :],
                name[:at] + letter + name[at:],
                name[:at] + letter + name[at + 1 :],
                " ".join(reversed(name.split())),
                name.upper(),
                name.split(" ", maxsplit=1)[0],
            )
        )
    )


@st.composite
def cases(draw: st.DrawFn) -> tuple[str, list[str], Mapping[str, Sequence[Line]]]:
    """Draw the name in a workbook, the names of the hidden trainer, and the sheets of the workbook."""
    name = draw(NAMES)
    every = sheets(name)
    chosen = draw(st.lists(st.sampled_from(sorted(every)), unique=True, min_size=1) | st.just(sorted(every)))
    lines = {sheet: draw(st.permutations(every[sheet])) for sheet in chosen}
    return name, [name, draw(near(name)), draw(NAMES), "Formateur·rice"], lines


@drawn(cases())
@settings(max_examples=TIMES * as_many(6, 3), suppress_health_check=[HealthCheck.function_scoped_fixture])
async def test_a_hidden_name_changes_nothing_in_an_anonymous_check(
    scratch: ApiSession, tmp_path: Path, case: tuple[str, list[str], Mapping[str, Sequence[Line]]]
) -> None:
    _, hidden_names, lines = case
    path = write(tmp_path / "a.xlsx", lines)
    reports = [await report(scratch, path, hidden) for hidden in hidden_names]
    assert reports[0].count("\n") > len(lines)
    assert {hidden: text for hidden, text in zip(hidden_names, reports, strict=True) if text != reports[0]} == {}


async def test_an_officers_check_does_depend_on_the_hidden_name(scratch: ApiSession, tmp_path: Path) -> None:
    path = write(tmp_path / "a.xlsx", sheets("Zoé Inventée"))
    reports = [await report(scratch, path, name, EVERYTHING) for name in ("Zoé Inventée", "Zoé Inventé", "Ali Dune")]
    assert len({*reports}) == len(reports)


async def report(session: ApiSession, path: Path, hidden: str, viewer: Viewer = VISITOR) -> str:
    """Return the report of a file for a graph with a hidden name; random ids are numbered in order."""
    await session.replace(graph(hidden))
    examined = await examine(session.client, open_book(path), TODAY, FileFacts(), viewer=viewer)
    numbers: dict[str, str] = {HIDDEN: HIDDEN, LISTED: LISTED}
    return DRAWN.sub(
        lambda match: numbers.setdefault(match[0], f"trainer:drawn-{len(numbers)}"), as_json(examined).decode()
    )
