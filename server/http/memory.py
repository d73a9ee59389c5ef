"""Memory of the process: makes garbage collection rare, and returns freed memory to the system.

By default, the C allocator keeps the memory of large answers for later ones.
"""

import asyncio
import ctypes
import gc
import sys
from contextlib import suppress

COLLECTED_AFTER = (10_000, 50, 50)
"""The thresholds of the garbage collector's generations: answers are many objects without cycles."""
M_TRIM_THRESHOLD, M_MMAP_THRESHOLD = -1, -3
"""Parameters of glibc: how many bytes may be free at the end of the heap, and from which size blocks are outside."""
KEPT_BYTES, LARGE_BYTES = 8_388_608, 4_194_304
"""Their values. With smaller ones, an answer of half a megabyte takes a fifth more processor time, for new pages
(measured at commit 3b0d3121, on glibc 2.36).

Without fixed values, glibc raises both with the largest block ever freed, and then keeps the memory of large answers.
"""
_AFTER_SECONDS = 2.0
_trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform == "linux" else None


def configure_memory() -> None:
    """Configure the garbage collector and the allocator of this process and its forks."""
    gc.set_threshold(*COLLECTED_AFTER)
    with suppress(OSError, AttributeError):  # another C library
        library = ctypes.CDLL(None)
        library.mallopt(M_TRIM_THRESHOLD, KEPT_BYTES)
        library.mallopt(M_MMAP_THRESHOLD, LARGE_BYTES)


def freeze_startup_objects() -> None:
    """Exclude all present objects, such as the snapshot, from garbage collection: they live as long as the process."""
    gc.collect()
    gc.freeze()


class _Later:
    """The scheduled call, if any."""

    call: asyncio.TimerHandle | None = None


def release_memory_soon() -> None:
    """Release memory to the system in a moment; a further call before then postpones it."""
    if _Later.call is not None:
        _Later.call.cancel()
    loop = asyncio.get_running_loop()
    _Later.call = loop.call_later(_AFTER_SECONDS, loop.run_in_executor, None, release_memory)


def release_memory() -> None:
    """Free unreachable objects and return freed memory to the system, which takes up to a tenth of a second."""
    gc.collect()
    if _trim is not None:
        _trim(0)
