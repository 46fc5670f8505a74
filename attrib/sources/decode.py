"""Bytes to text: byte order mark, UTF-8 (a few broken characters or none), the declared charset,
then detection.
"""

from __future__ import annotations

import codecs
import logging
import re

from attrib.errors import SourceError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark is the first half of this one
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL = bytes(c for c in range(1, 32) if c not in b"\b\t\n\v\f\r\x1b") + b"\x7f"
_IMPLAUSIBLE = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x9f\ud800-\uf8ff\ufff0-\uffff]")
_HIGH = bytes(range(0x80, 0x100))
_TWO_HIGH = re.compile(rb"[\x80-\xff]{2}")
# Signs between letters, and letters that are Icelandic in Windows-1252: other code pages have other
# letters in their places.
_FOREIGN = re.compile("[a-zA-Z][\u00a1-\u00bf‚„‰”“•™][a-zA-Z_]|[þðýÞÐÝ]")
_FEW = 4
_FEW_SHARE = 0.03
_DETECTION_BYTES = 1_000_000
_WHOLE_FOR_BROKEN = 5
"""So many characters beyond ASCII that are UTF-8 make up for one that is not: in no other encoding do
letters come in such an order."""
_WESTERN = frozenset({"ascii", "iso8859-1", "cp1252"})
"""What is declared as any of these is Windows-1252, as browsers have it (the WHATWG's standard)."""


def decode(data: bytes, charset: str | None = None) -> str:
    """The text in ``data`` without byte order mark and NULs; every line ends in a line feed.

    ``charset`` is what the sender declares; it is tried after UTF-8, which hardly ever fits text
    that is not UTF-8. Bytes that are no character of the encoding become U+FFFD. Raises SourceError
    when the data is empty, binary, or in no known encoding.
    """
    if not data.strip():
        raise SourceError("is empty")
    text = _decode(data, charset).replace("\x00", "").lstrip("\ufeff")
    if not text.strip():
        raise SourceError("is empty")
    return text.replace("\r\n", "\n").replace("\r", "\n")


def is_binary(data: bytes) -> bool:
    """Whether ``data`` (or the beginning of a file) cannot be text in any encoding."""
    if any(data.startswith(bom) for bom, _ in _BOMS) or _bare_utf16(data):
        return False
    return data.count(0) > 0.3 * len(data) or _crowded(data)


def _decode(data: bytes, charset: str | None) -> str:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return data[len(bom) :].decode(encoding, "replace")
    bare = _bare_utf16(data)
    if bare:
        return data.decode(bare, "replace")
    if is_binary(data):
        raise SourceError("binary data, not text")
    charset = (charset or "").strip().lower()
    # ISO-2022 is 7-bit, so it passes for ASCII: only here does the declaration come first.
    first = [charset] if charset.startswith(("iso-2022", "hz")) else []
    for encoding in [*first, "utf-8"]:
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError, ValueError):
            continue
    return _nearly_utf8(data) or _declared(data, charset) or _western(data) or _detect(data)


def _nearly_utf8(data: bytes) -> str | None:
    """UTF-8 that was cut inside a character, or that has a stray byte of something else in it."""
    text = data.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    whole = len(text) - len(data.translate(None, _HIGH)) - broken
    return text if whole >= _WHOLE_FOR_BROKEN * broken else None


def _declared(data: bytes, charset: str) -> str | None:
    try:
        western = codecs.lookup(charset).name in _WESTERN
        return data.decode("cp1252", "replace") if western else data.decode(charset)
    except (UnicodeDecodeError, LookupError, ValueError):
        return None


def _western(data: bytes) -> str | None:
    """Windows-1252 where bytes beyond ASCII are few and stand alone, as in an English text with a £ or a
    name: detection knows too little of them, and takes them for halves of Asian characters.
    """
    high = len(data) - len(data.translate(None, _HIGH))
    if high > max(_FEW, _FEW_SHARE * len(data)) or _TWO_HIGH.search(data):
        return None
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        return None
    return None if _FOREIGN.search(text) else text


def _bare_utf16(data: bytes) -> str | None:
    """UTF-16 without a mark, told by its NULs: all on one side of the byte pairs."""
    pairs = len(data) // 2
    if pairs < 2 or b"\x00" not in data:
        return None
    even, odd = data[0::2].count(0) / pairs, data[1::2].count(0) / pairs
    for encoding, high, low in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        # Latin text is half NULs; in other scripts only spaces, digits and line ends have one.
        if low < 0.05 and (high > 0.3 or (high > 0.01 and _crowded(data))):
            text = data[: pairs * 2].decode(encoding, "replace")
            if len(_IMPLAUSIBLE.findall(text)) <= 0.02 * len(text):
                return encoding
    return None


def _crowded(data: bytes) -> bool:
    """Whether ``data``, read byte by byte, has too many control characters for text."""
    controls = len(data) - len(data.translate(None, _CONTROL))
    return controls > 0.05 * (len(data) - data.count(0))


def _detect(data: bytes) -> str:
    from charset_normalizer import from_bytes

    logging.getLogger("charset_normalizer").addHandler(logging.NullHandler())
    sample = data
    if len(data) > _DETECTION_BYTES:  # cut at a line end, not inside a character
        sample = data[: data.rfind(b"\n", 0, _DETECTION_BYTES) + 1 or _DETECTION_BYTES]
    # Short runs of any bytes "decode" as UTF-16; text that really is has spaces or line ends,
    # which bring NULs.
    wide = [] if b"\x00" in data else ["utf_16", "utf_16_le", "utf_16_be", "utf_32"]
    matches = list(from_bytes(sample, cp_exclusion=wide))
    if not matches:
        raise SourceError("its text encoding is not recognised: save it as UTF-8")
    # Several code pages often fit equally well; of those, Western European is the most common.
    fitting = [m for m in matches if m.chaos == matches[0].chaos]
    coherence = max(m.coherence for m in fitting)
    fitting = [m for m in fitting if m.coherence == coherence]
    best = next((m for m in fitting if "cp1252" in m.could_be_from_charset), fitting[0])
    return data.decode(best.encoding, "replace")
