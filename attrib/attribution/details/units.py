"""Units of measure: the dimension of each, and its factor to the base unit of that dimension."""

from __future__ import annotations

import re

from attrib.attribution.details import currencies
from attrib.attribution.details.currencies import Reading


def _table(entries: str) -> dict[str, tuple[Reading, ...]]:
    """What each name may stand for, from entries such as ``K=1,-273.15: kelvin kelvins``."""
    table: dict[str, tuple[Reading, ...]] = {}
    for entry in re.split(r"[|\n]", entries.strip()):
        head, _, names = entry.partition(":")
        readings: list[Reading] = []
        for reading in head.split():
            dimension, _, numbers = reading.partition("=")
            factor, _, offset = numbers.partition(",")
            readings.append((dimension, float(factor), float(offset or 0)))
        for name in names.split():
            table[name.replace("_", " ")] = tuple(readings)
    return table


# Letters with their case, words without. Several readings before a colon: any of them may match.
_SYMBOLS = currencies.SYMBOLS | _table("""
    m=1e-9: nm | m=1e-6: µm | m=1e-3: mm | m=1e-2: cm | m=1: m | m=1e3: km
    m=1609.344: mi | m=0.3048: ft | m=0.9144: yd
    m²=1: m² m2 | m²=1e6: km² km2 | m²=1e4: ha
    l=1e3: m³ m3 | l=1: l L | l=1e-1: dl dL | l=1e-2: cl cL | l=1e-3: ml mL | l=1e-6: µl µL | l=1e2: hl
    g=1e-9: ng | g=1e-6: µg mcg | g=1e-3: mg | g=1: g | g=1e3: kg | g=1e6: t | g=1e12: Mt | g=1e15: Gt
    g=453.59237: lb lbs | g=28.349523: oz
    mol=1e-9: nmol | mol=1e-6: µmol | mol=1e-3: mmol | mol=1: mol
    M=1e-9: nM | M=1e-6: µM | M=1e-3: mM | M=1: M | T=1e-3: mT | T=1: T
    W=1e-3: mW | W=1: W | W=1e3: kW | W=1e6: MW | W=1e9: GW | W=1e12: TW | W=745.7: hp bhp
    Wh=1: Wh | Wh=1e3: kWh | Wh=1e6: MWh | Wh=1e9: GWh | Wh=1e12: TWh
    Wh=2.777777777777778e-4: J | Wh=0.2777777777777778: kJ | Wh=277.7777777777778: MJ
    Wh=277777.7777777778: GJ
    s=1e-9: ns | s=1e-6: µs | s=1e-3: ms | s=1: s sec secs | s=60: min mins | s=3600: h hr hrs
    s=86400: d | month=12: yr yrs
    m/s=0.2777777777777778: km/h kph kmh | m/s=0.44704: mph | m/s=1: m/s
    B=1: B | B=1e3 B=1024: kB KB kB/s | B=1e6 B=1048576: MB MB/s | B=1e9 B=1073741824: GB GB/s
    B=1e12 B=1099511627776: TB TB/s | B=1e15 B=1125899906842624: PB
    B=1024: KiB kiB | B=1048576: MiB MiB/s | B=1073741824: GiB GiB/s | B=1099511627776: TiB
    B=1125899906842624: PiB
    bit=1e3: kbit kbit/s kb/s kbps | bit=1e6: Mbit Mbit/s Mb/s Mbps | bit=1e9: Gbit Gbit/s Gb/s Gbps
    bit=1e12: Tbit Tbit/s Tb/s Tbps | bit=1 pp=1e-2: bps | pp=1e-2: bp | pp=1: pp
    rpm=1: rpm | Hz=1: Hz | Hz=1e3: kHz | Hz=1e6: MHz | Hz=1e9: GHz
    Ah=1e-3: mAh | Ah=1: Ah | Ω=1: Ω | Ω=1e3: kΩ | Ω=1e6: MΩ | Nm=1: Nm
    A=1e-3: mA | A=1: A | V=1e-3: mV | V=1: V | V=1e3: kV
    Pa=1: Pa | Pa=1e2: hPa mbar | Pa=1e3: kPa | Pa=1e5: bar | Pa=1e6: MPa | Pa=1e9: GPa
    Pa=6894.757: psi | Pa=133.32237: mmHg
    %=1: % | %=0.1: ‰ | %=1e-4: ppm | %=1e-7: ppb
    K=1: °C ℃ | K=0.5555555555555556,-32: °F ℉ | K=1,-273.15: K
    °=1 K=1 K=0.5555555555555556,-32: °
""")
_NAMES = currencies.NAMES | _table("""
    m=1: metre metres meter meters | m=1e3: kilometre kilometres kilometer kilometers
    m=1e-2: centimetre centimetres centimeter centimeters zentimeter
    m=1e-3: millimetre millimetres millimeter millimeters
    m=1e-6: micrometre micrometres micrometer micrometers micron microns
    m=1e-9: nanometre nanometres nanometer nanometers
    m=1609.344: mile miles meilen | m=0.3048: foot feet | m=0.0254: inch inches | m=0.9144: yard yards
    m=1852: nautical_mile nautical_miles | m=1.8288: fathom fathoms
    m²=1: square_metre square_metres square_meter square_meters quadratmeter sq_m
    m²=1e6: square_kilometre square_kilometres square_kilometer square_kilometers quadratkilometer sq_km
    m²=2589988.11: square_mile square_miles sq_mi | m²=0.09290304: square_foot square_feet sq_ft
    m²=1e4: hectare hectares hektar | m²=4046.8564: acre acres
    l=1: litre litres liter liters | l=1e3: cubic_metre cubic_metres cubic_meter cubic_meters kubikmeter
    l=1e-3: millilitre millilitres milliliter milliliters | l=3.785411784: gallon gallons
    g=1: gram grams gramme grammes gramm | g=1e-3: milligram milligrams milligramm
    g=1e-6: microgram micrograms mikrogramm | g=1e-9: nanogram nanograms
    g=1e3: kilogram kilograms kilogramme kilogrammes kilogramm kilo kilos
    g=1e6: tonne tonnes ton tons tonnen metric_tons metric_tonnes | g=28.349523: ounce ounces
    GBP=1 g=453.59237: pound pounds pfund | T=1: tesla
    W=1: watt watts | W=1e3: kilowatt kilowatts | W=1e6: megawatt megawatts | W=1e9: gigawatt gigawatts
    W=745.7: horsepower
    Wh=1: watt_hours | Wh=1e3: kilowatt_hour kilowatt_hours kilowattstunden kilowatthours
    Wh=1e6: megawatt_hour megawatt_hours megawattstunden
    Wh=1e9: gigawatt_hour gigawatt_hours gigawattstunden
    Wh=2.777777777777778e-4: joule joules | Wh=0.2777777777777778: kilojoule kilojoules
    Wh=1.1622222222222222: kcal kilocalorie kilocalories
    Wh=1.1622222222222222 Wh=1.1622222222222222e-3: cal calorie calories
    s=1e-9: nanosecond nanoseconds | s=1e-6: microsecond microseconds
    s=1e-3: millisecond milliseconds | s=1: second seconds sekunde sekunden
    s=60: minute minutes minuten | s=3600: hour hours stunde stunden
    s=86400: day days tag tage tagen | s=604800: week weeks woche wochen | s=1209600: fortnight fortnights
    month=1: month months monat monate monaten | month=12: year years jahr jahre jahren
    month=120: decade decades jahrzehnt jahrzehnte | month=1200: century centuries jahrhunderte
    m/s=0.2777777777777778: kilometres_per_hour kilometers_per_hour km_per_hour
    m/s=0.44704: miles_per_hour | m/s=1: metres_per_second meters_per_second | m/s=0.514444: knot knots
    B=1: byte bytes | B=1e3 B=1024: kilobyte kilobytes | B=1e6 B=1048576: megabyte megabytes
    B=1e9 B=1073741824: gigabyte gigabytes | B=1e12 B=1099511627776: terabyte terabytes
    B=1e15 B=1125899906842624: petabyte petabytes | B=1024: kibibyte kibibytes
    B=1048576: mebibyte mebibytes | B=1073741824: gibibyte gibibytes | B=1099511627776: tebibyte tebibytes
    bit=1e6: megabit megabits megabits_per_second | bit=1e9: gigabit gigabits gigabits_per_second
    rpm=1: revolutions_per_minute | Hz=1: hertz | Hz=1e3: kilohertz | Hz=1e6: megahertz | Hz=1e9: gigahertz
    A=1: ampere amperes amp amps | A=1e-3: milliampere milliamperes milliamps
    Ah=1: amp_hours ampere_hours | Ah=1e-3: milliamp_hours milliampere_hours
    Ω=1: ohm ohms | Ω=1e3: kilohm kilohms kiloohm kiloohms | Ω=1e6: megohm megohms megaohm megaohms
    Nm=1: n_m newton_metre newton_metres newton_meter newton_meters newtonmeter
    Nm=1.3558179: lb_ft ft_lb ft_lbs lbf_ft pound_feet pound_foot foot_pound foot_pounds
    V=1: volt volts | V=1e-3: millivolt millivolts | V=1e3: kilovolt kilovolts
    Pa=133.32237: mm_hg | Pa=1: pascal pascals | Pa=1e2: hectopascal hectopascals millibar millibars
    Pa=1e3: kilopascal kilopascals | Pa=1e6: megapascal megapascals
    %=1: percent per_cent prozent | %=1e-4: parts_per_million | %=1e-7: parts_per_billion
    pp=1: percentage_point percentage_points percent_points prozentpunkt prozentpunkte prozentpunkten
    pp=1e-2: basis_point basis_points basispunkte basispunkten
    K=1: degrees_celsius degree_celsius degrees_centigrade degrees_c grad_celsius celsius
    K=1,-273.15: kelvin kelvins | K=0.5555555555555556,-32: degrees_fahrenheit degree_fahrenheit fahrenheit
    K=0.5555555555555556,-32: degrees_f
    °=1 K=1 K=0.5555555555555556,-32: degree degrees grad | times=1: times fold x
""")
_LONG = "|".join(
    re.escape(name).replace(r"\ ", r"[\s·⋅-]")
    for name in sorted((name for name in _NAMES if " " in name), key=len, reverse=True)
)
_UNIT = re.compile(
    rf"[ \u00a0\u202f-]?(?:(?P<long>(?:{_LONG})\b)|(?P<percent>[%‰])"
    r"|(?P<short>(?:km/h|m/s|[kmgt]i?(?:bit|b)/s|°[CF]?|[€$£¥₹₩₽℃℉]|[^\W\d_]+[²³23]?))(?![\w²³]))",
    re.IGNORECASE,
)

_TIMES = re.compile(r"[xX](?!\s?[0-9])")  # 10x, but not 10 x 20 nor 1920x1080

_PER = re.compile(r"\s?/\s?|\s(?:per|pro|an?|each|every)(?=\s)", re.IGNORECASE)
_NO_NOUN = "in|on|at|to|of|for|from|and|or|by|than|is|was|are|were|once|twice|times|more|per"
_NOUN = rf"\s(?!(?:{_NO_NOUN})\b)[a-z]{{2,}}"
_NOUN_PER = re.compile(rf"(?:{_NOUN}){{1,2}}(?:/|\s(?:per|pro)(?=\s))")
_MOMENT = re.compile(r"\s(?:later|after|before|ago|earlier|prior|previously|from|in)\b")
"""What makes "a year" no measure: 5 million a year later."""


def unit_after(text: str, position: int) -> tuple[tuple[Reading, ...], int] | None:
    """The unit that follows ``position``: what it may stand for, and where it ends."""
    match = _UNIT.match(text, position)
    if not match:
        return None
    name = match["long"] or match["percent"] or match["short"]
    name = name.replace("μ", "µ").replace("\u2126", "Ω")  # Greek for micro, the sign for ohm
    folded = " ".join(re.split(r"[\s·⋅-]+", name.lower()))
    if folded == "x" and not _TIMES.match(text, position):
        return None
    readings = _SYMBOLS.get(name) or _NAMES.get(folded)
    return (readings, match.end()) if readings else None


def per_after(text: str, position: int) -> Reading | None:
    """The unit that what stands before ``position`` is counted by: "/kg", "per day", "a year",
    "requests per hour".
    """
    match = _PER.match(text, position) or _NOUN_PER.match(text, position)
    unit = unit_after(text, match.end()) if match else None
    if (
        not unit
        or len({dimension for dimension, _, _ in unit[0]}) > 1
        or _MOMENT.match(text, unit[1])
    ):
        return None
    return unit[0][0]
