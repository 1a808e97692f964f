"""Servers that are none: one that asks for the password, and one that passes on what the real one says."""

from __future__ import annotations

import socket
import ssl
import struct
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from typing import TYPE_CHECKING

from tests.helpers.certificates import server_certificate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

IN_THE_OPEN, NOTHING = 3, 0
"""What is asked for, as the protocol numbers it."""
_ENCRYPTED = struct.pack("!II", 8, 80877103)
_BETWEEN = "127.0.0.3"


@contextmanager
def false_server(asking: int) -> Iterator[tuple[str, list[bytes]]]:
    """Be one; gives where it listens, and what came after it had asked."""
    given: list[bytes] = []

    def serve(wire: socket.socket) -> None:
        while (begun := wire.recv(8, socket.MSG_WAITALL)) == _ENCRYPTED:
            wire.sendall(b"N")
        wire.recv(struct.unpack("!I", begun[:4])[0] - 8, socket.MSG_WAITALL)
        wire.sendall(struct.pack("!cII", b"R", 8, asking))
        given.append(wire.recv(1000))

    with _listening("127.0.0.1", serve) as there:
        yield there, given


@contextmanager
def standing_between(server: str) -> Iterator[str]:
    """Stand between rooms and a server with a certificate of one's own; gives where."""
    shown, believed = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER), ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    believed.check_hostname, believed.verify_mode = False, ssl.CERT_NONE
    with TemporaryDirectory() as name:
        path = Path(name) / "own"
        path.write_bytes(b"".join(server_certificate(_BETWEEN)))
        shown.load_cert_chain(path)
    host, port = server.split(":")

    def pass_on(wire: socket.socket) -> None:
        wire.recv(8, socket.MSG_WAITALL)
        wire.sendall(b"S")
        with shown.wrap_socket(wire, server_side=True) as room, socket.create_connection((host, port)) as far:
            far.sendall(_ENCRYPTED)
            far.recv(1)
            with believed.wrap_socket(far) as real:
                back = Thread(target=_pour, args=(real, room))
                back.start()
                _pour(room, real)
                back.join()

    with _listening(_BETWEEN, pass_on) as there:
        yield there


def _pour(source: ssl.SSLSocket, target: ssl.SSLSocket) -> None:
    with suppress(OSError):
        while some := source.recv(10_000):
            target.sendall(some)
    for each in (source, target):
        with suppress(OSError):
            each.shutdown(socket.SHUT_RDWR)


@contextmanager
def _listening(host: str, serve: Callable[[socket.socket], None]) -> Iterator[str]:
    with socket.create_server((host, 0)) as door:
        serving = Thread(target=_accept, args=(door, serve))
        serving.start()
        try:
            yield f"{host}:{door.getsockname()[1]}"
        finally:
            door.shutdown(socket.SHUT_RDWR)
            serving.join()


def _accept(door: socket.socket, serve: Callable[[socket.socket], None]) -> None:
    while True:
        try:
            wire, _ = door.accept()
        except OSError:
            return
        with wire:
            serve(wire)
