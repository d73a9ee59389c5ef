"""The command `cinqaxes-codegen`: generates a typed package from GraphQL documents, without the repository."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

SCHEMA = Path(__file__).with_name("schema.graphql")
PLUGINS = [
    # These plugins load and build the input types, which have thousands of lines, only when they are used.
    "ariadne_codegen.contrib.client_forward_refs.ClientForwardRefsPlugin",
    "ariadne_codegen.contrib.no_reimports.NoReimportsPlugin",
    "cinqaxes_codegen.deferred.DeferredInputs",
]


def settings(documents: Path, package: Path, schema: Path = SCHEMA, client: str = "Client") -> dict[str, Any]:
    """Return the settings of the generator, in the form that a pyproject.toml gives them."""
    return {
        "schema_path": str(schema),
        "queries_path": str(documents),
        "target_package_path": str(package.resolve().parent),
        "target_package_name": package.name,
        "client_name": client,
        "async_client": False,
        "include_all_inputs": False,
        "include_all_enums": False,
        "include_comments": "none",
        "plugins": PLUGINS,
        "scalars": {"Date": {"type": "datetime.date"}},
    }


def main(arguments: Sequence[str] | None = None) -> None:
    """Generate a package from a folder of documents; each operation becomes a method of its client."""
    parser = argparse.ArgumentParser(prog="cinqaxes-codegen", description=main.__doc__)
    parser.add_argument("documents", type=Path, help="a .graphql file or a folder of them")
    parser.add_argument("package", type=Path, help="the folder of the package to write")
    parser.add_argument("--schema", type=Path, default=SCHEMA, help="another schema than the bundled one")
    parser.add_argument("--client", default="Client", help="the name of the client's class")
    options = parser.parse_args(arguments)
    try:
        from ariadne_codegen.exceptions import CodeGenException  # noqa: PLC0415 - an extra brings it
        from ariadne_codegen.main import client  # noqa: PLC0415 - the same
    except ModuleNotFoundError:
        sys.exit("The generator is not installed: pip install 'cinqaxes-client[codegen]'")
    try:
        client(
            {"tool": {"ariadne-codegen": settings(options.documents, options.package, options.schema, options.client)}}
        )
    except CodeGenException as error:
        sys.exit(f"cinqaxes-codegen: {_located(options.documents, options.schema) or error}")
    (options.package / "py.typed").touch()


def _located(documents: Path, schema: Path) -> str:
    """Return the errors of documents that do not fit the schema, with the file, line and text that the generator omits.

    Empty if the generator failed for another reason.
    """
    from graphql import GraphQLError, Source, build_schema, concat_ast, parse, validate  # noqa: PLC0415 - an extra brings it

    files = sorted(documents.rglob("*.g*ql*")) if documents.is_dir() else [documents]
    try:
        parsed = [parse(Source(file.read_text("utf-8"), str(file))) for file in files]
        problems = validate(build_schema(schema.read_text("utf-8")), concat_ast(parsed))
    except (GraphQLError, OSError):
        return ""
    return "\n\n".join(map(str, problems))


if __name__ == "__main__":
    main()
