"""What is said of a certificate that was taken into use."""

from PySide6.QtCore import QCoreApplication

from consult_app.domain.proof import KeyCertificate


def in_use_words(certified: KeyCertificate, name: str) -> tuple[str, str]:
    """Say whose it is, with care where that is not the name on the documents."""
    title = _tr("Your seals carry the certificate of {0} now").format(certified.name)
    if " ".join(certified.name.split()).casefold() == " ".join(name.split()).casefold():
        return title, _tr("What was sealed before stays valid.")
    text = _tr("Documents name you as {0}. Whoever reads a seal sees both names. Is it yours?")
    return title, text.format(name)


def _tr(literal: str) -> str:
    return QCoreApplication.translate("keys", literal)
