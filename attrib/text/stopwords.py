"""Function words of a few languages, and a guess of a text's language from them.

Only closed-class words (articles, pronouns, prepositions, auxiliaries): general-purpose stop
lists also drop words such as "first", "new" or "not", which carry the meaning of a claim.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

STOPWORDS: dict[str, frozenset[str]] = {
    language: frozenset(words.split())
    for language, words in {
        "en": """
            a an the this that these those i you he she it we they me him her us them my your his
            its our their mine yours hers ours theirs myself yourself himself herself itself
            ourselves themselves who whom whose which what when where why how am is are was were be
            been being do does did done doing have has had having will would shall should can could
            may might must of in on at by for with about into through during to from up down out
            off over under again then once here there all any both each few more most other some
            such only own same so than too very just and but if or because as until while also
            however thus hence therefore i'm it's that's there's he's she's we're they're you're
            i've we've they've you've s t d ll m re ve""",
        "de": """
            der die das den dem des ein eine einer einem einen eines und oder aber denn weil dass
            daß ob als wie wenn ich du er sie es wir ihr mich dich ihn uns euch ihnen ihm mein dein
            sein unser euer ihre ihren ihrem ihrer seine seinen seinem seiner ist sind war waren bin
            bist sei wird werden wurde wurden worden hat haben hatte hatten kann können konnte muss
            müssen soll sollen will wollen darf dürfen in im an am auf aus bei mit nach von vom vor
            zu zum zur über unter um durch für gegen ohne bis seit zwischen während hier dort da
            dann so auch nur noch schon sehr mehr was wer wo wann warum welche welcher welches diese
            dieser dieses diesen diesem jene man sich""",
        "fr": """
            le la les l un une des du de d et ou mais donc car que qu qui quoi dont où ce cet cette
            ces je tu il elle on nous vous ils elles me te se lui leur leurs mon ton son ma ta sa
            mes tes ses notre votre nos vos est sont était étaient être été a ont avait avaient
            avoir eu sera seront dans en au aux avec sans pour par sur sous entre vers chez plus
            très aussi comme si quand comment pourquoi y c s n j m t""",
        "es": """
            el la los las un una unos unas de del y e o u pero que quien cual cuyo donde cuando como
            yo tú él ella nosotros ellos ellas me te se lo le les nos su sus mi mis tu tus nuestro es
            son era eran ser sido está están estaba fue fueron ha han había haber hay en a al con
            sin por para sobre entre hasta desde más muy también si este esta estos estas ese esa""",
        "it": """
            il lo la i gli le l un uno una di del della dei degli delle dello e o ma che chi cui
            dove quando come io tu lui lei noi voi loro mi ti si ci vi suo sua suoi sue mio mia è
            sono era erano essere stato stata ha hanno aveva avere in nel nella nei nelle a al alla
            ai alle da dal dalla con per su sul sulla tra fra più molto anche se questo questa""",
        "nl": """
            de het een en of maar want dat die deze dit wie wat waar wanneer hoe ik jij je hij zij
            ze wij we jullie u hem haar ons hun mijn zijn is was waren ben bent wordt worden werd
            werden heeft hebben had hadden kan kunnen kon moet moeten zal zullen in op aan bij met
            naar van voor uit over onder tussen door om te tot er ook nog al dan als zo zeer""",
        "pt": """
            o a os as um uma uns umas de do da dos das e ou mas que quem qual onde quando como eu tu
            ele ela nós eles elas me te se lhe seu sua seus suas meu minha é são era eram ser sido
            está estão foi foram tem têm tinha ter há em no na nos nas ao à aos às com sem por pelo
            pela para sobre entre até desde mais muito também este esta esse essa isso""",
    }.items()
}  # fmt: skip


# English and Spanish "no", Portuguese "in the".
_TELLS_NOTHING = frozenset({"no"})


@lru_cache(maxsize=4096)
def _votes(word: str) -> tuple[str, ...]:
    if word in _TELLS_NOTHING:
        return ()
    return tuple(language for language, words in STOPWORDS.items() if word in words)


def guess_language(words: Iterable[str]) -> str:
    """ISO 639-1 code of the language whose function words occur most; English when none do."""
    counts = dict.fromkeys(STOPWORDS, 0)
    for word in words:
        for language in _votes(word):
            counts[language] += 1
    return max(counts, key=lambda language: counts[language])
