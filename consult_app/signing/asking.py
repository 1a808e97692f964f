"""The only way out: a timestamp server that the practice chose, and whether certificates were withdrawn."""

from base64 import b64encode
from http.client import HTTPException
from queue import Empty, SimpleQueue
from threading import Thread
from urllib.error import HTTPError
from urllib.request import HTTPRedirectHandler, Request, build_opener

from consult_app.domain.time_server import TimeServer, is_address, may_take_password
from consult_app.errors import SigningError

MOST_SECONDS = 30
"""So long a server may take, all in all."""
_MOST_BYTES = 1 << 16
_MOST_LIST_BYTES = 1 << 20
_UNAUTHORISED = (401, 403, 407)
_KIND = "application/timestamp-query"


class _Stay(HTTPRedirectHandler):
    """Follows nobody elsewhere: what is sent is for the server that was chosen."""

    def redirect_request(self, *_: object) -> None:
        return None


_opener = build_opener(_Stay)


def ask(server: TimeServer, question: bytes, seconds: float = MOST_SECONDS) -> bytes:
    """Send a question and give the answer, however wrong it is; SigningError where there is none.

    Codes: `time-unreachable`, `time-not-let-in`, `time-password-open`, `time-address`.
    """
    headers = {"Content-Type": _KIND, "User-Agent": "Consult"}
    if not is_address(server.address):
        raise SigningError("time-address", "The address of the timestamp server is none.")
    if server.user:
        if not may_take_password(server.address):
            raise SigningError("time-password-open", "The password would be sent unencrypted.")
        named = f"{server.user}:{server.password}".encode()
        headers["Authorization"] = f"Basic {b64encode(named).decode()}"
    return _sent(Request(server.address, question, headers), seconds, _MOST_BYTES)  # noqa: S310 - checked above


def fetch(address: str, seconds: float = MOST_SECONDS) -> bytes:
    """Fetch a list of withdrawn certificates; empty where it cannot be had: it only adds to a timestamp."""
    if not is_address(address):
        return b""
    try:
        return _sent(Request(address, headers={"User-Agent": "Consult"}), seconds, _MOST_LIST_BYTES)  # noqa: S310
    except SigningError:
        return b""


def ask_standing(address: str, question: bytes, seconds: float = MOST_SECONDS) -> bytes:
    """Ask whether a certificate was withdrawn; empty where nobody says: it only adds to a timestamp."""
    if not is_address(address):
        return b""
    headers = {"Content-Type": "application/ocsp-request", "User-Agent": "Consult"}
    try:
        return _sent(Request(address, question, headers), seconds, _MOST_BYTES)  # noqa: S310 - checked above
    except SigningError:
        return b""


def _sent(request: Request, seconds: float, most: int) -> bytes:
    """Give what is answered in so many seconds.

    A socket only counts how long it is silent: one that trickles, a byte now and then, would be listened to
    for days. It is left where it is, with its thread.
    """
    came: SimpleQueue[bytes | SigningError] = SimpleQueue()
    Thread(target=lambda: came.put(_answered(request, seconds, most)), daemon=True).start()
    try:
        answer = came.get(timeout=seconds)
    except Empty:
        raise _unreachable() from None
    if isinstance(answer, SigningError):
        raise answer
    return answer


def _answered(request: Request, seconds: float, most: int) -> bytes | SigningError:
    try:
        with _opener.open(request, timeout=seconds) as answer:
            return bytes(answer.read(most))
    except HTTPError as error:
        with error:
            code = "time-not-let-in" if error.code in _UNAUTHORISED else "time-unreachable"
            return SigningError(code, f"The timestamp server answered {error.code}.")
    except (OSError, HTTPException, ValueError):
        return _unreachable()


def _unreachable() -> SigningError:
    return SigningError("time-unreachable", "The timestamp server cannot be reached.")
