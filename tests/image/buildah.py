"""Builds and runs the image with buildah, in chroots: it takes root, but neither a container engine nor a runtime.

The base comes from the Debian repositories of this machine's apt; the build reaches the registries as its pip and npm
do. All of it lies in one folder, which goes when the tests end.
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
_PACKAGES: Final = "libstdc++6,passwd,python3,python3-venv"
_CERTIFICATES: Final = Path("/etc/ssl/certs/ca-certificates.crt")
_REACH: Final = frozenset({"index-url", "extra-index-url", "trusted-host", "proxy"})
"""Settings of pip that say where its registry is."""


class Container:
    """A container of the image that a folder was told to build."""

    def __init__(self, folder: Path, repository: Path) -> None:
        """Build the image of a repository, base included, and make a container of it; takes minutes."""
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
        """Give the command that runs some words in the container, as the user whom the image names."""
        given = [f"--env={name}={value}" for name, value in environment.items()]
        return [*self._buildah, "run", "--isolation=chroot", *given, self._name, "--", *words]

    def run(self, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run some words in the container to their end."""
        return subprocess.run(
            self.command(*words, **environment), text=True, capture_output=True, check=False, timeout=300
        )

    def _make_base(self) -> None:
        container = self._do("from", "scratch")
        debian = ["Identifier: Packages", "Origin: Debian"]
        sources = _tell("apt-get", "indextargets", "--format=deb $(SITE) $(RELEASE) $(COMPONENT)", *debian).splitlines()
        assert sources, "apt knows no Debian repository; apt-get update"
        release = _tell("apt-get", "indextargets", "--format=$(RELEASE)", *debian).split()[0]
        plan = ["--quiet", "--mode=root", "--variant=essential", f"--include={_PACKAGES}", release]
        _tell("mmdebstrap", *plan, self._do("mount", container), *sources)
        self._do("commit", "--quiet", "--rm", container, _BASE)

    def _do(self, *words: str) -> str:
        return _tell(*self._buildah, *words)


def _secrets(folder: Path) -> Iterator[tuple[str, Path]]:
    """Write what the build needs to reach the registries, and name it as the Dockerfile does."""
    pip = [f"{name} = {value}" for name, value in _pip_settings() if name in _REACH]
    npm = [Path.home().joinpath(".npmrc").read_text("utf-8")] if Path.home().joinpath(".npmrc").is_file() else []
    npm += [f"registry={value}" for name, value in os.environ.items() if name.lower() == "npm_config_registry"]
    if _CERTIFICATES.is_file():
        pip.append(f"cert = {_CERTIFICATES}")
        npm.append(f"cafile={_CERTIFICATES}")
        yield "certificates", _CERTIFICATES
    for name, lines in (("pip", ["[global]", *pip]), ("npm", npm)):
        path = folder / name
        path.write_text("\n".join([*lines, ""]), "utf-8")
        yield name, path


def _pip_settings() -> list[tuple[str, str]]:
    """Give pip's settings from its files and the environment."""
    listed = [line.split("=", 1) for line in _tell(sys.executable, "-m", "pip", "config", "list").splitlines()]
    return [(name.rpartition(".")[2], ast.literal_eval(value).replace("\n", " ")) for name, value in listed]


def _tell(*words: str) -> str:
    """Run a command to its end and give what it prints; what a failed one said is raised."""
    done = subprocess.run(words, stdin=subprocess.DEVNULL, text=True, capture_output=True, check=False)
    assert done.returncode == 0, f"{words[0]} ended with {done.returncode}:\n{(done.stdout + done.stderr)[-4000:]}"
    return done.stdout.strip()
