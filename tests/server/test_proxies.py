"""The service behind real proxies, set up by the examples of the operator's guide."""

import os
import re
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import httpx
import pytest

from graph.access import Access
from tests.certificate import created_certificate
from tests.service_process import REPOSITORY, START_SECONDS, ServiceProcess, serving, settings_of

GUIDE = REPOSITORY / "docs" / "operations.md"
HOST = "axes.exemple.fr"
Certificate = tuple[Path, Path]
"""The files of a certificate and of its key."""
Proxy = Callable[[Path, str, Certificate], AbstractContextManager[int]]
QUESTION = '{ territory(ref: {id: "departement:44"}) { label } }'
HEADERS = {"x-forwarded-for": "203.0.113.7", "traceparent": f"00-{'a' * 32}-{'b' * 16}-01"}


@pytest.fixture(scope="module")
def service(small_access: Access, tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServiceProcess]:
    """A service that accepts the proxies' host name, and logs the addresses of clients."""
    folder = tmp_path_factory.mktemp("proxied")
    settings = settings_of(small_access) | {"log_clients": "true", "log_format": "json"}
    with serving(folder, hosts=f"{HOST},127.0.0.1", **settings) as service:
        service.wait_until_ready()
        yield service


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    """A certificate for the name, and its key."""
    return created_certificate(tmp_path_factory.mktemp("certificate"), HOST)


def example(language: str) -> str:
    """Return the guide's example for a proxy."""
    found = re.search(rf"```{language}\n(.*?)```", GUIDE.read_text("utf-8"), re.DOTALL)
    assert found
    return found[1]


def program(name: str) -> str:
    """Return the path of a proxy's program."""
    found = shutil.which(name)
    assert found, f"{name} is not installed: apt-get install nginx-light caddy"
    return found


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


@contextmanager
def nginx(folder: Path, upstream: str, certificate: Certificate) -> Iterator[int]:
    """Run nginx with the guide's example on another port, with these addresses and files."""
    port, (shown, key) = free_port(), map(str, certificate)
    given = {
        "127.0.0.1:8000": upstream,
        "listen 443 ssl": f"listen 127.0.0.1:{port} ssl",
        "/etc/ssl/axes.pem": shown,
        "/etc/ssl/axes.key": key,
    }
    temporary = "".join(
        f"{name}_temp_path {folder}/{name};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    written = folder / "nginx.conf"
    user = "user root; " if os.getuid() == 0 else ""  # the folder belongs to the user who runs the test
    written.write_text(
        f"{user}daemon off; pid {folder}/pid; error_log {folder}/log; events {{}}\n"
        f"http {{ access_log off; {temporary}\n{replaced(example('nginx'), given)} }}"
    )
    with running([program("nginx"), "-p", str(folder), "-c", str(written)], port):
        yield port


@contextmanager
def caddy(folder: Path, upstream: str, certificate: Certificate) -> Iterator[int]:
    """Run Caddy with the guide's example on another port, with these addresses and a given certificate."""
    port, (shown, key) = free_port(), map(str, certificate)
    given = {"127.0.0.1:8000": upstream, f"{HOST} {{": f"{HOST}:{port} {{\n    tls {shown} {key}"}
    written = folder / "Caddyfile"
    options = "{\n    admin off\n    auto_https disable_redirects\n}\n"
    written.write_text(options + replaced(example("caddy"), given))
    with running([program("caddy"), "run", "--config", str(written), "--adapter", "caddyfile"], port):
        yield port


def replaced(text: str, given: dict[str, str]) -> str:
    """Return a text with some parts replaced, all of which must occur."""
    for old, new in given.items():
        assert old in text, old
        text = text.replace(old, new)
    return text


@contextmanager
def running(command: list[str], port: int) -> Iterator[None]:
    """Run a proxy until it is no longer needed."""
    process = subprocess.Popen(command)
    try:
        deadline = time.monotonic() + START_SECONDS
        while not listens(port):
            assert process.poll() is None, "the proxy does not start"
            assert time.monotonic() < deadline, "the proxy does not listen"
            time.sleep(0.05)
        yield
    finally:
        process.terminate()
        process.wait()


def listens(port: int) -> bool:
    """Return whether a port accepts connections."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@pytest.mark.parametrize("proxy", [nginx, caddy], ids=["nginx", "caddy"])
def test_the_service_answers_behind_a_proxy_of_the_guide(
    service: ServiceProcess, certificate: Certificate, tmp_path: Path, proxy: Proxy
) -> None:
    trusted = ssl.create_default_context(cafile=str(certificate[0]))
    with (
        proxy(tmp_path, service.url.removeprefix("http://"), certificate) as port,
        httpx.Client(verify=trusted, timeout=60.0) as client,
    ):
        url, named = f"https://127.0.0.1:{port}", {"sni_hostname": HOST}

        def ask(path: str) -> httpx.Response:
            return client.get(f"{url}{path}", headers={"host": HOST}, extensions=named)

        answer = client.post(
            f"{url}/graphql",
            json={"query": QUESTION},
            headers={"host": HOST, "x-request-id": "proxied", **HEADERS},
            extensions=named,
        )
        assert answer.json() == {"data": {"territory": {"label": "Loire-Atlantique"}}}
        logged = service.logged("proxied")
        assert logged["client"] == "127.0.0.1"
        assert logged.get("trace_id") != "a" * 32
        for path in ("/metrics", "/health/ready", "/health/live"):
            assert ask(path).status_code == 404, path
        exported = ask("/export/csv")
        assert exported.status_code == 200
        assert len(exported.content) > 10_000
        large = {"classeur": ("grand.xlsx", b"0" * 15_000_000)}
        checked = client.post(f"{url}/check", files=large, headers={"host": HOST}, extensions=named)
        assert checked.status_code == 400
        assert "xlsx" in checked.text or "classeur" in checked.text
