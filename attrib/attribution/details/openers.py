"""Words that owe their capital to the start of a sentence."""

from __future__ import annotations

import re

from attrib.attribution.details.layout import Layout
from attrib.attribution.details.number_words import ORDINALS, SCALES
from attrib.text.stopwords import STOPWORDS

# Beyond the function words of the language.
_OPENERS = (
    frozenset(
        """
    no not none neither never many several few various since after before although though despite
    according following currently originally today later now next former formerly located born
    founded established built using based given like unlike near among along across around within
    without until upon per via first second third last finally recently eventually initially often
    usually generally yes here there every another one two three four five six seven eight nine ten
    hundreds thousands millions half additionally moreover furthermore meanwhile similarly instead
    overall please note let studies research data people scientists researchers experts officials
    """.split()
    )
    | frozenset(ORDINALS)
    | frozenset(SCALES)
)
# Determiners and adjectives by their ending; no first names (Peter, Renate, Helene, Isabelle), nor what
# opens names more often than not: Deutsche, Rote.
_GERMAN = re.compile(
    r"(?:all|jed|manch|einig|etlich|mehrer|viel|beid|sämtlich|kein|unser|solch|dies|jen|welch|ander|letzt"
    r"|nächst|alt|neu|klein|groß|jung|gut|best|lang|kurz|hoh|früh|spät|stark|schwach|schnell|halb|ganz|einzeln"
    r"|(?!rüdig)\w{2,}ig|\w{2,}(?:lich|isch|bar|sam|haft|los|reich|voll|iert|tiv|[it]ional|ital|ial|er)|\w{3,}end"
    r"|(?:an|auf|aus|be|ein|ent|er|ge|ver|vor|zer|zu)\w{2,}(?:[^\Wt]t|en))e[rsnm]?|kein|viel|all|manch|solch|unser"
)
_GERMAN_LETTERS = re.compile(r"[äöüß]", re.IGNORECASE)


def is_german_opener(word: str) -> bool:
    """Whether it is a determiner or an adjective, as German has them before a noun: Alle, Bestehende."""
    return bool(_GERMAN.fullmatch(word.lower()))


def reads_german(layout: Layout) -> bool:
    """Whether the text is German: of a short one only its letters may tell ("Alte Verträge bleiben
    gültig").
    """
    return layout.language == "de" or (
        bool(_GERMAN_LETTERS.search(layout.text)) and layout.folded.isdisjoint(STOPWORDS["en"])
    )


def is_acronym(word: str) -> bool:
    """Whether it is written in capitals: two letters to eight, and maybe an s."""
    letters = [char for char in word.removesuffix("s") if char.isalpha()]
    return 2 <= len(letters) <= 8 and all(char.isupper() for char in letters)


def is_function_word(word: str) -> bool:
    """Whether it names nothing, wherever it stands."""
    lower = word.lower().replace("’", "'")
    if is_acronym(word):
        return False
    return (
        len(lower) == 1
        or "n't" in lower
        or lower.endswith("ly")
        or lower in _OPENERS
        or lower in STOPWORDS["en"]
        or lower in STOPWORDS["de"]
    )
