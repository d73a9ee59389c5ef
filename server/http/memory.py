"""Memory of the process: how seldom the collector looks at it, and how it goes back to the system.

Memory that large answers took the allocator of C would keep for the next ones.
"""

import asyncio
import ctypes
import gc
import sys
from contextlib import suppress

COLLECTED_AFTER = (10_000, 50, 50)
"""New objects, and collections of them, before the collector looks: answers are many objects and no cycles."""
M_MMAP_THRESHOLD, LARGE_BYTES = -3, 131_072
"""glibc's parameter, and the size of blocks that go back to the system when they are freed.

Left alone, glibc takes the largest block that was ever freed for that size, and a large answer's memory stays.
"""
_AFTER_SECONDS = 2.0
_trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform == "linux" else None


def settle_memory() -> None:
    """Set the collector and the allocator of this process up, and of those that it forks."""
    gc.set_threshold(*COLLECTED_AFTER)
    with suppress(OSError, AttributeError):  # another C library
        ctypes.CDLL(None).mallopt(M_MMAP_THRESHOLD, LARGE_BYTES)


def keep_what_is_there() -> None:
    """Have the collector leave alone what is there now, which lasts: it need not walk the snapshot again and again."""
    gc.collect()
    gc.freeze()


class _Later:
    """The one call that is to come, if any."""

    call: asyncio.TimerHandle | None = None


def give_back_soon() -> None:
    """Give memory back in a moment; large answers until then put it off."""
    if _Later.call is not None:
        _Later.call.cancel()
    loop = asyncio.get_running_loop()
    _Later.call = loop.call_later(_AFTER_SECONDS, loop.run_in_executor, None, give_back)


def give_back() -> None:
    """Give memory back now, which takes a moment."""
    if _trim is not None:
        _trim(0)
