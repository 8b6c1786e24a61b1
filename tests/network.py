"""No test reaches beyond this machine: a connection to anywhere else is an error where it is made."""

import sys

HOME = ("127.", "::1", "localhost")


def stay_home() -> None:
    """From now on, connecting a socket to another machine raises `ConnectionRefusedError`."""
    sys.addaudithook(_refuse)


def _refuse(event: str, arguments: tuple) -> None:
    if event not in {"socket.connect", "socket.getaddrinfo", "socket.sendto"}:
        return
    address = arguments[1] if event != "socket.getaddrinfo" else (arguments[0],)
    if not isinstance(address, tuple):  # a Unix socket
        return
    host = address[0].decode() if isinstance(address[0], bytes) else address[0]
    if host and not str(host).startswith(HOME):
        raise ConnectionRefusedError(f"tests stay on this machine; this one wanted {host}")
