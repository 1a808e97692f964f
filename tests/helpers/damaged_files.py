"""Files as they come out of broken programs: bytes lost, doubled, changed, of another file."""

from random import Random

PIECES = (
    b"\0",
    b"\xff\xfe",
    b"\xed\xa0\x80",
    b"\r",
    b"\n",
    b"|",
    b"^",
    b"~",
    b"\\X",
    b'"',
    b"[[[[",
    b"{",
    b"=",
    b"\x1a",
    b"MSH|",
)


def damaged(content: bytes, random: Random) -> bytes:
    """Give a file with a few places changed; `random` says which."""
    made = bytearray(content)
    for _ in range(random.randint(1, 6)):
        at, to = sorted(random.randint(0, len(made)) for _ in range(2))
        match random.randrange(5):
            case 0:
                made[at:at] = random.choice(PIECES)
            case 1:
                del made[at : min(to, at + 12)]
            case 2:
                made[at : at + 1] = bytes((random.randrange(256),))
            case 3:
                made[at:at] = made[at:to]
            case _:
                made[at:to] = bytes(reversed(made[at:to]))
        del made[20_000:]
    return bytes(made)
