"""Where the makers of cards and devices put the modules (PKCS#11) by which programs reach them."""

from __future__ import annotations

import glob
import sys

_LINUX = {
    "OpenSC": ("/usr/lib/*/opensc-pkcs11.so", "/usr/lib64/opensc-pkcs11.so", "/usr/lib/opensc-pkcs11.so"),
    "YubiKey": ("/usr/lib/*/libykcs11.so*", "/usr/lib64/libykcs11.so*", "/usr/local/lib/libykcs11.so"),
    "SafeNet, Thales": ("/usr/lib/libeTPkcs11.so", "/usr/lib/libeToken.so", "/usr/lib/libIDPrimePKCS11.so"),
    "Bit4id": ("/usr/lib/bit4id/libbit4xpki.so", "/usr/lib/*/libbit4xpki.so"),
    "SoftHSM": ("/usr/lib/*/softhsm/libsofthsm2.so", "/usr/lib64/pkcs11/libsofthsm2.so"),
}
_MAC = {
    "OpenSC": ("/Library/OpenSC/lib/opensc-pkcs11.so", "/usr/local/lib/opensc-pkcs11.so"),
    "YubiKey": ("/usr/local/lib/libykcs11.dylib", "/opt/homebrew/lib/libykcs11.dylib"),
    "SafeNet, Thales": ("/usr/local/lib/libeTPkcs11.dylib", "/usr/local/lib/libIDPrimePKCS11.dylib"),
    "Bit4id": ("/Library/bit4id/pkcs11/libbit4xpki.dylib",),
}
_WINDOWS = {
    "OpenSC": (r"C:\Program Files\OpenSC Project\OpenSC\pkcs11\opensc-pkcs11.dll",),
    "YubiKey": (r"C:\Program Files\Yubico\Yubico PIV Tool\bin\libykcs11.dll",),
    "SafeNet, Thales": (r"C:\Windows\System32\eTPKCS11.dll", r"C:\Windows\System32\IDPrimePKCS1164.dll"),
    "Bit4id": (r"C:\Windows\System32\bit4xpki.dll",),
}
_KNOWN = {"darwin": _MAC, "win32": _WINDOWS}


def installed(platform: str = sys.platform) -> tuple[tuple[str, str], ...]:
    """List what is there on this machine: whose it is, and the path."""
    found = ((name, _first(places)) for name, places in _KNOWN.get(platform, _LINUX).items())
    return tuple((name, path) for name, path in found if path)


def _first(places: tuple[str, ...]) -> str:
    there = (path for place in places for path in sorted(glob.glob(place)))  # noqa: PTH207 - of whole paths
    return next(there, "")
