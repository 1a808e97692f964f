"""How long it takes to find who got a lot among 100,000: `python -m tests.benchmarks.lots`."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from consult_app.store.cost import Cost
from consult_app.store.place import Place
from consult_app.store.schema import LOT
from tests.contract.test_vault_accounts import keep_sealed
from tests.helpers.consultations import CLINICIAN, PASSPHRASE, PATIENT, PRACTICE

_LOTS, _PATIENTS, _RUNS = 100_000, 50, 15


def main() -> None:
    """Fill a vault, look up lots of which ever more are found, with the same rows read by id beside them."""
    with TemporaryDirectory(prefix="consult-bench-") as folder:
        place = Place(Path(folder) / "vault", Cost(64, 1, 1), lambda: datetime.now(UTC))
        vault, _ = place.create(PRACTICE, CLINICIAN, PASSPHRASE)
        for each in range(_PATIENTS):
            keep_sealed(vault, f"i-{each}", replace(PATIENT, id=f"p-{each}"))
        with vault._database.writing() as connection:
            LOT.add_all(connection, [_row(each) for each in range(_LOTS)])
        floor = _median(lambda: vault.open("i-1"))
        print(f"Who got a lot, among {_LOTS:,}, {_RUNS} runs (opening one record: {floor:.1f} ms):")
        for start, found in (("X012345", 1), ("X01234", 10), ("X0123", 100), ("X012", 1000)):
            taken = _median(lambda start=start: vault.look_up_lot(start))
            print(f"  {found:5} found  median {taken:6.1f} ms  ratio {taken / floor:.1f}")
        vault.close()


def _row(number: int) -> dict[str, object]:
    return {
        "key": f"x{number:06}",
        "lot": f"X{number:06}",
        "consultation": f"i-{number % _PATIENTS}",
        "account": f"n-{number}",
        "place": 0,
        "product": "",
        "ingredient": "m-1",
        "amount": "1 ml",
        "site": "",
        "areas": "[]",
        "day": "2026-03-01",
    }


def _median(work: Callable[[], object]) -> float:
    """Give milliseconds."""
    times = []
    for _ in range(_RUNS):
        start = time.perf_counter()
        work()
        times.append(1000 * (time.perf_counter() - start))
    return statistics.median(times)


if __name__ == "__main__":
    main()
