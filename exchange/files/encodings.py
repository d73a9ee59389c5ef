"""Decodes texts in the encodings that spreadsheets and information systems write."""

import codecs

from exchange.files.book import UnreadableError

UTF_16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def decode(name: str, content: bytes) -> tuple[str, str]:
    """Return the text of a file and the name of its encoding.

    Raises:
        UnreadableError: the file is no text, or in another encoding.
    """
    if content.startswith(UTF_16_MARKS):
        return _decode_utf_16(name, content), "UTF-16"
    if b"\0" in content:
        message = (
            f"« {name} » n’est ni un classeur (.xlsx, .ods) ni un texte : ouvrez-le dans un tableur puis "
            "« Enregistrer sous » au format .xlsx ou « CSV UTF-8 »"
        )
        raise UnreadableError(message)
    # UTF-8 first: it refuses almost any text of Windows-1252, which in turn accepts almost any bytes.
    for encoding, shown in (("utf-8-sig", "UTF-8"), ("cp1252", "Windows-1252")):
        try:
            return content.decode(encoding), shown
        except UnicodeDecodeError:
            continue
    message = f"« {name} » n’est ni en UTF-8 ni en Windows-1252 : enregistrez-le en « CSV UTF-8 »"
    raise UnreadableError(message)


def _decode_utf_16(name: str, content: bytes) -> str:
    try:
        return content.decode("utf-16")
    except UnicodeDecodeError as error:
        message = f"« {name} » est un texte UTF-16 incomplet : enregistrez-le à nouveau en « CSV UTF-8 »"
        raise UnreadableError(message) from error
