"""The parts of a proposed mapping: the institutions of a list, their actions, and the grants for these.

A proposal never changes the kind of a known institution, and makes no grant without an amount or a recipient.
"""

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from exchange.files.book import Grid
from exchange.incoming.lists.column_types import SIGNS, is_kind
from exchange.incoming.lists.columns import AMOUNTS, Column
from exchange.incoming.lists.cross_proposal import CONFIRM, SHEET_YEAR, quoted_text
from exchange.incoming.lists.mapping import EMPTY, FILLED, SHIPPED_MAPPINGS
from graph.text import fold

ColumnsByType = Mapping[str, Column]
"""The recognised columns of a list, by type."""
WANTED = {
    "Intitulé": "d’intitulé",
    "Début": "de premier jour",
    "Axes": "l’axe (1 à 5)",
    "Territoires": "le territoire",
    "Acteurs": "qui agit",
}
"""The facts that an action must have, by the heading of their column."""
OTHER = "autre"
MOST_WORDS = 80
"""The maximum number of words of a list that a proposal translates."""
NEEDS_ACTIONS = "une subvention est rattachée à une action, et par elle à qui la porte : complétez les actions"


@dataclass
class ProposedPart:
    """A part of the proposal: our sheet, its columns, notes, and missing facts, which make the part a comment.

    `new` are the columns for nodes not yet known; `only` states, for each column of the list, the word that it must
    contain; `words` contains, for each column of ours, the translations of the list's words.
    """

    to: str
    columns: dict[str, str]
    notes: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    new: dict[str, str] = field(default_factory=dict)
    only: dict[str, str] = field(default_factory=dict)
    words: dict[str, dict[str, str]] = field(default_factory=dict)

    def lines(self, sheets: Sequence[str], skip: Sequence[str], *, alone: bool) -> Iterator[str]:
        """Yield the lines of the part; they are comments if a fact is missing.

        They are not if facts are missing in every part, and this part is the one to keep (`alone`).
        """
        mark = "# " if self.missing and not alone else ""
        end = ", puis ôtez les « # »" if mark else ""
        yield ""
        yield from (f"# {note}" for note in self.notes)
        yield from (f"# {CONFIRM} – {fact}{end}" for fact in self.missing)
        yield from (f"{mark}{line}" for line in self._written(sheets, skip))

    def _written(self, sheets: Sequence[str], skip: Sequence[str]) -> Iterator[str]:
        yield "[[table]]"
        yield f"vers = {quoted_text(self.to)}"
        for key, words in (("feuilles", sheets), ("passer", skip)):
            if words:
                yield f"{key} = [{', '.join(map(quoted_text, words))}]"
        words_by_key = {f"mots.{quoted_text(name)}": words for name, words in self.words.items()}
        for key, texts in ({"colonnes": self.columns, "nouveau": self.new} | words_by_key).items():
            if texts:
                yield f"[table.{key}]"
                yield from (f"{quoted_text(name)} = {quoted_text(text)}" for name, text in texts.items())
        if self.only:
            yield "[table.si]"
            yield from (f"{quoted_text(column)} = [{quoted_text(word)}]" for column, word in self.only.items())


def parts_of(by_type: ColumnsByType, stem: str, grid: Grid) -> list[ProposedPart]:
    """Return the parts of a list: its neighbourhoods, or its institutions, their actions and grants."""
    years = {column.year: None for column in by_type.values() if column.type_name in AMOUNTS}
    if "qpv" in by_type and by_type["qpv"].is_distinct and not years and "body" not in by_type:
        return [_neighbourhoods(by_type)]
    parts = []
    pays, acts = bool(years), bool(by_type.keys() & {"title", "axes"})
    number = _number(by_type)
    if "body" in by_type:
        parts.append(_bodies(by_type, None if pays or acts else number, stem))
    if pays or acts:
        row_id = _row_id(by_type, number, stem, grid, pays=pays)
        actions = _actions(by_type, _action(by_type, row_id, grid, pays=pays))
        parts += [*actions, *(_grant(by_type, row_id, year, grid, actions[0]) for year in years)]
    return parts


def _number(by_type: ColumnsByType) -> Column | None:
    """Return the column that numbers the rows; None if a number is repeated, or a row has no number or several."""
    number = by_type.get("number")
    if number is None or not number.is_distinct or number.has_gaps:
        return None
    return number if number.operation or not any(";" in value for value in number.values) else None


def _filled(pairs: Iterable[tuple[str, str | None]]) -> dict[str, str]:
    return {name: template for name, template in pairs if template is not None}


def _slot(by_type: ColumnsByType, type_name: str, *operations: str) -> str | None:
    return by_type[type_name].slot(*operations) if type_name in by_type else None


def _first_filled(by_type: ColumnsByType, *type_names: str) -> str | None:
    """Return the text of a slot that takes the first filled column of these types; None if there is none."""
    insides: list[str] = []
    for type_name in (type_name for type_name in type_names if type_name in by_type):
        insides.append(by_type[type_name].inside())
        if not by_type[type_name].has_gaps:
            break
    return "|ou ".join(insides) or None


def _neighbourhoods(by_type: ColumnsByType) -> ProposedPart:
    names = (
        ("Quartier (QPV)", _slot(by_type, "qpv")),
        ("Nom", _slot(by_type, "body") or _slot(by_type, "title")),
        ("Communes", _slot(by_type, "commune")),
        ("Contrat de ville", _slot(by_type, "contract")),
    )
    return ProposedPart("Quartiers", _filled(names), ["Un quartier par ligne."])


def _bodies(by_type: ColumnsByType, number: Column | None, stem: str) -> ProposedPart:
    """Return the part for institutions; `number` is the column that numbers them, in a list of institutions only."""
    notes = ["Les institutions de la liste ; les lignes qui disent la même chose n’en font qu’une."]
    identifier = None
    if "siret" not in by_type and "siren" not in by_type:
        identifier = f"institution:{stem}-{number.slot()}" if number else None
        notes.append(
            f"{CONFIRM} – le numéro de la liste distingue ses institutions ; une qui est déjà connue sous un autre "
            "identifiant entrerait une seconde fois"
            if number
            else f"{CONFIRM} – sans SIRET, un nom qui ressemble à un nom connu est à trancher, dans une colonne "
            "« Rapprochement » : l’identifiant, ou « nouveau »"
        )
    has_several = "commune" in by_type and any(len(SIGNS.split(value)) > 1 for value in by_type["commune"].values)
    if has_several:
        notes.append(f"{CONFIRM} – de plusieurs communes, la première serait l’implantation d’une institution nouvelle")
    kind, words, said = _kind_of(by_type.get("kind"))
    notes += [f"{CONFIRM} – le type {said}"]
    name = {"Nom": by_type["body"].slot()}
    # A body identified by number keeps its name: the name in a list is often cut, in capitals, or abbreviated.
    by_number = by_type.keys() & {"siret", "siren"}
    names = (
        ("Identifiant", identifier),
        ("Nom", None if by_number else name["Nom"]),
        ("SIRET", _slot(by_type, "siret")),
        ("SIREN", _slot(by_type, "siren")),
        ("Implantation", None if has_several else _seat(by_type)),
    )
    only = {by_type["body"].inside(): FILLED} if by_type["body"].has_gaps else {}
    seat = _filled([("Implantation", _seat(by_type))]) if has_several else {}
    new = (name if by_number else {}) | seat | {"Type": kind}
    return ProposedPart("Institutions", _filled(names), notes, new=new, only=only, words={"Type": words})


def _kind_of(column: Column | None) -> tuple[str, dict[str, str], str]:
    """Return the template for the kind of a body, the words of the list to translate, and what to confirm."""
    if column is None:
        known = "sauf celles que le graphe connaît, qui gardent le leur"
        return OTHER, {}, f"n’est pas dans la liste : « {OTHER} » pour toutes, {known}"
    unknown = [value for value in dict.fromkeys(column.values) if not is_kind(value)]
    shipped = _shipped_words()
    words = {
        value: shipped.get(fold(value)) or next(filter(is_kind, fold(value).split()), OTHER)
        for value in unknown[:MOST_WORDS]
    }
    translated = " ; relisez la traduction de ses mots" if words else ""
    said = f"de la liste ne vaut que pour ce qui est nouveau, une institution connue garde le sien{translated}"
    return column.slot(f"sinon {OTHER}") if column.has_gaps else column.slot(), words, said


@cache
def _shipped_words() -> Mapping[str, str]:
    """Return the translations that the shipped mappings have for kinds of bodies, by folded word."""
    mappings = (tomllib.loads(path.read_text("utf-8")) for path in sorted(SHIPPED_MAPPINGS.glob("*.toml")))
    tables = (table for mapping in mappings for table in mapping.get("table", ()))
    return {fold(word): ours for table in tables for word, ours in table.get("mots", {}).get("Type", {}).items()}


def _seat(by_type: ColumnsByType) -> str | None:
    """Return the template of a commune: its code, or its name with the département, which makes it unambiguous."""
    place, departement = _slot(by_type, "place"), _slot(by_type, "departement")
    return _slot(by_type, "commune", "1") or (f"{place} ({departement})" if place and departement else place)


def _wide(by_type: ColumnsByType) -> str:
    """Return the template of a département, or else of a région, by its number; empty if the list gives neither."""
    if "departement" in by_type:
        return f"département {by_type['departement'].slot()}"
    return f"region:{by_type['region'].slot()}" if "region" in by_type else ""


def _row_id(by_type: ColumnsByType, number: Column | None, stem: str, grid: Grid, *, pays: bool) -> str | None:
    """Return the template that identifies a row: its number or, for payments, the actor, the year and the rank."""
    if number or not pays:
        return f"{stem}-{number.slot()}" if number else None
    who = _first_filled(by_type, "siret", "siren")
    parts = [stem, f"{{{who}}}", _year(by_type, grid), "{ligne.rang}"] if who else [stem, "{ligne.numéro}"]
    return "-".join(filter(None, parts))


def _actor(by_type: ColumnsByType) -> tuple[str, str | None]:
    """Return the template of the actor, and the column that a row must fill, or None if every row names an actor."""
    who = _first_filled(by_type, "siret", "siren", "body")
    if who is None:
        return "", None
    is_named = "siret" not in by_type and "siren" not in by_type
    place = _slot(by_type, "commune", "1") or _slot(by_type, "place") if is_named else None
    gaps = all(by_type[type_name].has_gaps for type_name in ("siret", "siren", "body") if type_name in by_type)
    return f"{{{who}}}{f' ({place})' if place else ''} (porteur)", who if gaps else None


def _action(by_type: ColumnsByType, row_id: str | None, grid: Grid, *, pays: bool) -> ProposedPart:
    stated = _slot(by_type, "contract") or _slot(by_type, "qpv")
    actor, needed = _actor(by_type)
    year = _year(by_type, grid)
    start, end = _slot(by_type, "start") or year, _slot(by_type, "end") or (None if "start" in by_type else year)
    money = f"Subvention {year or ''}".strip() if pays else None
    titles = [_slot(by_type, "title") or money, _slot(by_type, "body")]
    names = (
        ("Identifiant", f"action:{row_id}" if row_id else None),
        ("Intitulé", ", ".join(filter(None, titles))),
        ("Début", start or ""),
        ("Fin", end),
        ("État", _slot(by_type, "status")),
        ("Axes", _slot(by_type, "axes") or ""),
        ("Critères", _slot(by_type, "criteria")),
        ("Thématiques", _slot(by_type, "themes")),
        ("Publics", _slot(by_type, "audiences")),
        ("Territoires", stated or _slot(by_type, "commune") or _seat(by_type) or _wide(by_type)),
        ("Acteurs", actor),
    )
    columns = _filled(names)
    missing = [f"la liste ne dit pas {wanted} : complétez" for name, wanted in WANTED.items() if not columns[name]]
    notes = ["Les actions : qui agit, sur quel axe, où et quand."]
    if not stated:
        notes.append(f"{CONFIRM} – le territoire de l’action serait l’implantation de l’institution")
    notes.append(f"{CONFIRM} – l’institution serait « porteur » ; sinon : partenaire, financeur…")
    return ProposedPart("Actions", columns, notes, missing, only={needed: FILLED} if needed else {})


def _actions(by_type: ColumnsByType, action: ProposedPart) -> list[ProposedPart]:
    """Return the parts for actions; rows without a commune get their own part, with the département or région."""
    commune, around = by_type.get("commune"), _wide(by_type)
    if not (commune and around and commune.has_gaps and action.columns["Territoires"] == commune.slot()):
        return [action]
    whole = "le département" if "departement" in by_type else "la région"
    wide = replace(
        action,
        columns=action.columns | {"Territoires": around},
        notes=[f"Les mêmes, là où la liste ne dit pas la commune : dans {whole}."],
        only=action.only | {commune.inside(): EMPTY},
    )
    return [replace(action, only=action.only | {commune.inside(): FILLED}), wide]


def _year(by_type: ColumnsByType, grid: Grid) -> str | None:
    """Return the template of a year: a column, a day, or the name of the sheet."""
    columns = (_slot(by_type, type_name, "année") for type_name in ("year", "day", "start"))
    from_sheet = "{feuille.année}" if SHEET_YEAR.search(grid.name) else None
    return next(filter(None, (*columns, from_sheet)), None)


def _grant(by_type: ColumnsByType, row_id: str | None, of_year: str, grid: Grid, action: ProposedPart) -> ProposedPart:
    """Return the part for the grants of the year that a heading states, or else for all grants."""
    year = of_year or _year(by_type, grid)
    amounts = {c.type_name: c for c in by_type.values() if c.type_name in AMOUNTS and c.year == of_year}
    names = (
        ("Identifiant", f"grant:{row_id}" + (f"-{of_year}" if of_year else "")),
        ("Année", year or ""),
        ("Programme", _slot(by_type, "programme")),
        ("Demandé (€)", _slot(amounts, "asked")),
        ("Accordé (€)", _slot(amounts, "granted")),
        ("Pour", f"action:{row_id}"),
    )
    notes = ["Les subventions, chacune pour une action ; une ligne sans montant n’en est pas une."]
    if _number(by_type) is None:
        notes.append(
            f"{CONFIRM} – aucun numéro ne distingue les lignes : deux lignes égales sont deux subventions ; gardez "
            "leur ordre quand la liste revient"
        )
    missing = [NEEDS_ACTIONS] if action.missing else []
    missing += [] if year else ["la liste ne dit pas l’année : complétez"]
    commune = by_type["commune"].inside() if "commune" in by_type else None
    only = {column: word for column, word in action.only.items() if column != commune}
    amount = "|ou ".join(amounts[type_name].inside() for type_name in AMOUNTS if type_name in amounts)
    return ProposedPart("Subventions", _filled(names), notes, missing, only=only | {amount: FILLED})
