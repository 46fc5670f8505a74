"""Words and their opposites, by sides."""

from __future__ import annotations

# Opposite words by sides. Some turn round when their sides swap: "~" marks those that need the same
# word after them ("A before B" is "B after A"), "^" the same word before ("A sold to B", "B bought
# from A").
_PAIRS = """
    increase increases increased increasing rise rises rose risen rising grow grows grew grown growing
    growth climb climbed climbs surged surge expanded raise raises raised raising jumped soared
    / decrease decreases decreased decreasing fall falls fell fallen falling drop drops dropped decline
    declines declined declining shrink shrank shrunk shrinking reduce reduces reduced reduction lowered
    lowers lowering diminished plunged slumped
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
  | arrive arrives arrived / depart departs departed | enable enables enabled / disable disables disabled
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
  | encrypt encrypts encrypted / decrypt decrypts decrypted | agree agrees agreed
    / disagree disagrees disagreed | hire hires hired / dismiss dismisses dismissed
  | inbound / outbound | immigrants / emigrants
  | geöffnet offen / geschlossen | erlaubt / verboten | größte größten / kleinste kleinsten
  | höher / niedriger ~ | ältere älteren / jüngere jüngeren ~ | innen / außen
  | steigt stieg gestiegen wuchs / sinkt sank gesunken fiel | mehr / weniger ~ | vor / nach ~
"""
SIDES: dict[str, list[tuple[frozenset[str], frozenset[str], str]]] = {}
"""Of each word the sides that it is on: the words there, their opposites, and the pair's mark."""
for _pair in _PAIRS.split("|"):
    _mark = next((mark for mark in "~^" if mark in _pair), "")
    _left, _right = (frozenset(side.rstrip("~^ \n").split()) for side in _pair.split("/"))
    for _own, _other in ((_left, _right), (_right, _left)):
        for _word in _own:
            SIDES.setdefault(_word, []).append((_own, _other, _mark))

RISING, FALLING = (
    english | german
    for english, german in zip(SIDES["rise"][0][:2], SIDES["stieg"][0][:2], strict=True)
)


def opposites(word: str) -> frozenset[str]:
    """The words that turn a sentence round in which they stand for ``word``."""
    return frozenset().union(*(other for _, other, _ in SIDES.get(word.lower(), ())))
