"""Memory of the process: makes garbage collection rare, and returns freed memory to the system.

By default, the C allocator keeps the memory of large answers for later ones.
"""

import ctypes
import gc
import sys
import threading
from contextlib import suppress

COLLECTED_AFTER = (10_000, 50, 50)
"""The thresholds of the garbage collector's generations: answers are many objects without cycles."""
M_TRIM_THRESHOLD, M_MMAP_THRESHOLD = -1, -3
"""Parameters of glibc: the bytes that may be free at the end of the heap, and the smallest block outside the heap."""
KEPT_BYTES, LARGE_BYTES = 8_388_608, 4_194_304
"""Their values. With smaller values, an answer of half a megabyte takes a fifth more processor time, because the
system has to provide new pages (measured at commit 3b0d3121, on glibc 2.36).

Without fixed values, glibc raises both with the largest block ever freed, and then keeps the memory of large answers.
"""
RELEASE_WANTED = threading.Event()
"""Set when large answers have been sent or dropped: the service then releases memory at the next opportunity."""
_C = ctypes.CDLL(None) if sys.platform == "linux" else None
_trim = getattr(_C, "malloc_trim", None)
_mallctl = getattr(_C, "mallctl", None)
"""The function that controls jemalloc, if that is the allocator."""
_PURGE = b"arena.4096.purge"
"""The command that returns the unused pages of all arenas of jemalloc to the system."""


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


def release_memory() -> None:
    """Free unreachable objects and return freed memory to the system.

    It stops all threads for 50 to 500 ms: the more results are cached, the longer.
    """
    RELEASE_WANTED.clear()
    gc.collect()
    if _mallctl is not None:
        _mallctl(_PURGE, None, None, None, ctypes.c_size_t(0))
    elif _trim is not None:
        _trim(0)
