"""A synthetic national network over the real territories, as rows.

It is drawn from one seed, so that two runs measure the same graph; proportions are plausible, nothing in it is true,
and `fictional` says so. Once the network is loaded, the model's own check finds no fault in it.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import TypeVar

from benchmarks.territories import territories_by_place
from changes.rows import GraphRows, Value
from graph.vocabulary import (
    AffiliationKind,
    Audience,
    Axis,
    CommitmentKind,
    Criterion,
    DiagnosticKind,
    EngagementStatus,
    InstitutionKind,
    OfferKind,
    Role,
    SessionKind,
    SourceKind,
    TerritoryKind,
    Theme,
)

SEED = 2_026
DAY = date(2026, 11, 25)
"""The day for which the network is drawn and the queries are run."""
FIRST_DAY = date(2015, 1, 1)
LAST_DAY = date(2027, 3, 31)

ENGAGEMENTS = 20_000
INSTITUTIONS = 4_000
TRAINERS = 1_000
OFFERS = 200
SURVEYS = 500
SOURCES = 2_000

SHARES = {"Action": 40, "Commitment": 25, "TrainingSession": 25, "Diagnostic": 5, "TerritorialPlan": 5}
PREFIXES = {
    "Action": "action",
    "Commitment": "commitment",
    "TrainingSession": "session",
    "Diagnostic": "diagnostic",
    "TerritorialPlan": "plan",
}
USUAL_AXES = {
    "Action": (Axis.COMMUNICATION, Axis.VICTIM_SUPPORT, Axis.AWARENESS_AND_TRAINING, Axis.KNOWLEDGE),
    "Commitment": (Axis.VICTIM_SUPPORT, Axis.COMMUNICATION),
    "TrainingSession": (Axis.AWARENESS_AND_TRAINING,),
    "Diagnostic": (Axis.KNOWLEDGE,),
    "TerritorialPlan": (Axis.ACTION_PROGRAMME,),
}
TARGET_SHARES = {
    TerritoryKind.CITY_CONTRACT: 45,
    TerritoryKind.COMMUNE: 17,
    TerritoryKind.QPV: 10,
    TerritoryKind.EPCI: 13,
    TerritoryKind.DEPARTEMENT: 11,
    TerritoryKind.REGION: 3,
    TerritoryKind.COUNTRY: 1,
}
LENGTHS = {"Action": 900, "Commitment": 1_500, "TrainingSession": 3, "Diagnostic": 270, "TerritorialPlan": 1_460}
LASTING = 3_650
"""The days added to the length of some commitments."""
MANY_ROLES = (
    *(Role.PARTNER, Role.PARTNER, Role.STEERING, Role.COORDINATOR),
    *(Role.FUNDER, Role.SIGNATORY, Role.SUPPORT, Role.COMMISSIONER),
)
SOURCES_DRAWN = (SourceKind.REPORT, SourceKind.DECLARATION, SourceKind.SIGNED_ACT, SourceKind.GRANT_DECISION)
FIRST_NAMES = ("Camille", "Yasmine", "Loïc", "Mariama", "Élise", "Karim", "Anne", "Souleymane", "Maÿlis", "Jean")
BODIES = ("Observatoire", "Maison", "Collectif", "Réseau", "Centre", "Atelier", "Comité", "Agence")
CAUSES = ("de l'égalité", "des droits", "du logement", "de l’emploi", "de la jeunesse", "des habitants", "de la cité")
DEEDS = ("Permanence", "Campagne", "Testing", "Charte", "Atelier", "Groupe de parole", "Formation", "Enquête")

T = TypeVar("T")


class Network:
    """The network while it is drawn; `rows` are its rows so far."""

    def __init__(self, references: GraphRows, size: float = 1.0) -> None:
        """Draw the network.

        Args:
            references: rows of `seed.references`, for the ids of the territories.
            size: share of the full size.
        """
        self.rows = GraphRows()
        self._random = Random(SEED)
        self._size = size
        self._territories = territories_by_place(references)
        self._departements = sorted({home for _, home in self._territories if home})
        self._sources = self._ids("source", SOURCES)
        self._offers = self._ids("offer", OFFERS)
        self._local: defaultdict[str, list[str]] = defaultdict(list)
        self._trainers: list[str] = []
        self._plans: list[tuple[str, date, date]] = []
        self._draw()

    def _ids(self, prefix: str, number: int) -> list[str]:
        return [f"{prefix}:banc-{i:05}" for i in range(max(1, round(number * self._size)))]

    def _one(self, values: Sequence[T]) -> T:
        return self._random.choice(values)

    def _some(self, values: Sequence[str], most: int) -> list[str]:
        """Draw between one and `most` distinct values, in the order of `values`."""
        drawn = set(self._random.sample(values, self._random.randint(1, most)))
        return [str(value) for value in values if value in drawn]

    def _chance(self, percent: int) -> bool:
        return self._random.random() * 100 < percent

    def _day(self, first: date, last: date) -> date:
        return first + timedelta(days=self._random.randint(0, max((last - first).days, 0)))

    def _draw(self) -> None:
        for identifier in self._sources:
            retrieved = self._day(FIRST_DAY, DAY)
            title = f"Document {identifier[-5:]}"
            kind = str(self._one(SOURCES_DRAWN))
            self.rows.node("Source", identifier, title=title, kind=kind, retrievedOn=retrieved)
        for identifier in self._ids("institution", INSTITUTIONS):
            self._institution(identifier)
        for identifier in self._offers:
            self._offer(identifier)
        for identifier in self._ids("trainer", TRAINERS):
            self._trainer(identifier)
        kinds = list(SHARES)
        drawn = self._random.choices(kinds, list(SHARES.values()), k=round(ENGAGEMENTS * self._size))
        for number, kind in enumerate(sorted(drawn, key=kinds.index, reverse=True)):  # plans first: actions join them
            self._engagement(kind, f"{PREFIXES[kind]}:banc-{number:05}")
        for identifier in self._ids("survey", SURVEYS):
            self._survey(identifier)

    def _institution(self, identifier: str) -> None:
        home = self._one(self._departements)
        kind = self._one(list(InstitutionKind))
        name = f"{self._one(BODIES)} {self._one(CAUSES)} {identifier[-5:]}"
        self.rows.node("Institution", identifier, name=name, kind=str(kind), fictional=True)
        if communes := self._at(TerritoryKind.COMMUNE, home):
            self.rows.edge("BASED_IN", identifier, self._one(communes))
        self._local[home].append(identifier)

    def _at(self, kind: TerritoryKind, home: str) -> list[str]:
        return self._territories.get((kind, home), [])

    def _offer(self, identifier: str) -> None:
        kind = self._one(list(OfferKind))
        offering = self._one(self._local[self._one(sorted(self._local))])
        self.rows.node(
            "Offer",
            identifier,
            title=f"Agir contre les discriminations, module {identifier[-5:]}",
            kind=str(kind),
            audiences=self._some(list(Audience), 3),
            themes=self._some(list(Theme), 3),
            axes=self._some(list(Axis), 2),
            days=float(self._random.randint(1, 5)),
            fictional=True,
        )
        self.rows.edge("OFFERS", offering, identifier, sourceId=self._one(self._sources))
        if kind is OfferKind.DEDICATED:
            self.rows.edge("DECIDED_BY", identifier, offering)
        for departement in self._random.sample(self._departements, 2):
            self.rows.edge("AVAILABLE_IN", identifier, departement)

    def _trainer(self, identifier: str) -> None:
        home = self._one(sorted(self._local))
        self.rows.node(
            "Trainer",
            identifier,
            name=f"{self._one(FIRST_NAMES)} Banc {identifier[-5:]}",
            publicListing=self._chance(40),
            audiences=self._some(list(Audience), 3),
            fictional=True,
        )
        self._trainers.append(identifier)
        self._local[home].append(identifier)
        employers = [i for i in self._local[home] if i.startswith("institution:")]
        for employer in self._random.sample(employers, min(len(employers), self._random.randint(0, 2))):
            belongs = str(self._one(list(AffiliationKind)))
            self.rows.edge("AFFILIATED_WITH", identifier, employer, **self._stated_period(), kind=belongs)
        for place in sorted({home, self._one(self._departements)}) if self._chance(85) else ():
            self.rows.edge("INTERVENES_IN", identifier, place, **self._stated_period())
        for offer in self._random.sample(self._offers, min(len(self._offers), self._random.randint(1, 4))):
            self.rows.edge("QUALIFIED_FOR", identifier, offer, **self._stated_period(), issuer="Organisme d'exemple")

    def _stated_period(self) -> dict[str, Value]:
        start = self._day(date(2016, 1, 1), DAY)
        until = start + timedelta(days=self._random.randint(200, 2_500)) if self._chance(50) else None
        return {"startsOn": start, "endsOn": until, "sourceId": self._one(self._sources)}

    def _engagement(self, kind: str, identifier: str) -> None:
        home = self._one(self._departements)
        start = self._day(FIRST_DAY, LAST_DAY)
        targets = self._targets(home, start)
        end = start + timedelta(days=self._random.randint(1, 2 * LENGTHS[kind]))
        if kind == "Commitment" and self._chance(15):
            end += timedelta(days=LASTING)
        facts: dict[str, Value] = {"startsOn": start, "endsOn": end, "status": str(self._status(start, end))}
        if facts["status"] == EngagementStatus.ACTIVE and kind == "Commitment" and self._chance(60):
            facts["endsOn"] = None
        if facts["status"] == EngagementStatus.CANCELLED:
            facts["cancelledOn"] = self._day(start, min(end, DAY))
        criteria = self._some(list(Criterion), 2)
        themes, audiences = self._some(list(Theme), 2), self._some(list(Audience), 2)
        title = f"{self._one(DEEDS)} {self._one(CAUSES)} {identifier[-5:]}"
        facts |= {"title": title, "criteria": criteria, "themes": themes, "audiences": audiences, "fictional": True}
        self.rows.node(kind, identifier, **facts, **self._properties_of_kind(kind, identifier, start, end))
        others = self._some(list(Axis), 2) if self._chance(25) else ()
        for axis in sorted({str(self._one(USUAL_AXES[kind])), *others}):
            self.rows.edge("ON_AXIS", identifier, f"axis:{Axis(axis).number}")
        for target in targets:
            self.rows.edge("TARGETS", identifier, target)
        self._link(kind, identifier, start, targets)
        self._engage(kind, identifier, home)
        for source in sorted(set(self._random.choices(self._sources, k=self._random.randint(1, 2)))):
            self.rows.edge("STATED_BY", identifier, source, confirmedOn=self._confirmed(start))

    def _confirmed(self, start: date) -> date | None:
        """Draw the day of a confirmation: none, one within 60 days of `start`, or any from `start` to `DAY`."""
        if start >= DAY or self._chance(20):
            return None
        return self._day(start, min(start + timedelta(days=60), DAY) if self._chance(30) else DAY)

    def _targets(self, home: str, start: date) -> list[str]:
        drawn = self._random.choices(list(TARGET_SHARES), list(TARGET_SHARES.values()), k=self._one((1, 1, 1, 1, 2, 3)))
        targets = {self._one(places) for kind in drawn if (places := self._places(kind, home, start))}
        return sorted(targets) or [home]

    def _places(self, kind: TerritoryKind, home: str, start: date) -> list[str]:
        if kind is TerritoryKind.CITY_CONTRACT:
            generation = "contract:2024:" if start >= date(2024, 1, 1) else "contract:2015:"
            return [place for place in self._at(kind, home) if place.startswith(generation)]
        return [home] if kind is TerritoryKind.DEPARTEMENT else self._at(kind, home) or self._at(kind, "")

    def _status(self, start: date, end: date) -> EngagementStatus:
        if start > DAY or (end > DAY and self._chance(4)):  # some are still planned after their first day
            return EngagementStatus.PLANNED
        if self._chance(3):
            return EngagementStatus.CANCELLED
        return EngagementStatus.DONE if end <= DAY else EngagementStatus.ACTIVE

    def _properties_of_kind(self, kind: str, identifier: str, start: date, end: date) -> dict[str, Value]:
        """Draw the properties that only this kind has; remember signed plans, which actions may join."""
        if kind == "Commitment":
            return {"kind": str(self._one(list(CommitmentKind)))}
        if kind == "TrainingSession":
            setting = str(self._one(list(SessionKind)))
            return {"trainedCount": self._random.randint(6, 25), "kind": setting}
        if kind == "Diagnostic":
            delivered = end if end <= DAY and self._chance(70) else None
            return {"kind": str(self._one(list(DiagnosticKind))), "deliveredOn": delivered}
        if kind == "TerritorialPlan" and start <= DAY and self._chance(80):
            self._plans.append((identifier, start, end))
            return {"signedOn": start, "wishedOn": start - timedelta(days=400), "axesAnnounced": [*map(str, Axis)]}
        return {}

    def _link(self, kind: str, identifier: str, start: date, targets: list[str]) -> None:
        contracts = [target for target in targets if target.startswith("contract:")]
        if kind == "TerritorialPlan" and contracts:
            self.rows.edge("ANNEXED_TO", identifier, contracts[0])
        elif kind == "TrainingSession" and self._chance(70):
            self.rows.edge("DELIVERS", identifier, self._one(self._offers))
        elif kind == "Action" and self._chance(50):
            plan, first, last = self._one(self._plans)
            if first <= start <= last:
                self.rows.edge("PART_OF_PLAN", identifier, plan)

    def _engage(self, kind: str, identifier: str, home: str) -> None:
        """Engage a lead, mostly from nearby, up to four others, and for a session also a trainer."""
        near = self._local.get(home)
        pool = near if near and self._chance(90) else self._local[self._one(sorted(self._local))]
        roles: defaultdict[str, set[str]] = defaultdict(set)
        roles[self._one(pool)].add(Role.LEAD)
        for _ in range(self._one((0, 0, 1, 1, 2, 3, 4))):
            roles[self._one(pool)].add(self._one(MANY_ROLES))
        if kind == "TrainingSession":
            roles[self._one(self._trainers)].add(Role.TRAINER)
        for actor, every in sorted(roles.items()):
            self.rows.edge("ENGAGED_IN", actor, identifier, roles=[str(role) for role in Role if role in every])

    def _survey(self, identifier: str) -> None:
        home = self._one(self._departements)
        empty = self._some(list(Axis), 3)
        self.rows.node(
            "Survey", identifier, surveyedOn=self._day(date(2024, 1, 1), DAY), axes=[*map(str, Axis)], emptyAxes=empty
        )
        kind = self._one((TerritoryKind.EPCI, TerritoryKind.CITY_CONTRACT, TerritoryKind.COMMUNE))
        self.rows.edge("SURVEYED", identifier, self._one(self._at(kind, home) or [home]))
        self.rows.edge("STATED_BY", identifier, self._one(self._sources))
