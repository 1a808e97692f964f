"""A PostgreSQL server of the tests' own, thrown away with them; it syncs to disk as a real one does."""

from __future__ import annotations

import os
import secrets
import shlex
import shutil
import subprocess
import tempfile
from pathlib import Path

import psycopg
from psycopg import sql

OWNER, PASSWORD = "owner", "owner's password"


class Cluster:
    """A server that listens on a socket in a folder of its own."""

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

    def start(self) -> None:
        """Start, and wait until it answers."""
        listens = f"-c listen_addresses='' -c unix_socket_directories={self._folder} -c max_connections=60"
        self._run("pg_ctl", "-D", self._data, "-w", "-l", str(self._folder / "log"), "-o", listens, "start")

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
