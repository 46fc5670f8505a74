"""The questions within a question: "When did it open, and what does it cost?" asks two."""

from __future__ import annotations

import re
from typing import NamedTuple

from attrib.text.sentences import split_sentences
from attrib.text.words import content_terms, language_of

MOST = 10
"""A question is taken to ask at most so much."""
LONGEST = 1000
"""Characters of a question that is looked at: what is longer quotes a text, and is asked as it is."""
FEWEST = 4
"""Words that ask something without an auxiliary verb: "Wann beginnt die Tour", but not "What time"."""
FEWEST_TERMS = 2
"""A question with fewer content words says what it is about only together with one before."""

_PREPOSITION = (
    r"(?:in|on|at|by|for|from|to|with|of|until|till|since|after|before|about|under|bis|ab|seit|an|auf"
    r"|von|mit|für|bei|um|zu|nach|aus|über|unter)"
)
_WORD = (
    r"(?:what(?:'s|’s)?|when|where|who(?:'s|’s)?|whom|whose|which|why|how|was|wann|wo|wer|wen|wem|wessen"
    r"|welche[rsnm]?|warum|wieso|weshalb|wie|woher|wohin|womit|wofür|wodurch|woran|worin)"
)
_AUXILIARY = (
    r"(?:is|are|was|were|do|does|did|has|have|had|can|could|may|might|must|shall|should|will|would"
    r"|isn['’]t|aren['’]t|wasn['’]t|weren['’]t|don['’]t|doesn['’]t|didn['’]t|can['’]t|won['’]t"
    r"|ist|sind|war|waren|hat|haben|hatte|hatten|kann|können|darf|dürfen|muss|müssen|soll|sollen|wird"
    r"|werden|wurde|wurden|gibt)"
)
_PRONOUN = (
    r"(?:it|they|he|she|i|we|you|there|anybody|anyone|somebody|everybody|es|sie|er|ich|wir|man)"
)
_DETERMINER = (
    r"(?:the|an?|this|that|these|those|my|our|your|its|their|his|her|any|der|die|das|ein|eine|dies\w*"
    r"|mein\w*|unser\w*|ihr\w*|sein\w*)"
)
_ALSO = r"(?:also\ |then\ |auch\ |dann\ )?"
# What a second question begins with. "When", "where" and "why" without a verb after them begin a clause
# ("and when it rains"), "which" with one does too ("and which was repaired"), "whose" without.
_ASKS = rf"""
    (?:{_PREPOSITION}\ )?(?:
        (?:when|where|why|whose)(?=\ (?:\w+ly\ )?{_AUXILIARY}\b|\W*$)
      | which(?!\ {_AUXILIARY}\b)
      | (?!(?:when|where|why|which|whose)\b){_WORD}
    )\b
"""
_JOINED = re.compile(
    rf"""
    (?:
        (?:[,;]\ *|\ )(?:and|und|as\ well\ as|sowie)\ {_ALSO}
            (?:{_ASKS}|{_AUXILIARY}\ {_PRONOUN}\b)
      | [,;]\ *(?:and|und)\ {_ALSO}{_AUXILIARY}\ \w
      | ;\ *(?:{_ASKS}|{_AUXILIARY}\ (?:{_PRONOUN}|{_DETERMINER})\b)
    )
    """,
    re.IGNORECASE | re.VERBOSE,
)
_JOIN = re.compile(rf"[,;]?\ *(?:(?:and|und|as\ well\ as|sowie)\ {_ALSO})?", re.IGNORECASE)
_ENDS = re.compile(r"[?？]+\s+(?=[\w*•-])")
_ITEM = re.compile(r"\s*(?:[-*•]|\(?(?:\d{1,2}|[a-z])[.)])\s+")
_GREETING = re.compile(
    r"(?:hi|hello|hey|dear all|good (?:morning|day|evening)|hallo|guten tag)\b[,!.]*\s+", re.I
)
_THANKS = re.compile(r"(?:(?:many )?thanks?|thank you|cheers|(?:vielen )?dank[e]?)\b[^?]*", re.I)
# What stands in them is quoted: it is not looked at.
_QUOTED = re.compile(r"\"[^\"\n]*\"|“[^”\n]*”|„[^“”\n]*[“”]|«[^»\n]*»|`[^`\n]*`|\([^()\n]*\)")
_AND = re.compile(r"(?:and|und|also)\s+", re.IGNORECASE)
_BEGINS = re.compile(rf"(?:{_PREPOSITION} )?(?:{_WORD}|{_AUXILIARY})\b", re.IGNORECASE)
_LEAD = re.compile(
    r"(?:(?:hi|hello|hey|hallo)\b[,!.]? *)?(?:(?:please|bitte),? )?"
    r"(?:(?:(?:can|could|would|will) you (?:please |kindly |also )?)?"
    r"(?:tell me|explain(?: to me)?|let me know|say|show me|find out)"
    r"|i(?:'d|’d| would) like to know|i (?:want|wanted|need) to know|do you know|i wonder"
    r"|(?:kannst du|können sie|könntest du|könnten sie) (?:mir )?(?:bitte )?(?:sagen|erklären)"
    r"|sag(?:en sie)? mir(?: bitte)?|weißt du|wissen sie|ich (?:möchte|will|wüsste gerne?) wissen)\b,? *",
    re.IGNORECASE,
)
# Asks when, or what somebody does: who does it is said, so that a verb that follows has another subject.
# Of "Which were built in 2020, and are still running?" both verbs have one.
_HAS_SUBJECT = re.compile(
    rf"(?:{_PREPOSITION} )?(?:when|where|why|how (?!many|much)|wann|wo|warum|wie (?!viele?)"
    rf"|(?:what|which \w+|whom?) (?:do|does|did)\b|{_AUXILIARY}\b)",
    re.IGNORECASE,
)
_HAS_OWN = re.compile(rf"{_AUXILIARY} (?:{_PRONOUN}|(?<!\bwas ){_DETERMINER})\b", re.IGNORECASE)
# "why?", "by whom?", "in what year?", "how many of them?"
_FRAGMENT = re.compile(
    rf"(?:{_PREPOSITION} )?(?:{_WORD}|how \w+|wie \w+"
    r"|(?:what|which|welche[rsnm]?) (?!happen|change)\w+)"
    r"(?: of (?:them|those|these)| davon)?\W*",
    re.IGNORECASE,
)
# What such a fragment takes the place of in the question before: it says when or how, not what or which.
_ADVERB = (
    r"(?:when|where|why|wann|wo|warum|wieso|weshalb|woher|wohin|womit|wodurch"
    rf"|(?:how|wie)(?=\ (?:{_AUXILIARY}|{_PRONOUN}|{_DETERMINER}|(?-i:[A-Z]\w*[a-z])\w*)\b))"
)
_SAYS_HOW = re.compile(
    rf"(?:{_PREPOSITION}\ )?{_ADVERB}\b(?:\ (?:and|or|und|oder)\ {_ADVERB}\b)*"
    rf"|{_PREPOSITION}\ (?:(?:what|which|welche[rsnm]?)\ \w+|whom|wen|wem)\b",
    re.IGNORECASE,
)
_WHO = re.compile(r"(?:who|wer)\b", re.IGNORECASE)
_MEASURE = re.compile(r"(how|wie|what|which|welche[rsnm]?) \w+\W*", re.IGNORECASE)
_CLAUSE = re.compile(r"[,;] ")
# "Is there a bus?" points to nothing.
_POINTS_BACK = re.compile(
    r"\b(?:it|its|they|them|their|he|him|his|she|her|this|that|these|those|ones?|so"
    r"|(?<!is )(?<!are )(?<!was )(?<!were )there|er|sie|es|ihn|ihm|ihnen|ihre?[nmrs]?|seine?[nmrs]?"
    r"|diese[rsnm]?|deren|dessen|dort|davon|dafür|daran|darin|damit|dabei|dazu)\b",
    re.IGNORECASE,
)
_ONE = re.compile(r"\b(?:between|both|either|neither|zwischen|sowohl|entweder)\b", re.IGNORECASE)
_INFINITIVE = re.compile(rf"{_WORD} (?:\w+ )?to \w", re.IGNORECASE)
# "and how many in Bergen?" leaves out what only a reader of the whole can put there; "why and how it failed".
_ELLIPSIS = re.compile(
    rf"{_WORD} (?:(?:many|much|long|often|viele?) )?(?!about\b){_PREPOSITION}\b", re.IGNORECASE
)
_BROKEN_OFF = re.compile(rf"\b{_WORD}\W*$", re.IGNORECASE)
# German "was" is a question word, with a verb after it.
_WHETHER = re.compile(
    rf"(?:(?!was\b){_AUXILIARY}|if|whether|ob|was (?:{_PRONOUN}|{_DETERMINER}|(?-i:[A-Z])\w*))\b",
    re.IGNORECASE,
)
_OR = re.compile(r"\b(?:or|oder)\b", re.IGNORECASE)
_VERB = re.compile(rf"\b{_AUXILIARY}\b", re.IGNORECASE)
# "Who grinds rye" asks something, and says so beside a question that is whole: "and when is it sown?".
_SHORT = re.compile(r"(?:who|what|wer) \S+ \S+\s*", re.IGNORECASE)
_WHOLE = re.compile(
    rf"(?:{_PREPOSITION} )?(?:{_WORD}|how \w+|wie \w+) {_AUXILIARY} (?:{_PRONOUN}|{_DETERMINER})\b",
    re.IGNORECASE,
)


class Asked(NamedTuple):
    """One of the questions that a question asks."""

    question: str
    """In the words of the whole; what it leaves out is taken from one before: "why did it close?"."""
    search: str
    """What its passages are looked for with. Where it points back ("what did it cost?") it says of what
    only together with the last that does not; read without it, it is not answered by what answers that."""


def questions_in(question: str) -> tuple[Asked, ...]:
    """The questions that ``question`` asks, in order; itself alone where it asks one.

    "When and where was it built?" and "What is the difference between A and B?" ask one. What is said before
    they are asked ("My boiler shows E109.") is read with the first, and with those that point back to
    it. Rules for English and German; a question in any other language is one.
    """
    alone = (Asked(question, question),)
    if len(question) > LONGEST:
        return alone
    said, asked = _told(question.strip())
    pieces: list[str] = []
    for sentence in _sentences(asked):
        item = _behind(_ITEM, sentence)
        if pieces and _THANKS.fullmatch(item):
            continue
        found = _pieces(_behind(_AND, item) if pieces else item)
        if pieces and not _BEGINS.match(_behind(_LEAD, found[0])):
            return alone
        pieces += found
    if not 2 <= len(pieces) <= MOST or not (_stands(pieces[0]) or _is_short(pieces[0])):
        return alone
    first, *others = (piece.rstrip(" .?？") + "?" for piece in pieces)
    several, of = [Asked(said + first, said + first)], first
    for other in others:
        one = _after(of, other, said)
        several.append(one)
        if one.search == other:  # it says what it is about: what comes next may point to it
            of = other
    return tuple(several)


def asks_whether(question: str) -> bool:
    """Whether it is answered by yes or no: "Is it open on Sundays?", not "Is it red or blue?"."""
    asked = _behind(_LEAD, _told(question.strip())[1])
    return bool(_WHETHER.match(asked)) and not _OR.search(_shown(asked))


def _told(question: str) -> tuple[str, str]:
    """What is said before anything is asked, with a space behind it, and the rest; a greeting, or the
    number of an item, is neither.
    """
    text = _behind(_ITEM, _behind(_GREETING, question))
    begins = next((s.start for s in split_sentences(text) if _BEGINS.match(text[s.start :])), 0)
    said = text[:begins].strip()
    return said and f"{said} ", text[begins:]


def _behind(opening: re.Pattern[str], text: str) -> str:
    """``text`` without the ``opening`` that it begins with, if it does."""
    found = opening.match(text)
    return text[found.end() :] if found else text


def _sentences(text: str) -> list[str]:
    """``text`` cut where a question ends, without the mark."""
    cut, begun = [], 0
    for end in _ENDS.finditer(_shown(text)):
        cut.append(text[begun : end.start()])
        begun = end.end()
    return [*cut, text[begun:]]


def _shown(text: str) -> str:
    """``text`` with a letter for each character that is quoted."""
    return _QUOTED.sub(lambda quoted: "x" * len(quoted[0]), text)


def _after(first: str, other: str, said: str) -> Asked:
    """``other``, which was asked after ``first``, and after what was ``said`` before it."""
    if _FRAGMENT.fullmatch(other):
        rest = _left_out(first, other)
        other = f"{other.rstrip('?')} {rest}" if rest else f"{first} {other}"
        return Asked(other, said + other)
    points = _POINTS_BACK.search(other) or len(content_terms(other)) < FEWEST_TERMS
    return Asked(other, f"{said}{first} {other}" if points else other)


def _left_out(first: str, fragment: str) -> str:
    """What ``fragment`` leaves out, from ``first``, in whose last clause it takes the place of the word that
    asks: "did it burn?", of "When did it burn?" and "why?". Nothing where that word says what is asked:
    "What colour is it?".
    """
    first = _behind(_LEAD, first)
    shown = _shown(first)
    for end in reversed(list(_CLAUSE.finditer(shown))):
        if _BEGINS.match(shown, end.end()) and _VERB.search(shown, end.end()):
            first, shown = first[end.end() :], shown[end.end() :]
            break
    if _WHETHER.match(shown):
        return first
    if says_how := _SAYS_HOW.match(shown):
        return first[says_how.end() :].lstrip()
    verb = _VERB.search(shown)
    if not verb:
        return _behind(_WHO, first).lstrip() if _WHO.match(shown) else ""
    one, another = _MEASURE.fullmatch(shown[: verb.start()]), _MEASURE.fullmatch(fragment)
    alike = one and another and one[1].casefold() == another[1].casefold()
    return first[verb.start() :] if alike else ""


def _pieces(sentence: str) -> list[str]:
    """``sentence`` cut before each question that is joined to it."""
    pieces, begun, shown = [], 0, _shown(sentence)
    for joined in _JOINED.finditer(shown):
        before = shown[begun : joined.start()]
        asked = _behind(_JOIN, shown[joined.start() :])
        if _is_name(asked, joined[0], shown):
            continue
        stands = _stands(before) or (_is_short(before) and _WHOLE.match(asked))
        if stands and not _BROKEN_OFF.search(before) and _is_another(before, asked):
            pieces.append(sentence[begun : joined.start()])
            begun = len(sentence) - len(asked)
    return [*pieces, sentence[begun:]]


def _is_name(asked: str, joined: str, sentence: str) -> bool:
    """Whether its question word is a name: "the EU and WHO", "April, and May"."""
    return asked[0].isupper() and not joined.lstrip().startswith(";") and not sentence.isupper()


def _is_another(before: str, asked: str) -> bool:
    """Whether ``asked`` is a question of its own, and no more of the one ``before``."""
    if _ONE.search(before) or _INFINITIVE.match(asked) or _ELLIPSIS.match(asked):
        return False
    verb = _VERB.match(asked)
    if not verb or (verb[0].lower() == "was" and language_of(before) == "de"):
        return True
    return bool(_HAS_OWN.match(asked) or _HAS_SUBJECT.match(before))


def _stands(piece: str) -> bool:
    """Whether it asks something by itself."""
    rest = _behind(_LEAD, piece)
    if not _BEGINS.match(rest):
        return False
    words = rest.split()
    return len(words) >= FEWEST - (rest != piece) or (len(words) > 2 and bool(_VERB.search(rest)))


def _is_short(piece: str) -> bool:
    """Whether it may be a question of three words, or be words before one."""
    return bool(_SHORT.fullmatch(_behind(_LEAD, piece)))
