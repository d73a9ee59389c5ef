"""French typography of the sources: what a program can check, and correct (`python -m tests.french`).

An officer reads ’ everywhere, and in a page no line that begins with « : » or ends with an opening quotation mark.
Texts of the command and of reports have ordinary spaces at these places instead of non-breaking ones: people copy these
texts, and programs search them.
"""

import ast
import io
import re
import tokenize
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import NamedTuple

from exchange.sentences import FRENCH

REPOSITORY = Path(__file__).parents[1]
TOP_PACKAGES = ("changes", "exchange", "graph", "judgement", "resolvers", "schema", "seed", "server", "usecases")
NAMES_AS_WRITTEN = "seed/references/bodies.py"
"""The only module that composes names, with the plain apostrophe of the official ones (« Val-d'Oise »)."""
PAGES = (
    *("LISEZMOI.md", "docs/classeur.md", "docs/comment_on_compte.md", "docs/correspondances.md"),
    *("docs/donnees_personnelles.md", "docs/exploitation.md", "site/pages/analyste.md", "site/pages/developpement.md"),
    *(
        "seed/demo/NOTICE.md",
        "seed/lists/ATTRIBUTION.md",
        "seed/references/ATTRIBUTION.md",
        "web/assets/ATTRIBUTION.md",
    ),
)
MIXED = (
    "Makefile",
    "exchange/languages/fr.toml",
    "web/index.html",
    *(
        f"exchange/incoming/mappings/{name}.toml"
        for name in (
            *("annuaire_2019", "cites_educatives", "cites_emploi", "croix", "france_services", "qpv_2024"),
            "subventions_147",
        )
    ),
)
"""Files of code with French in them, in which only the apostrophe is checked."""
ELIDED = r"[ldnjmtsc]|(?:jus|lors|puis|quel)?qu|aujourd"
ELISION = re.compile(rf"(?<!\w)((?i:{ELIDED}))\\?'(?=[\w«{{`*\[])")
CODE = re.compile(r"(```.*?```|`[^`\n]*`)", re.DOTALL)
BREAKING = (
    (re.compile(r"« "), "«\u00a0"),
    (re.compile(r" »"), "\u00a0»"),
    (re.compile(r"(?<=\S) ([;!?])(?=\s|$)"), "\u00a0\\1"),
    (re.compile(r"(?<=[\w»)*’\]`]) (:)(?=\s|$)"), "\u00a0\\1"),
    (re.compile(r"(?<=\d) ([%€])"), "\u00a0\\1"),
)
"""Spaces at which a line of a page may not break, and their replacement."""
BY_HAND = re.compile(r"(?<=[a-zà-ÿ])\((?:s|nt|e|es)\)|eau\(x\)")
"""A plural left to the reader: « ligne(s) », « tableau(x) »."""
NUMBER = re.compile(r"^(?:len|figures)\(.*\)$|(?:count|total|number|lines|records)$", re.DOTALL)
"""Code whose value is a number, with which the following words must agree."""
INVARIABLE_WORDS = frozenset(
    {"a", "au", "de", "d", "en", "est", "et", "mois", "ne", "pas", "s", "sans", "seulement", "sur"}
)
"""Words that are invariable after any number."""
INVARIABLE = frozenset({"non", "QPV"})
LINKS = frozenset({"de", "d", "à", "en", "sous", "ou", "et"})
"""Words after which the next word of a counted noun does not change in the plural."""


class Text(NamedTuple):
    """A text of a module with « … » for inserted values, its position, and the inserted code."""

    place: str
    text: str
    filled: list[str]


class Counted(NamedTuple):
    """A noun that the sources count, in the singular and in the plural."""

    place: str
    one: str
    many: str


def modules() -> Iterator[Path]:
    """Yield the modules of the product with texts for officers."""
    for package in TOP_PACKAGES:
        yield from (path for path in sorted((REPOSITORY / package).rglob("*.py")) if _name(path) != NAMES_AS_WRITTEN)


def texts() -> Iterator[Text]:
    """Yield every text of these modules, even docstrings: those of the command's verbs are their help."""
    for path in modules():
        inside: set[int] = set()
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.JoinedStr):
                inside.update(id(part) for part in node.values)
                filled = [ast.unparse(part.value) for part in node.values if isinstance(part, ast.FormattedValue)]
                pieces = [str(part.value) if isinstance(part, ast.Constant) else "…" for part in node.values]
                yield Text(f"{_name(path)}:{node.lineno}", "".join(pieces), filled)
            elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in inside:
                yield Text(f"{_name(path)}:{node.lineno}", node.value, [])
    yield from (Text(code, template, []) for code, template in FRENCH.sentences.items())


def counted() -> Iterator[Counted]:
    """Yield the nouns that the sources count or make agree with a number."""
    for path in modules():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"count", "agree"}:
                words = [one.value for one in node.args[1:] if isinstance(one, ast.Constant)]
                if words and len(words) == len(node.args) - 1:
                    one, many = str(words[0]), str(words[1]) if len(words) > 1 else ""
                    yield Counted(f"{_name(path)}:{node.lineno}", one, many)
    yield from _counted_in_sentences()


def _counted_in_sentences() -> Iterator[Counted]:
    """Yield words that sentences of problems make agree with a number: `{years:# an}`, `{axes:examiné|examinés}`."""
    for code, template in FRENCH.sentences.items():
        for _, name, spec, _ in Formatter().parse(template):
            one, _, many = (spec or "").removeprefix("# ").partition("|")
            if spec and name != "kind" and (many or spec.startswith("# ")):
                yield Counted(f"{code}", one, many)


def agrees(one: str, many: str) -> bool:
    """Return whether a plural is correct for a singular, word by word."""
    singular, plural = (re.findall(r"\w+", text) for text in (one, many))
    return len(singular) == len(plural) and all(
        other == word if _is_invariable(singular, place) else other in {f"{word}s", f"{word}x", f"{word}nt"}
        for place, (word, other) in enumerate(zip(singular, plural, strict=True))
    )


def _is_invariable(words: list[str], place: int) -> bool:
    return words[place] in INVARIABLE | LINKS or words[place - 1] in LINKS or "dont" in words[: place + 1]


def mended_module(source: str) -> str:
    """Return the source of a module with ’ in the texts where French elides."""
    starts = [0]
    for line in source.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    mended = source
    for token in reversed(list(tokenize.generate_tokens(io.StringIO(source).readline))):
        if token.type == tokenize.STRING:
            begin, end = (starts[row - 1] + column for row, column in (token.start, token.end))
            opening = re.match(r"[a-zA-Z]*(?:'''|\"\"\"|'|\")", token.string)
            begin += opening.end() if opening else 0
            mended = mended[:begin] + ELISION.sub(r"\1’", mended[begin:end]) + mended[end:]
    return mended


def mended_page(text: str) -> str:
    """Return a French page with ’ and with non-breaking spaces, except in its code."""
    pieces = CODE.split(text)
    for place in range(0, len(pieces), 2):
        before = "`" if place else ""  # punctuation may follow code
        piece = before + ELISION.sub(r"\1’", pieces[place])
        for breaking, fixed in BREAKING:
            piece = breaking.sub(fixed, piece)
        pieces[place] = piece.removeprefix(before)
    return "".join(pieces)


def _name(path: Path) -> str:
    return path.relative_to(REPOSITORY).as_posix()


def mend() -> None:
    """Write the corrected sources."""
    for path in modules():
        path.write_text(mended_module(path.read_text("utf-8")), "utf-8")
    for name in PAGES:
        page = REPOSITORY / name
        page.write_text(mended_page(page.read_text("utf-8")), "utf-8")
    for name in MIXED:
        file = REPOSITORY / name
        file.write_text(ELISION.sub(r"\1’", file.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    mend()
