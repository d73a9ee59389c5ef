"""Builds and runs the image with buildah, in chroots: this needs root, but neither a container engine nor a runtime.

The base comes from the Debian repositories of this machine's apt; the build uses the registries of this machine's pip
and npm, and the proxy of its apt. Everything is in one folder, which is deleted when the tests end.
"""

import ast
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

_BASE: Final = "localhost/base"
_IMAGE: Final = "localhost/cinqaxes"
_PACKAGES: Final = "apt,libstdc++6,passwd,python3,python3-venv"
_CERTIFICATES: Final = Path("/etc/ssl/certs/ca-certificates.crt")
_REGISTRY_SETTINGS: Final = frozenset({"index-url", "extra-index-url", "trusted-host", "proxy"})
"""The settings of pip that concern its registry."""


class Container:
    """A container of the image built from a repository."""

    def __init__(self, folder: Path, repository: Path) -> None:
        """Build the image of a repository and its base, and create a container of it; takes minutes."""
        store = ["--root", f"{folder}/store", "--runroot", f"{folder}/run", "--storage-driver", "vfs"]
        self._buildah = ["buildah", *store]
        self._make_base()
        secrets = [f"--secret=id={name},src={path}" for name, path in _secrets(folder)]
        build = ["build", "--quiet", "--jobs=2", "--isolation=chroot", "--format=docker", f"--build-arg=BASE={_BASE}"]
        self._do(*build, *secrets, f"--tag={_IMAGE}", str(repository))
        self._name = self._do("from", _IMAGE)
        self.files = Path(self._do("mount", self._name))
        """The files of the container, as this machine sees them."""
        self.config: dict[str, Any] = json.loads(self._do("inspect", "--type=image", _IMAGE))["Docker"]["config"]
        """The configuration of the image, in the words of Docker: User, Entrypoint, Cmd, Healthcheck."""

    def command(self, *words: str, **environment: str) -> list[str]:
        """Return the command that runs a command line in the container, as the user that the image names."""
        given = [f"--env={name}={value}" for name, value in environment.items()]
        return [*self._buildah, "run", "--isolation=chroot", *given, self._name, "--", *words]

    def run(self, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run a command line in the container to its end."""
        return subprocess.run(
            self.command(*words, **environment), text=True, capture_output=True, check=False, timeout=300
        )

    def _make_base(self) -> None:
        container = self._do("from", "scratch")
        debian = ["Identifier: Packages", "Origin: Debian"]
        sources = _output_of(
            "apt-get", "indextargets", "--format=deb $(SITE) $(RELEASE) $(COMPONENT)", *debian
        ).splitlines()
        assert sources, "apt knows no Debian repository; apt-get update"
        release = _output_of("apt-get", "indextargets", "--format=$(RELEASE)", *debian).split()[0]
        plan = ["--quiet", "--mode=root", "--variant=essential", f"--include={_PACKAGES}", release]
        _output_of("mmdebstrap", *plan, self._do("mount", container), *sources)
        self._do("commit", "--quiet", "--rm", container, _BASE)

    def _do(self, *words: str) -> str:
        return _output_of(*self._buildah, *words)


def _secrets(folder: Path) -> Iterator[tuple[str, Path]]:
    """Write the configuration files with which the build reaches the registries; yield their ids in the Dockerfile."""
    pip = [f"{name} = {value}" for name, value in _pip_settings() if name in _REGISTRY_SETTINGS]
    npm = [Path.home().joinpath(".npmrc").read_text("utf-8")] if Path.home().joinpath(".npmrc").is_file() else []
    npm += [f"registry={value}" for name, value in os.environ.items() if name.lower() == "npm_config_registry"]
    apt = [line for line in _output_of("apt-config", "dump").splitlines() if line.startswith("Acquire::http")]
    if _CERTIFICATES.is_file():
        pip.append(f"cert = {_CERTIFICATES}")
        npm.append(f"cafile={_CERTIFICATES}")
        yield "certificates", _CERTIFICATES
    for name, lines in (("pip", ["[global]", *pip]), ("npm", npm), ("apt", apt)):
        path = folder / name
        path.write_text("\n".join([*lines, ""]), "utf-8")
        yield name, path


def _pip_settings() -> list[tuple[str, str]]:
    """Return pip's settings from its files and the environment."""
    listed = [line.split("=", 1) for line in _output_of(sys.executable, "-m", "pip", "config", "list").splitlines()]
    return [(name.rpartition(".")[2], ast.literal_eval(value).replace("\n", " ")) for name, value in listed]


def _output_of(*words: str) -> str:
    """Run a command to its end and return its output; if it fails, raise an error with the output."""
    done = subprocess.run(words, stdin=subprocess.DEVNULL, text=True, capture_output=True, check=False)
    assert done.returncode == 0, f"{words[0]} ended with {done.returncode}:\n{(done.stdout + done.stderr)[-4000:]}"
    return done.stdout.strip()
