"""Claims in the wording of their source: the same amount or day as the source writes it."""

from __future__ import annotations

import pytest

from attrib import load_scorer
from attrib.attribution import Pair
from attrib.attribution.details.wording import reworded
from attrib.attribution.excerpts import excerpts
from attrib.types import Span


@pytest.mark.parametrize(
    ("claim", "source", "read"),
    [
        ("The river is about 300 miles long.", "It is 482 km long.", "The river is about 482 km long."),
        ("It holds 2,000 litres.", "It holds two cubic metres.", "It holds two cubic metres."),
        ("It takes an hour and a half.", "It takes 90 minutes.", "It takes 90 minutes."),
        ("Some 2.1 million live there.", "It has 2,134,567 people.", "Some 2,134,567 live there."),
        ("It has a dozen boats.", "It has twelve boats.", "It has twelve boats."),
        ("It is 33% forest.", "One in three acres is forest.", "It is One in three forest."),
        ("It opened on 4/7/2020.", "It opened on 4 July 2020.", "It opened on 4 July 2020."),
        ("It opened in Q3 2020.", "It opened in the third quarter of 2020.",
         "It opened in the third quarter of 2020."),
        ("It takes 5-10 hours.", "It takes between five and ten hours.", "It takes five and ten hours."),
        ("Over 300 miles were paved.", "Over 482 km were paved.", "Over 482 km were paved."),
        ("It closes before 4/7/2020.", "It closes before 4 July 2020.", "It closes before 4 July 2020."),
        ("It closed on 4/3/2020.", "It opened on 3 April 2020 and closed on 4 March 2020.",
         "It closed on 4 March 2020."),
        ("The pump weighs 2,000 kg.", "The tank weighs 2 t and the pump weighs two tonnes.",
         "The pump weighs two tonnes."),
        ("The US signed it.", "The United States signed it after a house vote.",
         "The United States signed it."),
        ("It is 5 km long.", "It is 15 km wide and 5,000 metres long.", "It is 5,000 metres long."),
        ("The IEA warned.", "The International Energy Agency's warning came.",
         "The International Energy Agency warned."),
        ("The IEA's warning came.", "The International Energy Agency warned.",
         "The International Energy Agency's warning came."),
        ("It is in the U.K.", "It is in the United Kingdom.", "It is in the United Kingdom."),
        ("The IEA warned of it.", "The International Energy Agency warned of it.",
         "The International Energy Agency warned of it."),
        ("The World Health Organization said so.", "The WHO said so.", "The WHO said so."),
        ("It cost $1.5bn in 2 hours.", "It cost 1,500 million dollars in 120 minutes.",
         "It cost 1,500 million dollars in 120 minutes."),
    ],
)  # fmt: skip
def test_the_same_is_read_as_the_source_writes_it(claim, source, read):
    assert reworded(claim, source).text == read


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("The river is 300 miles long.", "The river is 300 miles long."),  # as it stands there
        ("The river is 300 miles long.", "The river is 500 km long."),  # another amount
        ("It had 404 boats.", "It had 402 boats."),
        ("Over 300 miles were paved.", "Exactly 482 km were paved."),  # a bound is no amount
        ("It closed on 4/3/2020.", "It is of 4 March 2020, and of 3 April 2020, too."),  # which?
        ("The prize is $50.", "It is 50 Canadian dollars, or fifty US dollars."),
        ("The PM visited it.", "Peter Mill visited it."),
        ("US sales rose.", "Union Station sales rose."),
        ("It takes 7 minutes.", "It takes 5 to 10 minutes."),
        ("It takes about 190 days.", "It takes 200 days."),
        ("It has 2 boats.", "It has two boats."),  # which a model knows
        ("It opened in the 1920s.", "It opened in 1924."),
        ("It opened in the late 1980s.", "It opened in the early 1980s."),
        ("It opened in July 2020.", "It opened on 4 July 2020."),
        ("It runs 12 times a day.", "It runs a dozen times a week."),
        ("The IEA warned of it.", "The European Environment Agency warned of it."),
        ("Anna Berg said so.", "Berg said so."),
        ("It is sold in the US.", "American shops sell it."),
        ("It is empty.", "It holds two cubic metres."),
        ("It holds 2,000 litres.", ""),
    ],
)
def test_what_is_not_the_same_stays(claim, source):
    assert reworded(claim, source) == (claim, ())


def test_what_stands_in_a_question_stays():
    question = "Does it hold 2,000 litres? "
    claim = question + "It holds 2,000 litres."
    read = reworded(claim, "It holds two cubic metres.", len(question))
    assert read.text == question + "It holds two cubic metres."


def test_words_are_found_again_where_they_were_written():
    claim = "It holds 2,000 litres and takes 90 minutes to fill."
    read = reworded(claim, "It holds two cubic metres. Filling takes an hour and a half.")
    assert read.text == "It holds two cubic metres and takes an hour and a half to fill."

    def written(words: str) -> str:
        start = read.text.index(words)
        return claim[slice(*read.original(Span(start, start + len(words))))]

    for words in ("It", "holds", "and takes", "to fill."):
        assert written(words) == words
    for words in ("two", "cubic metres"):
        assert written(words) == "2,000 litres"
    assert written("hour") == "90 minutes"


def test_the_nearest_place_gives_the_words():
    source = "The tank takes 120 minutes to fill. The pump takes two hours to clean."
    assert reworded("The pump takes 2 hours to clean.", source).text == (
        "The pump takes two hours to clean."
    )


def test_shared_words_and_similarity_are_those_of_the_claim_as_it_is_read(embedder):
    pair = Pair("The tank holds 2,000 litres.", ("The tank holds two cubic metres.",))
    (excerpt,) = excerpts([pair], embedder)
    assert excerpt.claim.text == pair.sentences[0]
    assert excerpt.overlap.words == 1.0
    assert excerpt.similarity == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("claim", "source", "supported"),
    [
        ("The tank holds 2,000 litres.", "The tank holds two cubic metres.", True),
        ("The tank holds 2,000 litres.", "The tank holds three cubic metres.", False),
        ("The river is about 300 miles long.", "The river is 482 km long.", True),
        ("The journey took a day and a half.", "The journey took 36 hours.", True),
        ("The journey took a day and a half.", "The journey took 63 hours.", False),
        ("The law was signed on 4/7/2020.", "The law was signed on 4 July 2020.", True),
    ],
)
def test_amounts_and_days_in_other_words_are_supported(claim, source, supported):
    assert (load_scorer().attribute(claim, [source]).verdict == "supported") is supported
