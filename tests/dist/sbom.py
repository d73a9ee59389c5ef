"""Writes the bill of materials of an installation: `make sbom` makes `dist/cinqaxes-….cdx.json` (CycloneDX).

cyclonedx-py lists the Python packages of an environment with the wheel and the embedded database. The npm packages that
the console bundles, and the Java runtime of the embedded database, are added here.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any, Final
from uuid import NAMESPACE_OID, uuid5

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.output import make_outputter
from cyclonedx.schema import OutputFormat, SchemaVersion
from packageurl import PackageURL

from tests.dist.build import DIST, NAME, REPOSITORY, WHEEL, commit_time
from tests.dist.installing import install
from tests.dist.licences import bundled

SBOM: Final = DIST / f"{NAME}.cdx.json"
DATABASE: Final = "arcadedb-embedded"
_LICENCES: Final = LicenseFactory()


def bill() -> str:
    """Return the bill of materials, as JSON of CycloneDX 1.6."""
    with tempfile.TemporaryDirectory() as folder:
        commands = install(Path(folder))
        bom = Bom.from_json(_packages_of_python(commands / "python"))  # type: ignore[attr-defined] # by a decorator
        java = _java(Path(folder))
    bom.components.update(added := [*_packages_of_npm(), java])
    bom.register_dependency(bom.metadata.component, added[:-1])
    bom.serial_number = uuid5(NAMESPACE_OID, sha256((DIST / WHEEL).read_bytes()).hexdigest())
    (database,) = (one for one in bom.components if one.name == DATABASE)
    bom.register_dependency(database, [java])
    written: str = make_outputter(bom, OutputFormat.JSON, SchemaVersion.V1_6).output_as_string(indent=2)
    return written + "\n"


def _packages_of_python(python: Path) -> Any:
    command: list[str | Path] = [Path(sys.executable).with_name("cyclonedx-py"), "environment", python]
    command += ["--pyproject", REPOSITORY / "pyproject.toml", "--output-reproducible", "--short-PURLs", "--no-validate"]
    environment = os.environ | {"SOURCE_DATE_EPOCH": str(commit_time())}
    return json.loads(subprocess.run(command, capture_output=True, env=environment, check=True).stdout)


def _packages_of_npm() -> Iterator[Component]:
    for name, version, licence, _ in bundled():
        group, _, short = name.rpartition("/")
        purl = PackageURL("npm", group or None, short, version)
        yield _component(purl, licence, ComponentType.LIBRARY)


def _java(environment: Path) -> Component:
    """Return the Java runtime inside the package of the embedded database."""
    (release,) = environment.glob("lib/*/site-packages/arcadedb_embedded/jre/release")
    found = re.search(r'^JAVA_VERSION="(.+)"$', release.read_text("utf-8"), re.MULTILINE)
    assert found is not None
    purl = PackageURL("generic", None, "openjdk", found[1])
    return _component(purl, "GPL-2.0-only WITH Classpath-exception-2.0", ComponentType.PLATFORM)


def _component(purl: PackageURL, licence: str, kind: ComponentType) -> Component:
    return Component(
        type=kind,
        group=purl.namespace,
        name=purl.name,
        version=purl.version,
        licenses=[_LICENCES.make_from_string(licence)],
        purl=purl,
        bom_ref=purl.to_string(),
    )


if __name__ == "__main__":
    SBOM.write_text(bill(), "utf-8")
