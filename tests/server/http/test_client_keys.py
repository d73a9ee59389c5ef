"""The client key: an IPv4 address, or an IPv6 network, since one client has all the addresses of a network."""

import pytest

from server.http.client_keys import key_of


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("192.0.2.1", "192.0.2.1", True),
        ("192.0.2.1", "192.0.2.2", False),
        ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", True),
        ("2001:db8:1:2::1", "2001:db8:1:3::1", False),
        ("::ffff:192.0.2.1", "192.0.2.1", True),
        ("testclient", "testclient", True),
        ("", "192.0.2.1", False),
    ],
)
def test_a_client_is_known_by_its_address_or_network(one: str, other: str, *, is_same: bool) -> None:
    keys = [key_of({"client": (host, 1_234)}) for host in (one, other)]
    assert (keys[0] == keys[1]) == is_same


def test_a_client_without_an_address_has_an_empty_key() -> None:
    assert key_of({"client": None}) == key_of({}) == ""
