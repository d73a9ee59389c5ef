"""CSV tables of the demonstration as rows: each table contains the nodes of one kind or the relationships of one type.

Headings are names of the model (`graph.model`), and nothing here knows a particular table. A heading names a property
or a relation. The cells of a relation list ids, each followed by the facts of its relationship, if any: `institution:a
LEAD+PARTNER; institution:b FUNDER`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from changes.rows import EdgeRow, GraphRows, NodeRow, Value
from graph.shape import Direction, Kind, Property, Relation, RelationshipType, Scalar
from seed.demo.cells import Cell, suggest
from seed.table import read_table

NEVER_EMPTY = {"actors", "sources", "territories"}
"""The relations that no line may leave empty."""
HEADING_LINE = 1

Line = dict[str, Cell]


@dataclass
class Reading:
    """The rows of the tables read so far, the cell of each new id, and the cells that refer to a node of a kind."""

    rows: GraphRows = field(default_factory=GraphRows)
    places: dict[str, Cell] = field(default_factory=dict)
    references: list[tuple[Cell, str]] = field(default_factory=list)

    def refer(self, cell: Cell, target: str) -> str:
        """Note that a cell refers to a node of a kind or interface, and return its id."""
        self.references.append((cell, target))
        return cell.text

    def facts(self, line: Line, properties: Sequence[Property]) -> dict[str, Value]:
        """Return the facts of a line, except empty ones; a fact that is an id refers to a source."""
        columns = [p for p in properties if p.name in line]
        for cell in (line[p.name] for p in columns if p.type is Scalar.ID and line[p.name].text):
            self.refer(cell, "Source")
        values = {p.name: line[p.name].value(p) for p in columns}
        return {name: value for name, value in values.items() if value is not None}


def read_nodes(path: Path, kind: Kind, reading: Reading) -> None:
    """Read a table of nodes, with the relations that its headings name.

    Raises:
        CellError: a heading, an id or a value is wrong.
    """
    relations = [r for r in kind.relations if r.stated]
    columns = [p for p in kind.properties if not p.derived and p.name != "fictional"]
    required = [p.name for p in columns if p.required]
    facts = [p for p in columns if p.linked is None and p.name != "id"]
    fictional: dict[str, Value] = {"fictional": True} if kind.property("fictional") else {}
    for line in _lines(path, required, {p.name for p in columns} | {r.name for r in relations}):
        identifier = _new_id(line["id"], kind, reading)
        reading.rows.nodes.append(NodeRow(kind.name, identifier, reading.facts(line, facts) | fictional))
        for relation in relations:
            if relation.name in line:
                _read_relation(line[relation.name], identifier, relation, reading)
        _read_linked(line, identifier, kind, reading)


def read_edges(path: Path, relationship: RelationshipType, reading: Reading) -> None:
    """Read a table of relationships: a column for each end, named after its kind, then columns of facts.

    Raises:
        CellError: a heading, an id or a value is wrong.
    """
    start, end = (name[0].lower() + name[1:] for name in (relationship.start, relationship.end))
    for line in _lines(path, [start, end], {start, end} | {p.name for p in relationship.properties}):
        reading.rows.edges.append(
            EdgeRow(
                relationship.name,
                reading.refer(line[start], relationship.start),
                reading.refer(line[end], relationship.end),
                reading.facts(line, relationship.properties),
            )
        )


def _lines(path: Path, required: Sequence[str], columns: set[str]) -> Iterator[Line]:
    table = read_table(path)
    _check_headings(path, table.headings, required, columns)
    for number, line in table.lines:
        cells = zip(table.headings, line, strict=True)
        yield {name: Cell(path.name, number, name, text.strip()) for name, text in cells}


def _check_headings(path: Path, headings: Sequence[str], required: Sequence[str], columns: set[str]) -> None:
    for name in headings:
        if name not in columns:
            Cell(path.name, HEADING_LINE, name, name).refuse("n’est pas une colonne", suggest(sorted(columns)))
    for name in required:
        if name not in headings:
            Cell(path.name, HEADING_LINE, name, name).refuse("manque", f"une colonne « {name} »")


def _new_id(cell: Cell, kind: Kind, reading: Reading) -> str:
    prefixes = [f"{prefix}:" for prefix in kind.prefixes]
    if not cell.text.startswith(tuple(prefixes)):
        cell.refuse("ne peut pas nommer cette ligne", " ou ".join(f"{prefix}…" for prefix in prefixes))
    if cell.text in reading.places:
        first = reading.places[cell.text]
        cell.refuse(f"est déjà pris dans {first.file}, ligne {first.line}", "un identifiant nouveau")
    reading.places[cell.text] = cell
    return cell.text


def _read_relation(cell: Cell, identifier: str, relation: Relation, reading: Reading) -> None:
    items = cell.parts()
    if not items and relation.name in NEVER_EMPTY:
        cell.refuse("est vide", "au moins un identifiant")
    if relation.single and len(items) > 1:
        cell.refuse("en nomme plusieurs", "un seul identifiant")
    for item in items:
        reference, *facts = (item.part(text) for text in item.text.split(" "))
        if len(facts) != len(relation.edge):
            form = " ".join(["identifiant", *(p.name for p in relation.edge)])
            item.refuse("est incomplet ou trop long", f"« {form} »")
        properties = {p.name: fact.value(p, "+") for p, fact in zip(relation.edge, facts, strict=True)}
        ends = (identifier, reading.refer(reference, relation.target))
        start, end = ends if relation.direction is Direction.OUT else ends[::-1]
        reading.rows.edges.append(EdgeRow(relation.through, start, end, properties))


def _read_linked(line: Line, identifier: str, kind: Kind, reading: Reading) -> None:
    for linked in (p for p in kind.properties if p.linked is not None):
        relationship = linked.linked[0] if linked.linked else ""
        line[linked.name].value(linked)
        for part in line[linked.name].parts():
            reading.rows.edges.append(EdgeRow(relationship, identifier, f"axis:{part.text}"))
