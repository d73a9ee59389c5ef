"""The platforms that have the embedded database, and the message on those that do not."""

import pytest

from graph.embedded_wheel import platform_problem, wheel_problem


def test_this_machine_has_a_wheel() -> None:
    assert wheel_problem() is None


@pytest.mark.parametrize(
    ("system", "machine", "glibc", "problem"),
    [
        ("linux", "x86_64", (2, 34), None),
        ("linux", "aarch64", (2, 41), None),
        ("darwin", "arm64", None, None),
        ("linux", "x86_64", (2, 31), "glibc 2.31, il faut au moins 2.34"),
        ("linux", "x86_64", None, "Linux sans glibc, par exemple Alpine (musl)"),
        ("linux", "riscv64", (2, 41), "processeur riscv64"),
        ("darwin", "x86_64", None, "Mac à processeur Intel"),
        ("win32", "AMD64", None, "système win32"),
    ],
)
def test_a_platform_without_a_wheel_is_reported_in_french(
    system: str, machine: str, glibc: tuple[int, int] | None, problem: str | None
) -> None:
    assert platform_problem(system, machine, glibc) == problem
