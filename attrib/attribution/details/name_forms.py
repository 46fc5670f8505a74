"""Forms of a name: nations and their people, plurals, other spellings."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from itertools import takewhile

_NATIONS = {
    "french": "france", "spanish": "spain", "spaniard": "spain", "dutch": "netherlands",
    "danish": "denmark", "swedish": "sweden", "finnish": "finland", "polish": "poland",
    "irish": "ireland", "welsh": "wales", "scottish": "scotland", "turkish": "turkey",
    "greek": "greece", "swiss": "switzerland", "english": "england", "british": "britain",
    "chinese": "china", "portuguese": "portugal", "norwegian": "norway", "thai": "thailand",
    "argentine": "argentina", "filipino": "philippines", "german": "germany", "dane": "denmark",
    "swede": "sweden", "finn": "finland", "pole": "poland", "turk": "turkey", "scot": "scotland",
    "briton": "britain", "flemish": "flanders", "czech": "czechia", "slovak": "slovakia",
    "serb": "serbia", "croat": "croatia", "arab": "arabia", "peruvian": "peru",
    "congolese": "congo", "panamanian": "panama", "lebanese": "lebanon", "cypriot": "cyprus",
    "laotian": "laos", "venetian": "venice", "muscovite": "moscow", "catalan": "catalonia",
    "balinese": "bali", "nigerien": "niger", "nigerian": "nigeria", "romanian": "romania",
}  # fmt: skip
_PEOPLE = ("ian", "ean", "an", "n", "ese", "ish", "i", "ic", "er", "ism", "ist")
_PLACE = ("", "a", "ia", "y", "e", "o", "s", "as", "os", "es", "um", "ism", "land", "stan", "istan")
_SOFT = frozenset("aeiouyh")
_NUMERAL = re.compile(r"[ivxlcdm]+")


def is_among(word: str, given: Collection[str]) -> bool:
    """Whether a form of ``word`` is among the words ``given``, all of them folded."""
    return any(form in given for form in _forms(word)) or any(
        _related(word, other) or _is_spelling(word, other)
        for other in given
        if other[:3] == word[:3]
    )


def _forms(word: str) -> Iterator[str]:
    singular = word.removesuffix("s")
    yield word
    yield singular
    yield from (word + "s", word + "es", word.removesuffix("es"))
    yield word[:-3] + "y" if word.endswith("ies") else word.removesuffix("y") + "ies"
    if nation := _NATIONS.get(word) or _NATIONS.get(singular):
        yield nation
    for people, nation in _NATIONS.items():
        if nation == word:
            yield from (people, people + "s")


def _related(one: str, other: str) -> bool:
    """Whether one is the people, adjective or teaching of the other: Iran and Iranians; or the other
    with a number: COVID19.
    """
    return _is_of(one, other) or _is_of(other, one)


def _is_spelling(one: str, other: str) -> bool:
    """Whether the words differ by a vowel, an h or a doubled letter, as names from other scripts do:
    Mohamed and Mohammed. At the end of a name a vowel makes another: Julian and Juliana.
    """
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) < 5 or len(longer) - len(shorter) > 1 or _NUMERAL.fullmatch(shorter):
        return False
    start = len(
        list(takewhile(lambda pair: len(set(pair)) == 1, zip(shorter, longer, strict=False)))
    )
    rest = longer[start + 1 :]
    if shorter[start:] == rest:
        return longer[start] == longer[start - 1] or longer[start] in (_SOFT if rest else "h")
    alike = {shorter[start], longer[start]} <= (_SOFT if rest else set("iy"))
    return alike and shorter[start + 1 :] == rest


def _is_of(people: str, place: str) -> bool:
    people = people.removesuffix("s")
    if people.startswith(place) and len(place) > 3 and people[len(place) :].isdecimal():
        return True
    if people in _NATIONS or _NUMERAL.fullmatch(people) or _NUMERAL.fullmatch(place):
        return False
    stems = {people.removesuffix(end) for end in _PEOPLE if people.endswith(end)}
    roots = {place.removesuffix(end) for end in _PLACE if place.endswith(end)}
    return place in (people + "stan", people + "istan") or any(len(s) > 2 for s in stems & roots)
