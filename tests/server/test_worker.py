"""The configuration of the serving process."""

import subprocess
import sys

from tests.service_process import machine_environment

PROGRAM = """
import psutil
from server.settings import Settings
from server.worker import configure_process

configure_process(Settings())
mebibytes = 1 << 20
first = bytearray(b"x") * (24 * mebibytes)  # the largest block so far: glibc would keep blocks of its size
del first
large, above = bytearray(b"x") * (20 * mebibytes), [bytearray(600) for _ in range(1000)]
before = psutil.Process().memory_info().rss
del large
print((before - psutil.Process().memory_info().rss) // mebibytes)
"""


def test_freed_large_blocks_return_to_the_system() -> None:
    command = [sys.executable, "-c", PROGRAM]
    done = subprocess.run(command, env=machine_environment(), capture_output=True, text=True, check=True)
    assert int(done.stdout) >= 19
