"""Memory that large answers took goes back to the system, which the allocator of C would keep for the next ones."""

import asyncio
import ctypes
import sys

_AFTER_SECONDS = 2.0
_trim = getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform == "linux" else None


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
