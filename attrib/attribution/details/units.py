"""Units of measure: the dimension of each, and its factor to the base unit of that dimension."""

from __future__ import annotations

import re

_SYMBOLS: dict[str, tuple[str, float]] = {
    "nm": ("m", 1e-9), "µm": ("m", 1e-6), "mm": ("m", 1e-3), "cm": ("m", 1e-2), "m": ("m", 1.0),
    "km": ("m", 1e3), "mi": ("m", 1609.344), "ft": ("m", 0.3048), "yd": ("m", 0.9144),
    "m²": ("m²", 1.0), "m2": ("m²", 1.0), "km²": ("m²", 1e6), "km2": ("m²", 1e6), "ha": ("m²", 1e4),
    "m³": ("l", 1e3), "m3": ("l", 1e3), "l": ("l", 1.0), "L": ("l", 1.0), "ml": ("l", 1e-3),
    "mL": ("l", 1e-3), "hl": ("l", 1e2),
    "µg": ("g", 1e-6), "mg": ("g", 1e-3), "g": ("g", 1.0), "kg": ("g", 1e3), "t": ("g", 1e6),
    "Mt": ("g", 1e12), "lb": ("g", 453.59237), "lbs": ("g", 453.59237), "oz": ("g", 28.349523),
    "mW": ("W", 1e-3), "W": ("W", 1.0), "kW": ("W", 1e3), "MW": ("W", 1e6), "GW": ("W", 1e9),
    "TW": ("W", 1e12),
    "Wh": ("Wh", 1.0), "kWh": ("Wh", 1e3), "MWh": ("Wh", 1e6), "GWh": ("Wh", 1e9),
    "TWh": ("Wh", 1e12), "kJ": ("Wh", 1 / 3.6), "MJ": ("Wh", 1e3 / 3.6), "GJ": ("Wh", 1e6 / 3.6),
    "ms": ("s", 1e-3), "s": ("s", 1.0), "sec": ("s", 1.0), "secs": ("s", 1.0), "min": ("s", 60.0),
    "mins": ("s", 60.0), "h": ("s", 3600.0), "hr": ("s", 3600.0), "hrs": ("s", 3600.0),
    "d": ("s", 86400.0),
    "km/h": ("m/s", 1 / 3.6), "kph": ("m/s", 1 / 3.6), "kmh": ("m/s", 1 / 3.6),
    "mph": ("m/s", 0.44704), "m/s": ("m/s", 1.0),
    "B": ("B", 1.0), "kB": ("B", 1e3), "KB": ("B", 1e3), "MB": ("B", 1e6), "GB": ("B", 1e9),
    "TB": ("B", 1e12),
    "Hz": ("Hz", 1.0), "kHz": ("Hz", 1e3), "MHz": ("Hz", 1e6), "GHz": ("Hz", 1e9),
    "V": ("V", 1.0), "kV": ("V", 1e3), "bar": ("Pa", 1e5), "hPa": ("Pa", 1e2), "kPa": ("Pa", 1e3),
    "%": ("%", 1.0), "‰": ("%", 0.1), "pp": ("%", 1.0), "°C": ("K", 1.0), "℃": ("K", 1.0),
    "°F": ("K", 5 / 9), "℉": ("K", 5 / 9), "°": ("°", 1.0),
    "€": ("EUR", 1.0), "$": ("USD", 1.0), "£": ("GBP", 1.0), "¥": ("JPY", 1.0), "₹": ("INR", 1.0),
}  # fmt: skip

_NAMES = """
    m=1: metre metres meter meters | m=1e3: kilometre kilometres kilometer kilometers
    m=1e-2: centimetre centimetres centimeter centimeters zentimeter
    m=1e-3: millimetre millimetres millimeter millimeters
    m=1609.344: mile miles meilen | m=0.3048: foot feet | m=0.0254: inch inches | m=0.9144: yard yards
    m=1852: nautical_mile nautical_miles
    m²=1: square_metre square_metres square_meter square_meters quadratmeter
    m²=1e6: square_kilometre square_kilometres square_kilometer square_kilometers quadratkilometer
    m²=2589988.11: square_mile square_miles | m²=0.09290304: square_foot square_feet
    m²=1e4: hectare hectares hektar | m²=4046.8564: acre acres
    l=1: litre litres liter liters | l=1e3: cubic_metre cubic_metres cubic_meter cubic_meters kubikmeter
    l=1e-3: millilitre millilitres milliliter milliliters | l=3.785411784: gallon gallons
    g=1: gram grams gramme grammes gramm | g=1e-3: milligram milligrams milligramm
    g=1e3: kilogram kilograms kilogramme kilogrammes kilogramm kilo kilos
    g=1e6: tonne tonnes ton tons tonnen metric_tons metric_tonnes | g=28.349523: ounce ounces
    W=1: watt watts | W=1e3: kilowatt kilowatts | W=1e6: megawatt megawatts | W=1e9: gigawatt gigawatts
    Wh=1: watt_hours | Wh=1e3: kilowatt_hour kilowatt_hours kilowattstunden kilowatthours
    Wh=1e6: megawatt_hour megawatt_hours megawattstunden
    Wh=1e9: gigawatt_hour gigawatt_hours gigawattstunden
    s=1e-3: millisecond milliseconds | s=1: second seconds sekunde sekunden
    s=60: minute minutes minuten | s=3600: hour hours stunde stunden
    s=86400: day days tag tage tagen | s=604800: week weeks woche wochen
    month=1: month months monat monate monaten | month=12: year years jahr jahre jahren
    month=120: decade decades jahrzehnt jahrzehnte | month=1200: century centuries jahrhunderte
    m/s=0.27777777777777778: kilometres_per_hour kilometers_per_hour km_per_hour
    m/s=0.44704: miles_per_hour | m/s=1: metres_per_second meters_per_second | m/s=0.514444: knot knots
    %=1: percent per_cent prozent percentage_point percentage_points prozentpunkte
    K=1: degrees_celsius degree_celsius degrees_centigrade grad_celsius celsius kelvin
    K=0.55555555555555556: degrees_fahrenheit degree_fahrenheit fahrenheit
    °=1: degree degrees grad | times=1: times -fold
    EUR=1: euro euros eur | USD=1: dollar dollars usd us_dollars us_dollar | GBP=1: gbp pounds_sterling
    JPY=1: yen jpy | CHF=1: chf franc francs franken swiss_francs | INR=1: rupee rupees inr
    CNY=1: yuan cny renminbi | SEK=1: sek | NOK=1: nok | DKK=1: dkk
"""
_NAMED: dict[str, tuple[str, float]] = {
    name.replace("_", " "): (head.split("=")[0].strip(), float(head.split("=")[1]))
    for entry in re.split(r"[|\n]", _NAMES)
    if entry.strip()
    for head, names in [entry.split(":")]
    for name in names.split()
}
# "pounds" are money or weight, cents those of two currencies: either reading may match.
_AMBIGUOUS: dict[str, tuple[tuple[str, float], ...]] = {
    name: readings
    for names, readings in (
        ("pound pounds pfund", (("GBP", 1.0), ("g", 453.59237))),
        ("cent cents", (("EUR", 0.01), ("USD", 0.01))),
    )
    for name in names.split()
}
_LONG = "|".join(
    re.escape(name).replace(r"\ ", r"[\s-]")
    for name in sorted((name for name in _NAMED if " " in name), key=len, reverse=True)
)
_UNIT = re.compile(
    rf"[ \u00a0\u202f-]?(?:(?P<long>(?:{_LONG})\b)|(?P<percent>[%‰])"
    r"|(?P<short>(?:km/h|m/s|°[CF]?|[€$£¥₹℃℉]|[^\W\d_]+[²³23]?))(?![\w²³]))",
    re.IGNORECASE,
)
_OFFSETS = {"°F": -32.0, "℉": -32.0, "fahrenheit": -32.0}
CURRENCIES = frozenset("EUR USD GBP JPY INR CHF CNY SEK NOK DKK".split())
_CURRENCY_BEFORE = re.compile(
    r"(?:US\$|A\$|C\$|[€$£¥₹]|\b(?:USD|EUR|GBP|CHF|JPY|INR|CNY|SEK|NOK|DKK))[ \u00a0]?$"
)


def unit_after(text: str, position: int) -> tuple[tuple[tuple[str, float, float], ...], int] | None:
    """The unit that follows ``position``: readings (dimension, factor, offset), and where it ends.

    A value in base units is ``(value + offset) * factor``.
    """
    match = _UNIT.match(text, position)
    if not match:
        return None
    name = match["long"] or match["percent"] or match["short"]
    folded = " ".join(re.split(r"[\s-]+", name.lower()))
    readings: tuple[tuple[str, float], ...] = ()
    if name in _SYMBOLS:
        readings = (_SYMBOLS[name],)
    elif folded in _NAMED:
        readings = (_NAMED[folded],)
    elif folded in _AMBIGUOUS:
        readings = _AMBIGUOUS[folded]
    if not readings:
        return None
    offset = _OFFSETS.get(name, _OFFSETS.get(folded.split(" ")[-1], 0.0))
    return tuple((kind, factor, offset) for kind, factor in readings), match.end()


def currency_before(text: str, position: int) -> tuple[str, int] | None:
    """The currency written in front of ``position``, and where it starts."""
    match = _CURRENCY_BEFORE.search(text, max(0, position - 5), position)
    if not match:
        return None
    name = match[0].strip()
    code = name if name.isalpha() else _SYMBOLS[name[-1]][0]
    return code, match.start()
