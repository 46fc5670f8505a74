"""Words and their opposites, by sides."""

from __future__ import annotations

import re

# Opposite words by sides. Some turn round when their sides swap: "~" marks those that need the same
# word after them ("A before B" is "B after A"), "^" the same word before ("A sold to B", "B bought
# from A").
_PAIRS = """
    increase increases increased increasing rise rises rose risen rising grow grows grew grown growing
    growth climb climbed climbs surged surge expanded raise raises raised raising jumped soared up
    / decrease decreases decreased decreasing fall falls fell fallen falling drop drops dropped decline
    declines declined declining shrink shrank shrunk shrinking reduce reduces reduced reduction lowered
    lowers lowering diminished plunged slumped plummeted tumbled slid slipped dips dipped cut cuts
    slashed contracted down
  | more / fewer less ~ | higher / lower ~ | larger bigger greater / smaller ~ | longer / shorter ~
  | older / younger ~ | faster / slower ~ | heavier / lighter ~ | earlier / later ~ | better / worse ~
  | stronger / weaker ~ | above / below beneath ~ | before / after ~ | warmer hotter / colder cooler ~
  | richer / poorer ~ | north / south ~ | northern / southern ~ | east / west ~ | eastern / western ~
  | win wins won winning beat defeated / lose loses lost losing ^ | buy buys bought / sell sells sold ^
  | lend lends lent / borrow borrows borrowed ^ | largest biggest greatest / smallest ~
  | highest / lowest | longest / shortest | oldest / youngest newest | fastest / slowest
  | earliest / latest | best / worst | most / least | majority / minority | maximum / minimum
  | first / last | open opens opened opening reopened / close closes closed closing closure
  | allow allows allowed permit permits permitted legal
    / forbid forbids forbidden forbade prohibit prohibits prohibited ban bans banned illegal
  | accept accepts accepted approve approves approved passed adopted
    / reject rejects rejected refused declined
  | gain gains gained gaining / lose loses lost losing | profit profits surplus / loss losses deficit
  | uphold upholds upheld / overturn overturns overturned | admit admits admitted / deny denies denied
  | convicted / acquitted | valid / invalid | effective / ineffective | accurate / inaccurate
  | reliable / unreliable | buyer buyers / seller sellers | tenant tenants / landlord landlords
  | employer employers / employee employees
  | pass passes passed / fail fails failed | success successful successfully succeeded
    / failure unsuccessful unsuccessfully failed
  | often frequently usually commonly sometimes / rarely seldom
  | always / never | known / unknown | true / false | safe / dangerous unsafe
  | public publicly / private privately
  | import imports imported importing / export exports exported exporting
  | arrive arrives arrived / depart departs departed | enable enables enabled on
    / disable disables disabled off
  | strengthen strengthens strengthened / weaken weakens weakened | alive / dead
  | innocent / guilty | positive / negative | possible / impossible | likely / unlikely
  | common / rare uncommon | correct / incorrect wrong | complete / incomplete | hot / cold
  | active / inactive | available / unavailable | inside / outside | left / right | male / female
  | father fathers / mother mothers | son sons / daughter daughters | brother brothers / sister sisters
  | husband husbands / wife wives | uncle uncles / aunt aunts | winter / summer | spring / autumn fall
  | morning mornings / evening evenings | strong / weak | rich / poor
  | indoor indoors / outdoor outdoors | voluntary / mandatory compulsory | optional / required mandatory
  | free / paid | temporary / permanent | early / late | upper / lower | start starts started began begin
    begins begun / end ends ended finished stopped stop stops
  | include includes included cover covers covered / exclude excludes excluded
  | present / absent
  | upstream / downstream | uphill / downhill | ascend ascends ascended / descend descends descended
  | heat heats heated heating / cool cools cooled cooling | thaw thaws thawed / freeze freezes froze frozen
  | tighten tightens tightened / loosen loosens loosened | press presses pressed pressing
    / release releases released releasing | expand expands / contract contracts contracted contracting
  | attract attracts attracted / repel repels repelled | acidic acid / alkaline basic | interior / exterior
  | clockwise / anticlockwise counterclockwise | horizontal horizontally / vertical vertically
  | domestic / foreign | urban / rural | civilian / military | amateur / professional
  | benign / malignant | ancestor ancestors / descendant descendants | sender senders
    / receiver receivers recipient recipients | lender lenders / borrower borrowers
  | creditor creditors / debtor debtors | predator predators / prey | sunrise dawn / sunset dusk
  | noon midday / midnight | narrow / wide broad | deep / shallow | thick / thin | wet / dry
  | connect connects connected / disconnect disconnects disconnected
  | install installs installed / uninstall uninstalls uninstalled remove removes removed
  | upload uploads uploaded / download downloads downloaded
  | add adds added introduced / remove removes removed dropped deleted | improve improves improved
    / worsen worsens worsened deteriorate deteriorates deteriorated
  | encrypt encrypts encrypted / decrypt decrypts decrypted | agree agrees agreed
    / disagree disagrees disagreed | hire hires hired / dismiss dismisses dismissed
  | inbound / outbound | immigrants / emigrants
  | geöffnet offen / geschlossen | erlaubt / verboten | größte größten / kleinste kleinsten
  | höher / niedriger ~ | ältere älteren / jüngere jüngeren ~ | innen / außen
  | aktiviert aktivieren eingeschaltet / deaktiviert deaktivieren ausgeschaltet
  | steigt stieg gestiegen wächst wuchs gewachsen erhöht erhöhte zugenommen / sinkt sank gesunken fiel senkte
    gesenkt reduziert reduzierte verringert verringerte schrumpfte geschrumpft zurückgegangen abgenommen
    ging gingen geht | mehr / weniger ~ | vor / nach ~
"""
# How often something is: each of these excludes the others.
_RATES = [
    frozenset(words.split())
    for words in (
        "hourly stündlich", "daily täglich", "weekly wöchentlich", "monthly monatlich", "quarterly",
        "yearly annually jährlich",
    )
]  # fmt: skip
SIDES: dict[str, list[tuple[frozenset[str], frozenset[str], str]]] = {}
"""Of each word the sides that it is on: the words there, their opposites, and the pair's mark."""
for _pair in _PAIRS.split("|"):
    _mark = next((mark for mark in "~^" if mark in _pair), "")
    _left, _right = (frozenset(side.rstrip("~^ \n").split()) for side in _pair.split("/"))
    for _own, _other in ((_left, _right), (_right, _left)):
        for _word in _own:
            SIDES.setdefault(_word, []).append((_own, _other, _mark))
for _rate in _RATES:
    _others = frozenset().union(*_RATES) - _rate
    for _word in _rate:
        SIDES[_word] = [(_rate, _others, "")]

# Small words that have an opposite only in their place: "was up 5%", "is off by default", "turn it on",
# "ging um 5 Prozent zurück".
_MOVED = (
    r"(?:\b(?:is|are|was|were|be|been|went|ended|closed|finished)\s|[,;(–—]\s?)",
    r"\s(?:(?:by|from)\s)?(?:(?:about|around|nearly|almost|some|just|over|more\sthan)\s){0,2}[$€£~]?[0-9]",
)
_SWITCHED = (
    r"(?:\b(?:turn|switch)(?:s|es|ed|ing)?\s(?:(?:the|your|its|this|all|an?)\s)?(?:[\w-]+\s){0,3}"
    r"|\b(?:is|are|was|were|be|stays?|remains?|left|kept)\s)",
    r"(?:\s?[.;:,)]|\s?$|\s(?:by\sdefault|by\s\w+ing|before|after|when|if|until|during)\b)",
)
_WENT = ("", r"\s[^.;]{0,40}[0-9][^.;]{0,40}\bzurück\b")
_PLACES = {
    word: tuple(re.compile(side, re.IGNORECASE) for side in (f"{before}$", after))
    for words, (before, after) in (
        ("up down", _MOVED), ("on off", _SWITCHED), ("ging gingen geht", _WENT),
    )
    for word in words.split()
}  # fmt: skip
PARTICLES = frozenset(_PLACES)
REACH = 60
"""Characters before a particle in which its verb stands."""


def is_placed(text: str, start: int, end: int) -> bool:
    """Whether the word there is in a place where it has an opposite."""
    sides = _PLACES.get(text[start:end].lower())
    if not sides:
        return True
    before, after = sides
    led = before.search(text, max(0, start - REACH), start)
    return bool(led and after.match(text, end))


RISING, FALLING = (
    english | german
    for english, german in zip(SIDES["rise"][0][:2], SIDES["stieg"][0][:2], strict=True)
)


def opposites(word: str) -> frozenset[str]:
    """The words that turn a sentence round in which they stand for ``word``, wherever they stand."""
    if word.lower() in PARTICLES:
        return frozenset()
    return frozenset().union(*(other for _, other, _ in SIDES.get(word.lower(), ()))) - PARTICLES
