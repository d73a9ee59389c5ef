"""Certificates of servers in tests."""

import subprocess
from pathlib import Path


def created_certificate(folder: Path, host: str) -> tuple[Path, Path]:
    """Create a certificate that a host signs itself, and its key, in a folder; return the paths of both."""
    shown, key = folder / "certificate.pem", folder / "key.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "1", "-subj", f"/CN={host}",
         "-addext", f"subjectAltName=DNS:{host}", "-keyout", str(key), "-out", str(shown)],
        check=True,
        capture_output=True,
    )  # fmt: skip
    return shown, key
