"""The command `cinqaxes-codegen`: from GraphQL documents to a typed package, without the repository of the service."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

SCHEMA = Path(__file__).with_name("schema.graphql")
PLUGINS = [
    # Importing a client loads no inputs, and importing inputs builds none: there are thousands of lines of them.
    "ariadne_codegen.contrib.client_forward_refs.ClientForwardRefsPlugin",
    "ariadne_codegen.contrib.no_reimports.NoReimportsPlugin",
    "cinqaxes_codegen.deferred.DeferredInputs",
]


def settings(documents: Path, package: Path, schema: Path = SCHEMA, client: str = "Client") -> dict[str, Any]:
    """Return what the generator is to do, as it reads it from a pyproject."""
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
    """Make a package of a folder of documents; each operation becomes a method of its client."""
    parser = argparse.ArgumentParser(prog="cinqaxes-codegen", description=main.__doc__)
    parser.add_argument("documents", type=Path, help="a .graphql file or a folder of them")
    parser.add_argument("package", type=Path, help="the folder of the package to write")
    parser.add_argument("--schema", type=Path, default=SCHEMA, help="another schema than the one in here")
    parser.add_argument("--client", default="Client", help="the name of the client's class")
    asked = parser.parse_args(arguments)
    try:
        from ariadne_codegen.exceptions import CodeGenException  # noqa: PLC0415 - an extra brings it
        from ariadne_codegen.main import client  # noqa: PLC0415 - the same
    except ModuleNotFoundError:
        sys.exit("The generator is not installed: pip install 'cinqaxes-client[codegen]'")
    try:
        client({"tool": {"ariadne-codegen": settings(asked.documents, asked.package, asked.schema, asked.client)}})
    except CodeGenException as error:
        sys.exit(f"cinqaxes-codegen: {error}")
    (asked.package / "py.typed").touch()


if __name__ == "__main__":
    main()
