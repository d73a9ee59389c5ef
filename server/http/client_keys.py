"""The key that identifies a client when clients share the service: today its address."""

from functools import lru_cache
from ipaddress import IPv6Address, IPv6Network, ip_address
from typing import Final

from starlette.types import Scope

NETWORK_BITS: Final = 64
"""The number of bits of the network part of an IPv6 address: all addresses of one network belong to one client."""


def key_of(scope: Scope) -> str:
    """Return the key of the client that sent a request; "" if it has no address."""
    client = scope.get("client")
    return _key(client[0]) if client else ""


@lru_cache(10_000)
def _key(host: str) -> str:
    try:
        address = ip_address(host)
    except ValueError:  # a host name from a proxy, or a Unix socket
        return host
    if not isinstance(address, IPv6Address):
        return host
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(IPv6Network((address, NETWORK_BITS), strict=False))
