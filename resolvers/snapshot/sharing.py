"""The intercommunalities that several city contracts share.

An engagement that targets a shared intercommunality says nothing about a particular contract inside, just as an
engagement that targets all of Grand Paris says nothing about a particular EPT. The reach of such an engagement is
therefore WIDER for these contracts, unless the intercommunality itself leads the contract.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from graph.vocabulary import TerritoryKind

GROUPINGS = TerritoryKind.EPCI, TerritoryKind.EPT
"""The kinds of intercommunality."""
_NONE = frozenset[int]()


@dataclass(frozen=True)
class Sharing:
    """The contracts in each shared intercommunality, and the territories for which its reach may be WIDER.

    `pairs` contains, for each such territory, pairs of a contract and its shared intercommunality. The territory is the
    contract itself, has the same ground, or lies inside the contract.
    """

    contracts: Mapping[int, Sequence[int]]
    pairs: Mapping[int, Sequence[tuple[int, int]]]

    @classmethod
    def of(
        cls,
        around: Mapping[int, Collection[int]],
        led: Callable[[int], Collection[int]],
        concerned: Callable[[int], Collection[int]],
    ) -> Self:
        """Build it from the intercommunalities around each contract, those that lead it, and its territories."""
        contracts: defaultdict[int, list[int]] = defaultdict(list)
        for contract, places in around.items():
            for place in places:
                contracts[place].append(contract)
        shared = {place: some for place, some in contracts.items() if len(some) > 1}
        pairs: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
        for place, some in shared.items():
            for contract in some:
                for row in () if place in led(contract) else concerned(contract):
                    pairs[row].append((contract, place))
        return cls(shared, dict(pairs))

    def too_wide(self, row: int, in_force: Callable[[int], bool]) -> frozenset[int]:
        """Return the intercommunalities whose reach is WIDER for a territory, given which contracts are in force."""
        pairs = self.pairs.get(row)
        if pairs is None:  # true of most rows
            return _NONE
        return frozenset(p for contract, p in pairs if in_force(contract) and sum(map(in_force, self.contracts[p])) > 1)
