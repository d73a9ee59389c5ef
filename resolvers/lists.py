"""Root fields that read nodes: one by id, several, a territory, lists; and the vocabularies.

Rule: each is one statement; what is nested in it is in the statement.
"""

from typing import Any

from graph.mistakes import Code, Mistake
from graph.model import SHAPE
from graph.statement.nodes import Joined, connection
from graph.statement.selection import Field
from graph.statement.writer import Context, Writer
from graph.vocabulary import VOCABULARIES
from resolvers.asked import Asked
from resolvers.rendering import Dresser, Getters, Ref, keys, renderer

IDS_LIMIT = 100
LISTS = {kind.plural: kind for kind in SHAPE.kinds.values() if kind.plural}


async def listed(asked: Asked, root: Field) -> Any:
    """Answer a list of nodes of a kind."""
    context = await asked.context(root)
    w = Writer(context)
    text, finish = connection(w, Joined(LISTS[root.name]), root, context.day)
    (values,) = await asked.read(w.statement([text]))
    return finish(values) if finish else values


async def one(asked: Asked, root: Field) -> Any:
    """Answer the node of an id; None when unknown."""
    found = await _by_ids(asked, await asked.context(root), root, [root.arguments["id"]])
    return found[0]


async def several(asked: Asked, root: Field) -> Any:
    """Answer the nodes of several ids, in their order; None where unknown."""
    ids = root.arguments["ids"]
    if len(ids) > IDS_LIMIT:
        message = f"ids: {len(ids):,} ids are too many, give {IDS_LIMIT} at most"
        raise Mistake(message, Code.LIMIT_EXCEEDED)
    return await _by_ids(asked, await asked.context(root), root, ids)


async def territory(asked: Asked, root: Field) -> Any:
    """Answer one territory, by id or by kind and code; None when unknown."""
    reference = root.arguments["ref"]
    context = await asked.context(root)
    if "id" in reference:
        identifier = reference["id"]
    else:
        try:
            identifier = context.derived.territory(reference, context.day)
        except Mistake:
            return None
    ids = [identifier] if SHAPE.base_of_id(identifier) == "Territory" else [""]
    found = await _by_ids(asked, context, root, ids)
    return found[0]


async def _by_ids(asked: Asked, context: Context, root: Field, ids: list[str]) -> list[Any]:
    dresser = Dresser()
    answers = [dresser.slot(Ref(identifier), root.sub()) for identifier in ids]
    await asked.dress(context, dresser, missing_allowed=True)
    return [answer or None for answer in answers]


async def vocabularies(_asked: Asked, root: Field) -> Any:
    """Answer the vocabularies; no statement is needed."""
    known = {words.__name__: words for words in VOCABULARIES}
    names = root.arguments.get("names")
    for name in names or ():
        if name not in known:
            message = f"names: no vocabulary is called {name!r}; there are {', '.join(known)}"
            raise Mistake(message, Code.NOT_FOUND)
    getters: Getters = {
        "Vocabulary": keys("name", "members"),
        "VocabularyMember": {
            "value": lambda word, _: str(word),
            "labelFr": lambda word, _: word.label_fr,
            "labelEn": lambda word, _: word.label_en,
            "meaning": lambda word, _: word.meaning,
        },
    }
    render = renderer(root.sub(), getters, Dresser())
    return [render({"name": name, "members": list(known[name])}) for name in (names or known)]
