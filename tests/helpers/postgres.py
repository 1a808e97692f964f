"""A PostgreSQL server of the tests' own, thrown away with them; it syncs to disk as a real one does."""

from __future__ import annotations

import os
import secrets
import shlex
import shutil
import socket
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
from psycopg import sql

from tests.helpers.certificates import server_certificate

if TYPE_CHECKING:
    from collections.abc import Iterator

OWNER, PASSWORD = "owner", "owner's password"
ELSEWHERE = "127.0.0.2"
"""What counts as another machine."""


class Cluster:
    """A server that listens on a socket in a folder of its own, and on a network where that is asked for."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="pg", dir="/tmp"))
        if os.geteuid() == 0:
            # The server does not run as root.
            shutil.chown(self._folder, "nobody", "nogroup")
        password = self._folder.with_name(f"{self._folder.name}.pw")
        password.write_text(PASSWORD)
        try:
            self._run(
                "initdb", "-N", "-A", "scram-sha-256", "-U", OWNER, "--pwfile", str(password), self._data
            )
        finally:
            password.unlink()
        self.start()
        self._made = ""

    @property
    def _data(self) -> str:
        return str(self._folder / "data")

    def start(self, *more: str) -> None:
        """Start, and wait until it answers."""
        settings = (
            *("listen_addresses=''", f"unix_socket_directories={self._folder}", "max_connections=60"),
            *more,
        )
        given = " ".join(f"-c {each}" for each in settings)
        self._run("pg_ctl", "-D", self._data, "-w", "-l", str(self._folder / "log"), "-o", given, "start")

    @contextmanager
    def on_a_network(self, *, encrypted: bool) -> Iterator[str]:
        """Listen at an address that is not this machine's usual one; gives what an address says of it."""
        settings = [f"listen_addresses={ELSEWHERE}"]
        if encrypted:
            settings += ["ssl=on", *self._certificate()]
        with socket.socket() as free:
            free.bind((ELSEWHERE, 0))
            port = free.getsockname()[1]
        self.stop("fast")
        self.start(*settings, f"port={port}")
        try:
            yield f"{ELSEWHERE}:{port}"
        finally:
            self.stop("fast")
            self.start()

    @property
    def root_certificate(self) -> Path:
        """What the server proves itself by, as a room has it."""
        return self._folder.with_name(f"{self._folder.name}.crt")

    def _certificate(self) -> tuple[str, str]:
        files = [self._folder / name for name in ("server.key", "server.crt")]
        for path, content in zip(files, server_certificate(ELSEWHERE), strict=True):
            path.touch(mode=0o600)
            path.write_bytes(content)
            if os.geteuid() == 0:
                shutil.chown(path, "nobody", "nogroup")
        shutil.copy(files[1], self.root_certificate)
        return f"ssl_key_file={files[0]}", f"ssl_cert_file={files[1]}"

    def stop(self, how: str = "immediate") -> None:
        """Stop; immediately is as when the power goes, but for the disk."""
        self._run("pg_ctl", "-D", self._data, "-w", "-m", how, "stop")

    def database(self) -> str:
        """Make an empty database; gives its owner's address."""
        name = f"practice_{secrets.token_hex(4)}"
        with psycopg.connect(self.address("postgres"), password=PASSWORD, autocommit=True) as connection:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        return self.address(name)

    def emptied(self) -> str:
        """Give the owner's address of a database that is used again and again, and empty now."""
        self._made = self._made or self.database()
        with psycopg.connect(self._made, password=PASSWORD, autocommit=True) as connection:
            connection.execute("SET client_min_messages = warning")
            connection.execute("DROP SCHEMA IF EXISTS consult CASCADE")
        return self._made

    def address(self, database: str) -> str:
        """Give the owner's address of a database."""
        return f"postgresql://{OWNER}@/{database}?host={self._folder}"

    def files(self) -> list[Path]:
        """List every file that the server has, with all that it was told on disk."""
        with psycopg.connect(self.address("postgres"), password=PASSWORD, autocommit=True) as connection:
            connection.execute("CHECKPOINT")
        return [each for each in self._folder.rglob("*") if each.is_file()]

    def remove(self) -> None:
        """Throw it away."""
        self.stop()
        shutil.rmtree(self._folder)
        self.root_certificate.unlink(missing_ok=True)

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(_newest(program)), *arguments]
        if os.geteuid() == 0:
            command = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups", *command]
        done = subprocess.run(
            command,
            cwd="/",
            env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            check=False,
        )
        assert done.returncode == 0, f"{shlex.join(command)}: {done.stderr.decode()}"


def _newest(program: str) -> Path:
    """Find a program of the newest server that is installed."""
    return max(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"), key=lambda each: int(each.parts[4]))
