"""Money: the signs, codes and names of currencies, and what a sign leaves open."""

from __future__ import annotations

import re

Reading = tuple[str, float, float]
"""Dimension, factor, offset: a value in base units is ``(value + offset) * factor``."""

_DOLLARS = {
    "US": "USD", "U.S.": "USD", "A": "AUD", "AU": "AUD", "C": "CAD", "CA": "CAD", "HK": "HKD",
    "NZ": "NZD", "S": "SGD", "NT": "TWD",
}  # fmt: skip
_PREFIXED = {
    **{f"{country}$": code for country, code in _DOLLARS.items()},
    "R$": "BRL", "MX$": "MXN", "CN¥": "CNY", "JP¥": "JPY", "RMB¥": "CNY",
}  # fmt: skip
_SIGNS = {
    "$": tuple(dict.fromkeys(_DOLLARS.values())), "¥": ("JPY", "CNY"), "€": ("EUR",),
    "£": ("GBP",), "₹": ("INR",), "₩": ("KRW",), "₽": ("RUB",),
}  # fmt: skip
_NAMES = {
    "EUR": "euro euros", "GBP": "pounds_sterling", "JPY": "yen", "CNY": "yuan renminbi rmb",
    "CHF": "franc francs franken swiss_franc swiss_francs", "INR": "rupee rupees",
    "USD": "us_dollar us_dollars", "AUD": "australian_dollar australian_dollars",
    "CAD": "canadian_dollar canadian_dollars",
    "HKD": "hong_kong_dollars", "NZD": "new_zealand_dollars", "SGD": "singapore_dollars",
    "MXN": "peso pesos", "RUB": "rouble roubles ruble rubles", "BRL": "reais", "SEK": "kronor",
}  # fmt: skip
_ONLY_CODES = ("NOK", "DKK")
CURRENCIES = frozenset([*_NAMES, *_ONLY_CODES, *(c for codes in _SIGNS.values() for c in codes)])

SYMBOLS: dict[str, tuple[Reading, ...]] = {
    **{sign: tuple((code, 1.0, 0.0) for code in codes) for sign, codes in _SIGNS.items()},
    **{name: ((code, 1.0, 0.0),) for name, code in _PREFIXED.items()},
    **{code: ((code, 1.0, 0.0),) for code in CURRENCIES},
}
"""What is written before or after an amount, with its case; a bare "$" may be any dollar."""
NAMES: dict[str, tuple[Reading, ...]] = {
    **{
        name.replace("_", " "): ((code, 1.0, 0.0),)
        for code, names in _NAMES.items()
        for name in (code.lower(), *names.split())
    },
    **dict.fromkeys(("dollar", "dollars"), SYMBOLS["$"]),
    "pence": (("GBP", 0.01, 0.0),),
    **dict.fromkeys(("cent", "cents"), tuple((code, 0.01, 0.0) for code in ("EUR", *_SIGNS["$"]))),
}
"""Names of currencies, in lower case; cents are those of several."""
del NAMES["cad"]  # "2 cad drawings"; the code is a symbol all the same

_BEFORE = re.compile(
    rf"(?:(?<!\w)(?:{'|'.join(map(re.escape, (*_PREFIXED, *sorted(CURRENCIES))))})"
    rf"|[{''.join(_SIGNS)}])[ \u00a0]?$"
)


def currency_before(text: str, position: int) -> tuple[tuple[Reading, ...], int] | None:
    """The currency written in front of ``position``, and where it starts."""
    match = _BEFORE.search(text, max(0, position - 8), position)
    return (SYMBOLS[match[0].strip()], match.start()) if match else None
