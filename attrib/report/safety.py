"""Makes text and addresses that others wrote harmless to print, to link and to embed."""

from __future__ import annotations

import json
import re
from urllib.parse import quote, urlsplit

_CONTROLS: dict[int, int] = {
    **{code: 0x2400 + code for code in range(0x20) if chr(code) not in "\t\n\r"},
    0x7F: 0x2421,
    **dict.fromkeys(range(0x80, 0xA0), 0xFFFD),
    **dict.fromkeys((0x202D, 0x202E), 0xFFFD),  # overrides show letters in a false order
    **dict.fromkeys(range(0xD800, 0xE000), 0xFFFD),  # surrogates: no encoding can write them
}
_IGNORED_BY_BROWSERS = re.compile(r"^[\x00-\x20]+|[\t\n\r]|[\x00-\x20]+$")
_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.\-]*):")
_DRIVE = re.compile(r"[A-Za-z]:[\\/]")
_BARE_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")


def visible(text: str) -> str:
    """``text`` with each control character as one picture character; tabs and line ends stay.

    A document may hold terminal escape sequences: printed raw, they could recolour the screen,
    retitle the window or hide what follows.
    """
    return text.translate(_CONTROLS)


def safe_href(address: str | None) -> str | None:
    """``address`` as a link target, or None where following it could do more than open a page.

    Allowed are http, https, local files (``file:`` without a host) and relative paths. Scripts
    (``javascript:``, ``data:``), unknown schemes and network shares give None.
    """
    address = _IGNORED_BY_BROWSERS.sub("", address or "")
    if _DRIVE.match(address):
        address = "file:///" + address.replace("\\", "/")
    if not address or address.startswith(("//", "\\\\", "/\\", "\\/")):
        return None
    scheme = _SCHEME.match(address)
    if scheme:
        try:
            host = urlsplit(address).netloc
        except ValueError:
            return None
        name = scheme[1].lower()
        local_file = name == "file" and address[5:8] == "///" and address[8:9] not in ("/", "\\")
        if not local_file and not (name in ("http", "https") and host):
            return None
    escaped = _BARE_PERCENT.sub("%25", address)
    return quote(escaped, safe="/:?#[]@!$&'()*+,;=~%-._", errors="replace")


def script_json(data: object) -> str:
    """``data`` as JSON that cannot end or comment out the ``<script>`` element around it."""
    text = json.dumps(data, ensure_ascii=True, separators=(",", ":"))
    return text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e")
