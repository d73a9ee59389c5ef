"""The form of a mapping: its French keys, the types of their values, and the messages for faults of form."""

import tomllib
from collections.abc import Mapping, Sequence

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from exchange.lookup.nearest import NearestTexts


class BadMappingError(ValueError):
    """A mapping that cannot be read; the message gives the place and the remedy."""


class _Form(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class PartForm(_Form):
    """The keys that both kinds of parts have."""

    to: str = Field(alias="vers")
    columns: dict[str, str] = Field(alias="colonnes")
    words: dict[str, dict[str, str]] = Field(default_factory=dict, alias="mots")
    sheets: list[str] = Field(default_factory=list, alias="feuilles")
    skip: list[str] = Field(default_factory=list, alias="passer")
    new: dict[str, str] = Field(default_factory=dict, alias="nouveau")


class TableForm(PartForm):
    """A part [[table]]."""

    each: str = Field(default="", alias="pour_chaque")
    only: dict[str, list[str]] = Field(default_factory=dict, alias="si")
    sums: list[str] = Field(default_factory=list, alias="somme")
    count: str = Field(default="", alias="nombre")


class CrossForm(PartForm):
    """A part [[croix]]."""

    row: str = Field(alias="ligne")
    surveys: bool = Field(default=False, alias="relevés")
    yes: list[str] = Field(default_factory=lambda: ["x"], alias="oui")
    unknown: list[str] = Field(default_factory=lambda: ["?"], alias="inconnu")


class MappingForm(_Form):
    """A whole mapping."""

    service: str = ""
    date: str = ""
    series: str = Field(default="", alias="série")
    tables: list[TableForm] = Field(default_factory=list, alias="table")
    crosses: list[CrossForm] = Field(default_factory=list, alias="croix")


PART_FORMS: Mapping[str, type[_Form]] = {"table": TableForm, "croix": CrossForm}


def read_form(text: str) -> MappingForm:
    """Return the keys and values of a mapping.

    Raises:
        BadMappingError: the text is no TOML, or holds other keys or values.
    """
    try:
        read = MappingForm.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        message = (
            f"n’est pas du TOML ({error}) ; un titre qui porte un accent, une espace ou un signe s’écrit entre "
            'guillemets, ce qui le suit aussi : "Implantation" = "{Commune}"'
        )
        raise BadMappingError(message) from error
    except ValidationError as error:
        raise BadMappingError(_first_fault(error)) from error
    if not read.tables and not read.crosses:
        message = "ne dit rien à lire ; attendu : au moins une partie [[table]] ou [[croix]]"
        raise BadMappingError(message)
    return read


EXPECTED = {
    "missing": "il manque",
    "string_type": "attendu : un texte entre guillemets",
    "list_type": 'attendu : une liste entre crochets, ["…", "…"]',
    "dict_type": "attendu : une table, un titre et un texte par ligne",
    "model_type": "attendu : une partie, entre doubles crochets [[…]]",
    "bool_type": "attendu : true ou false",
}
"""The right value for each kind of fault."""


def _first_fault(error: ValidationError) -> str:
    """Return the first fault of a mapping's form: its place and its remedy."""
    fault = error.errors()[0]
    path, kind = list(fault["loc"]), fault["type"]
    if kind == "extra_forbidden":
        form = PART_FORMS[str(path[0])] if path[1:] else MappingForm
        names = [str(info.alias or key) for key, info in form.model_fields.items()]
        return f"{_place(path)} n’est pas connu ; {nearest_or_all(str(path[-1]), names)}"
    if len(path) == 1 and path[0] in PART_FORMS:
        kind = "model_type"
    return f"{_place(path)} : {EXPECTED.get(kind, fault['msg'])}"


def _place(path: Sequence[str | int]) -> str:
    """Return a place of a mapping as a person would look it up: « table 2, colonnes, « Nom » »."""
    parts: list[str] = []
    for step in path:
        if isinstance(step, int):
            parts[-1] += f" {step + 1}"
        else:
            parts.append(step)
    return ", ".join([*parts[:-1], parts[-1] if isinstance(path[-1], int) else f"« {parts[-1]} »"])


def nearest_or_all(text: str, known: Sequence[str]) -> str:
    """Return the French remedy for an unknown text: the nearest known text, or all of them if none is near."""
    near = NearestTexts(known).find(text)
    return f"le plus proche : « {near[0]} »" if near else f"attendu : {', '.join(f'« {name} »' for name in known)}"
