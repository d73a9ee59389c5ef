"""Root field `vocabularies`: the words with their labels; it needs no statement."""

from collections.abc import Mapping

from graph.errors import ClientError, Code
from graph.statement.core.projection import each
from graph.statement.core.selection import Field
from graph.vocabulary import CARRYING_ROLES, VOCABULARIES, Role
from resolvers.execute.objects import Maker, NodeFetcher, keys, object_maker, pending
from resolvers.execute.root import Pending, Planning, RootField, RootRun, Start

GETTERS = {
    "Vocabulary": keys("name", "members"),
    "VocabularyMember": {
        "value": lambda word, _: str(word),
        "labelFr": lambda word, _: word.label_fr,
        "shortFr": lambda word, _: word.short_fr,
        "labelEn": lambda word, _: word.label_en,
        "meaning": lambda word, _: word.meaning,
        "meaningFr": lambda word, _: word.meaning_fr or None,
        "sign": lambda word, _: word.sign or None,
        "carries": lambda word, _: word in CARRYING_ROLES if isinstance(word, Role) else None,
    },
}


def _vocabularies(planning: Planning, root: Field) -> Start:
    known = {words.__name__: words for words in VOCABULARIES}
    fetcher = NodeFetcher(planning)
    maker = Maker(None, each(object_maker(root.sub(), fetcher).decode))

    def start(run: RootRun) -> Pending:
        names = run.arguments(root).get("names")
        for name in names or ():
            if name not in known:
                message = f"names: no vocabulary is called {name!r}; there are {', '.join(known)}"
                raise ClientError(message, Code.NOT_FOUND)
        run.getters = GETTERS
        shown = [{"name": name, "members": list(known[name])} for name in (names or known)]
        return pending(fetcher, maker, shown, run)

    return start


FIELDS: Mapping[str, RootField] = {"vocabularies": RootField(_vocabularies)}
