"""Root fields that read nodes: one by id, several, a territory, lists; and the vocabularies.

Rule: each is one statement; what is nested in it is in the statement.
"""

from collections.abc import Callable, Sequence

from graph.errors import Code, ClientError
from graph.model import SHAPE
from graph.statement.core.projection import each
from graph.statement.core.selection import Field
from graph.statement.read.nodes import Joined, connection
from graph.vocabulary import VOCABULARIES
from resolvers.execute.objects import NodeFetcher, keys, rendered, renderer
from resolvers.execute.root import Begin, Pending, Planning, RootRun, day_of

IDS_LIMIT = 100
LISTS = {kind.plural: kind for kind in SHAPE.kinds.values() if kind.plural}


def listed(planning: Planning, root: Field) -> Begin:
    """Plan a list of nodes of a kind."""
    w = planning.writer()
    text, finish = connection(w, Joined(LISTS[root.name]), root, planning.day, remembers=remembers_total(root))
    planned = planning.statement(w, [text])
    return lambda run: (planned.bind(run), lambda rows: finish(rows[0], run))


def remembers_total(root: Field) -> bool:
    """Return whether a root field asks for a page of nodes that match, and how many do on all pages."""
    if root.name not in LISTS or not root.arguments.get("where"):
        return False
    names = {field.name for field in root.sub().only()[1]}
    return "totalCount" in names and not names.isdisjoint({"edges", "pageInfo"})


def is_counted(root: Field) -> bool:
    """Return whether a root field asks how many nodes of a kind there are, and for nothing else."""
    return root.name in LISTS and {field.name for field in root.sub().only()[1]} <= {"totalCount", "__typename", "asOf"}


def counted(planning: Planning, roots: Sequence[Field]) -> Begin:
    """Plan several such root fields as one statement; the answer is a list."""
    w = planning.writer()
    parts = [connection(w, Joined(LISTS[root.name]), root, day_of(root)) for root in roots]
    planned = planning.statement(w, [text for text, _ in parts])
    finishes = [finish for _, finish in parts]

    def begin(run: RootRun) -> Pending:
        return planned.bind(run), lambda rows: [finish(row, run) for finish, row in zip(finishes, rows, strict=True)]

    return begin


def one(planning: Planning, root: Field) -> Begin:
    """Plan the node of an id; None when unknown."""
    return _by_id(planning, root, lambda run: run.arguments(root)["id"])


def territory(planning: Planning, root: Field) -> Begin:
    """Plan one territory, by id or by kind and code; None when unknown."""

    def identifier(run: RootRun) -> str | None:
        reference = run.arguments(root)["ref"]
        try:
            found: str = reference["id"] if "id" in reference else run.rests.territory(reference, run.day(planning.day))
        except ClientError:
            return None
        return found if SHAPE.base_of_id(found) == "Territory" else None

    return _by_id(planning, root, identifier)


def _by_id(planning: Planning, root: Field, identifier: Callable[[RootRun], str | None]) -> Begin:
    dressing = NodeFetcher(planning, missing_allowed=True)
    read = dressing.reader(root.sub())

    return lambda run: rendered(dressing, read, identifier(run), run)


def several(planning: Planning, root: Field) -> Begin:
    """Plan the nodes of several ids, in their order; None where unknown."""
    dressing = NodeFetcher(planning, missing_allowed=True)
    read = each(dressing.reader(root.sub()), nullable=True)

    def begin(run: RootRun) -> Pending:
        ids = run.arguments(root)["ids"]
        if len(ids) > IDS_LIMIT:
            message = f"ids: {len(ids):,} ids are too many, give {IDS_LIMIT} at most"
            raise ClientError(message, Code.LIMIT_EXCEEDED)
        return rendered(dressing, read, ids, run)

    return begin


def vocabularies(planning: Planning, root: Field) -> Begin:
    """Plan the vocabularies; no statement is needed."""
    known = {words.__name__: words for words in VOCABULARIES}
    dressing = NodeFetcher(planning)
    render = each(renderer(root.sub(), dressing))

    def begin(run: RootRun) -> Pending:
        names = run.arguments(root).get("names")
        for name in names or ():
            if name not in known:
                message = f"names: no vocabulary is called {name!r}; there are {', '.join(known)}"
                raise ClientError(message, Code.NOT_FOUND)
        run.getters = {
            "Vocabulary": keys("name", "members"),
            "VocabularyMember": {
                "value": lambda word, _: str(word),
                "labelFr": lambda word, _: word.label_fr,
                "labelEn": lambda word, _: word.label_en,
                "meaning": lambda word, _: word.meaning,
            },
        }
        shown = [{"name": name, "members": list(known[name])} for name in (names or known)]
        return rendered(dressing, render, shown, run)

    return begin
