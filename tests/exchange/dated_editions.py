"""Editions of a file that state different facts on different days, and their import, for tests."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

from changes.imports import Import
from exchange.files.reader import open_book
from exchange.incoming.examination import Examination, FileFacts
from graph.domain.counting import Durations
from graph.rights import EVERYTHING, Viewer
from tests.api_session import TODAY, ApiSession
from tests.content import Content, content
from tests.exchange.workbooks import Line, errors, write
from usecases.apply import apply_examination
from usecases.examine import examine

BODY, OFFER, ACTION = "Maison des essais", "Offre d’essai", "Atelier d’essai"
TANGRAM, TRAINER = "institution:demo-tangram", "trainer:44b06badfa7576c5"
Sheets = Mapping[str, list[Line]]


class Edition(NamedTuple):
    """A file: its name, the day that it gives, and its lines."""

    name: str
    day: date | None
    sheets: Sheets


def action(**cells: str) -> dict[str, list[Line]]:
    """Return the line of the action that all editions state."""
    line = {
        "Intitulé": ACTION,
        "Début": "01/03/2026",
        "Fin": "31/12/2026",
        "État": "en cours",
        "Axes": "3",
        "Territoires": "commune:44109",
        "Acteurs": f"{BODY} (porteur)",
    }
    return {"Actions": [line | cells]}


def bodies(**cells: str) -> dict[str, list[Line]]:
    return {"Institutions": [{"Nom": BODY, "Type": "association", "Implantation": "Nantes (44)"} | cells]}


SOURCE: dict[str, list[Line]] = {"Sources": [{"Intitulé": "Bilan d’essai", "Type": "rapport"}]}
OLD = Edition(
    "juin.xlsx",
    date(2026, 6, 20),
    bodies(Type="entreprise")
    | action(Acteurs=f"{BODY} (porteur)", Thématiques="logement", Critères="origine")
    | {
        "Offres": [{"Intitulé": OFFER, "Type": "offre catalogue", "Publics": "agents", "Durée (jours)": 1}],
        "Qui propose": [{"Institution": BODY, "Offre": OFFER, "Du": "01/01/2024", "Au": "31/12/2026"}],
        "Rattachements": [{"Formateur": TRAINER, "Institution": BODY, "Rattachement": "salarié", "Du": "2024"}],
        "Subventions": [
            {
                "Année": 2026,
                "Programme": "147",
                "Demandé (€)": 15_000,
                "Accordé (€)": 8_000,
                "Accordée par": BODY,
                "Pour": ACTION,
            }
        ],
        "Dispositifs": [
            dict(action()["Actions"][0])
            | {
                "Intitulé": "Permanence d’essai",
                "Forme": "permanence",
                "Publics": "jeunes",
                "Sources": "Bilan d’essai (20/06/2026)",
            }
        ],
        "Relevés": [
            {
                "Relevé le": "01/06/2026",
                "Axes examinés": "1 à 5",
                "Axes sans personne": "4 ; 5",
                "Territoires": "Nantes (44)",
            }
        ],
        "Sources": [{"Intitulé": "Bilan d’essai", "Type": "rapport", "Éditeur": "Service de juin"}],
    },
)
FILE = Edition(
    "novembre.xlsx",
    date(2026, 11, 10),
    bodies(**{"Autres noms": "Essais"})
    | action(Fin="31/12/2027", Acteurs=f"{BODY} (porteur) ; {TANGRAM} (partenaire)", Axes="3 ; 4")
    | {
        "Offres": [{"Intitulé": OFFER, "Type": "offre dédiée", "Publics": "agents", "Disponible dans": "Nantes (44)"}],
        "Qui propose": [{"Institution": BODY, "Offre": OFFER, "Du": "01/01/2025", "Au": "en cours"}],
        "Rattachements": [{"Formateur": TRAINER, "Institution": BODY, "Rattachement": "réseau"}],
        "Subventions": [
            {"Année": 2026, "Programme": "147", "Accordé (€)": 12_000, "Accordée par": BODY, "Pour": ACTION}
        ],
        "Dispositifs": [
            dict(action(Fin="31/12/2028")["Actions"][0])
            | {"Intitulé": "Permanence d’essai", "Forme": "charte", "Sources": "Bilan d’essai (10/11/2026)"}
        ],
        "Sources": [{"Intitulé": "Bilan d’essai", "Type": "rapport", "Éditeur": "Service de novembre"}],
    },
)
EDITED = Edition(
    "corrige.xlsx",
    date(2026, 11, 25),
    action(Fin="30/06/2027", Publics="jeunes", Critères="(effacer)")
    | bodies()
    | {
        "Subventions": [
            {"Année": 2026, "Programme": "147", "Accordé (€)": 11_500, "Accordée par": BODY, "Pour": ACTION}
        ],
        "Relevés": [
            {
                "Relevé le": "01/06/2026",
                "Axes examinés": "1 à 5",
                "Axes sans personne": "5",
                "Territoires": "Nantes (44)",
            }
        ],
    },
)
STATELESS = {name: raw for name, raw in action()["Actions"][0].items() if name != "État"}
for edition in (OLD, EDITED):  # a status that no line states is deduced on the day of the latest edition
    edition.sheets["Actions"].append(STATELESS | {"Intitulé": "Repérage d’essai", "Fin": "30/09/2026"})
EDITIONS = (OLD, FILE, EDITED)


async def check(session: ApiSession, folder: Path, edition: Edition, viewer: Viewer = EVERYTHING) -> Examination:
    """Examine an edition; its file is written once, so that it is identical when examined again."""
    path = folder / edition.name
    if not path.exists():
        write(path, edition.sheets)
    return await examine(
        session.client, open_book(path), TODAY, FileFacts("Service d’essai", day=edition.day), viewer=viewer
    )


async def apply_edition(session: ApiSession, folder: Path, edition: Edition) -> tuple[Examination, Import | None]:
    examined = await check(session, folder, edition)
    assert errors(examined) == []
    made = await apply_examination(session.client, examined, Durations(), TODAY)
    assert examined.has_changes is (made is not None)
    return examined, made


async def without_imports(session: ApiSession) -> Content:
    """Return the content of a graph without imports: nodes with their attributions, and relationships."""
    graph = await content(session.client)
    nodes = {i: node for i, node in graph.nodes.items() if not i.startswith("import:")}
    return Content(nodes, {key: facts for key, facts in graph.edges.items() if key[0] != "IMPORTED_BY"}, None)


def differences(one: Content, other: Content) -> list[object]:
    """Return the differences between two graphs."""
    different: list[object] = []
    for mine, theirs in ((one.nodes, other.nodes), (one.edges, other.edges)):
        different += [
            (key, mine.get(key), theirs.get(key)) for key in {*mine, *theirs} if mine.get(key) != theirs.get(key)
        ]
    return different
