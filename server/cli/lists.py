"""Opens the files that an officer names, and reads or proposes mappings; an error ends the command with a sentence."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from exchange.files.book import Book, UnreadableFileError
from exchange.files.reader import open_book
from exchange.incoming.lists.cross_proposal import CONFIRM
from exchange.incoming.lists.mapping import ListMapping, read_mapping, shipped_mapping
from exchange.incoming.lists.mapping_form import BadMappingError
from exchange.incoming.lists.proposal import propose
from exchange.sentences import FRENCH
from graph.french import count
from seed.references.read import read_references
from server.cli.session import USAGE_ERROR, console, fail, guarded, or_fail, refuse_target

T = TypeVar("T")

FILE_HELP = "Un classeur .xlsx ou .ods, un fichier CSV ou un dossier de CSV."
File = Annotated[Path, typer.Argument(metavar="FICHIER", help=FILE_HELP)]
ServiceName = Annotated[str, typer.Option(help="Le service qui répond du fichier ; sinon celui du classeur.")]
app = typer.Typer()
mappings = typer.Typer(
    help="Les correspondances, pour les listes d’une autre forme.",
    no_args_is_help=True,
    subcommand_metavar="VERBE [ARGUMENTS]…",
)
app.add_typer(mappings, name="mapping")


@mappings.command("new")
def propose_mapping(
    file: File,
    output: Annotated[
        Path | None, typer.Option(metavar="FICHIER", help="Le fichier TOML à écrire ; sinon le nom de la liste.")
    ] = None,
) -> None:
    """Propose une correspondance pour une liste, d’après ses titres et ses valeurs, et dit ce qui est à confirmer."""
    target = output or Path(f"{file.stem}.toml")
    refuse_target(target)
    proposed = _read(lambda: propose(opened(file), read_references()))
    with guarded():
        target.write_text(proposed, "utf-8")
    console.print(f"Correspondance proposée : {target} ({count(proposed.count(CONFIRM) - 1, 'point')} à confirmer)")


@mappings.command("show")
def show_mapping(
    name: Annotated[str, typer.Argument(metavar="NOM", help="Le nom d’une correspondance fournie, comme « croix ».")],
) -> None:
    """Imprime une correspondance fournie avec Cinq Axes, à copier et à adapter."""
    typer.echo(or_fail(lambda: shipped_mapping(name), BadMappingError), nl=False)


def mapping_named(name: str) -> ListMapping:
    """Return the mapping with this name or path; end the command if it is wrong."""
    return or_fail(lambda: read_mapping(name), BadMappingError)


def opened(file: Path) -> Book:
    """Return the tables of a file; end the command if it cannot be read."""
    return _read(lambda: open_book(file))


def _read(work: Callable[[], T]) -> T:
    """Return the result of `work`; end the command if it finds a file that cannot be read."""
    try:
        return work()
    except UnreadableFileError as error:
        fail(FRENCH.sentence(error.problem), USAGE_ERROR)
