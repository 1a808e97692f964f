"""Eight rooms on one PostgreSQL server, an answer in each every half second, while the server falls over.

`python -m tests.benchmarks.rooms [STOPS] [SECONDS]`: each room is a process of its own. The server is stopped
as by a power cut, so often in so many seconds, and started again. At the end a machine that was not there
joins and counts: every answer that a room acknowledged has to be there, once, and the log has to be sound.
Exit 1 where anything is lost or doubled. Without a stop the milliseconds are those of an ordinary day.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from consult_app.store.room_vault import RoomVault
from tests.helpers.answering import answered
from tests.helpers.consultations import CLINICIAN, PASSPHRASE, PRACTICE, draft
from tests.helpers.in_rooms import PracticePlace
from tests.helpers.postgres import Cluster

_ROOMS, _EVERY_S, _DOWN_S = 8, 0.5, 1.0


def _now() -> datetime:
    return datetime.now(UTC)


def answer(folder: str, address: str, number: str, seconds: str) -> None:
    """Be a room: answer for so long, have what waits sent, and print what was acknowledged."""
    vault = PracticePlace(Path(folder), _now, address).unlock(PASSPHRASE)
    state, took = vault.open(f"i-{number}"), []
    end, due = time.monotonic() + float(seconds), time.monotonic() + random.random() * _EVERY_S  # noqa: S311
    while time.monotonic() < end:
        time.sleep(max(0.0, due - time.monotonic()))
        due += _EVERY_S
        state = answered(state)
        start = time.perf_counter()
        vault.keep(state, "answer")
        took.append((time.perf_counter() - start) * 1000)
    until = time.monotonic() + 60
    while (rooms := vault.look()) and (rooms.waiting or rooms.away) and time.monotonic() < until:
        time.sleep(0.1)
    vault.close()
    print(json.dumps({"acknowledged": state.revision, "took": took}))


def _begin(folder: Path, address: str) -> PracticePlace:
    place = PracticePlace(folder / "0", _now, address)
    vault, _ = place.create(PRACTICE, CLINICIAN, PASSPHRASE)
    for each in range(_ROOMS):
        vault.begin(draft(f"i-{each}"), "bundle")
    vault.close()
    for each in range(1, _ROOMS):
        place.another(folder / str(each))
    return place


def _run(folder: Path, cluster: Cluster, address: str, stops: int, seconds: float) -> list[dict[str, object]]:
    """Let all rooms answer while the server is stopped now and then; gives what each printed."""
    rooms = []
    for each in range(_ROOMS):
        words = ["room", str(folder / str(each)), address, str(each), str(seconds)]
        command = [sys.executable, "-m", "tests.benchmarks.rooms", *words]
        rooms.append(subprocess.Popen(command, stdout=subprocess.PIPE, text=True))
    for _ in range(stops):
        time.sleep(seconds / (stops + 1))
        cluster.stop("immediate")
        time.sleep(_DOWN_S)
        cluster.start()
    said = [each.communicate()[0] for each in rooms]
    if any(each.returncode for each in rooms):
        raise SystemExit("A room ended with an error.")
    return [json.loads(each) for each in said]


def _kept(vault: RoomVault, consultation: str) -> list[int]:
    """Give the numbers of the answers that are kept of a consultation."""
    mine = "SELECT revision FROM event WHERE action = 'answer' AND consultation = ?"
    with vault._replica.alone() as connection:
        return connection.values(mine, (consultation,))


def main(stops: int, seconds: float) -> int:
    """Run, count and print."""
    cluster = Cluster()
    try:
        with TemporaryDirectory(prefix="consult-rooms-") as name:
            folder, address = Path(name), cluster.emptied()
            place = _begin(folder, address)
            said = _run(folder, cluster, address, stops, seconds)
            fresh = place.another(folder / "fresh").unlock(PASSPHRASE)
            assert isinstance(fresh, RoomVault)
            lost = doubled = 0
            for number, each in enumerate(said):
                kept = _kept(fresh, f"i-{number}")
                lost += len({*range(1, int(str(each["acknowledged"])) + 1)} - {*kept})
                doubled += len(kept) - len({*kept})
            sound = fresh.check_log().sound
            fresh.close()
    finally:
        cluster.remove()
    took = sorted(each for one in said for each in one["took"])  # type: ignore[attr-defined]
    print(f"{_ROOMS} rooms, an answer each {_EVERY_S} s, {stops} immediate stops of the server:")
    print(f"  answers acknowledged {sum(int(str(each['acknowledged'])) for each in said)}")
    print(f"  lost {lost}, doubled {doubled}, log {'sound' if sound else 'NOT SOUND'}")
    print(f"  answer kept: median {took[len(took) // 2]:.1f} ms, p95 {took[int(len(took) * 0.95)]:.1f} ms")
    return int(bool(lost or doubled or not sound))


if __name__ == "__main__":
    if sys.argv[1:2] == ["room"]:
        answer(*sys.argv[2:6])
    else:
        stops, seconds = (*sys.argv[1:], *("10", "50")[len(sys.argv) - 1 :])
        sys.exit(main(int(stops), float(seconds)))
