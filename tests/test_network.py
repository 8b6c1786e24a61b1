"""The guard that keeps tests on this machine."""

import socket

import pytest


@pytest.mark.parametrize("address", ["192.0.2.1", "2001:db8::1", "slack.com"])
def test_no_test_reaches_another_machine(address):
    """A connection to anywhere but loopback is refused before a packet leaves."""
    with pytest.raises(ConnectionRefusedError, match="stay on this machine"):
        socket.create_connection((address, 443), timeout=1)
