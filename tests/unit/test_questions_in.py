"""Which questions a question asks, and what the later ones take from the first."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from attrib.text.questions import asks_whether, questions_in

SEVERAL = [
    ("When does the mill open and what does a visit cost?",
     ["When does the mill open?", "what does a visit cost?"]),
    ("how old is the mill, and how tall", ["how old is the mill?", "how tall is the mill?"]),
    ("Who built the mill, when did it burn and why?",
     ["Who built the mill, when did it burn?", "why did it burn?"]),
    ("Who built the mill; when did it burn?", ["Who built the mill?", "when did it burn?"]),
    ("What does it cost? And who pays?", ["What does it cost?", "who pays?"]),
    ("Tell me when it opened and also how much it cost.",
     ["Tell me when it opened?", "how much it cost?"]),
    ("How old must visitors be, and may dogs come along?",
     ["How old must visitors be?", "may dogs come along?"]),
    ("When was the mill sold, and to whom?", ["When was the mill sold?", "to whom was the mill sold?"]),
    ("Which mills burned down and were they rebuilt?", ["Which mills burned down?", "were they rebuilt?"]),
    ("What is the fee as well as how is it paid?", ["What is the fee?", "how is it paid?"]),
    ("Wann beginnt die Führung und was kostet sie?", ["Wann beginnt die Führung?", "was kostet sie?"]),
    ("Wie alt ist die Mühle, und darf man sie besichtigen?",
     ["Wie alt ist die Mühle?", "darf man sie besichtigen?"]),
    ("Who built the mill and in what year?", ["Who built the mill?", "in what year built the mill?"]),
    ("Wann brannte die Mühle ab, und weshalb?",
     ["Wann brannte die Mühle ab?", "weshalb brannte die Mühle ab?"]),
    ("Tell me who built the mill and when.", ["Tell me who built the mill?", "when built the mill?"]),
    ("Do you know when the mill opens and where?",
     ["Do you know when the mill opens?", "where the mill opens?"]),
    ("Tell me when Harden was built and why.", ["Tell me when Harden was built?", "why Harden was built?"]),
    ("Is the mill open on Sundays, and until when?",
     ["Is the mill open on Sundays?", "until when Is the mill open on Sundays?"]),
    ("When and where was it built, and by whom?",
     ["When and where was it built?", "by whom was it built?"]),
    ("In which year was it built and why?", ["In which year was it built?", "why was it built?"]),
    ("HOW OLD IS IT AND WHY?", ["HOW OLD IS IT?", "HOW OLD IS IT? WHY?"]),
    ("How did Acme grow and why?", ["How did Acme grow?", "why did Acme grow?"]),
    ("What colour is the mill and why?",
     ["What colour is the mill?", "What colour is the mill? why?"]),
    ("How tall is the mill and since when?",
     ["How tall is the mill?", "How tall is the mill? since when?"]),
    ("Which mill does it use and why?", ["Which mill does it use?", "Which mill does it use? why?"]),
    ("Which mill grinds rye and why?", ["Which mill grinds rye?", "Which mill grinds rye? why?"]),
    ("What is the oldest mill and since when?",
     ["What is the oldest mill?", "What is the oldest mill? since when?"]),
    ("Was kostet die Führung und warum?",
     ["Was kostet die Führung?", "Was kostet die Führung? warum?"]),
    ("Who grinds rye and when is it sown?", ["Who grinds rye?", "when is it sown?"]),
    ("What grinds rye? How is it sown?", ["What grinds rye?", "How is it sown?"]),
    ("Who pays millers and what is the fee?", ["Who pays millers?", "what is the fee?"]),
    ("Wer mahlt Roggen und wann wird er gesät?", ["Wer mahlt Roggen?", "wann wird er gesät?"]),
    ("What was lost, and whose was it?", ["What was lost?", "whose was it?"]),
    ("My boiler shows E109. What does it mean and how do I fix it?",
     ["My boiler shows E109. What does it mean?", "how do I fix it?"]),
    ("Hi, when did it open and what does it cost? Thanks!", ["when did it open?", "what does it cost?"]),
    ("1. When did it open?\n2. What does it cost?", ["When did it open?", "What does it cost?"]),
    ("1. When did it open? 2. What does it cost?", ["When did it open?", "What does it cost?"]),
    ("a) When did it open? b) What does it cost?", ["When did it open?", "What does it cost?"]),
    ("Where is my order? How long does the refund take?",
     ["Where is my order?", "How long does the refund take?"]),
    ("What is the plan? Which command starts it?", ["What is the plan?", "Which command starts it?"]),
    ("What is the population of St. Tamsel and what is its area?",
     ["What is the population of St. Tamsel?", "what is its area?"]),
    ("Which key(s) do I need and where do I get them?",
     ["Which key(s) do I need?", "where do I get them?"]),
    ("Was steht in § 5 Abs. 2 und wer ist betroffen?", ["Was steht in § 5 Abs. 2?", "wer ist betroffen?"]),
    ("Wann wurde der 1. FC Harden gegründet und wer ist der Trainer?",
     ["Wann wurde der 1. FC Harden gegründet?", "wer ist der Trainer?"]),
    ("What is a mill - one with sails - and why does it burn?",
     ["What is a mill - one with sails -?", "why does it burn?"]),
    ("- When did it open?\n- What does it cost?", ["When did it open?", "What does it cost?"]),
    ("WHEN DID IT OPEN AND WHAT DOES IT COST?", ["WHEN DID IT OPEN?", "WHAT DOES IT COST?"]),
    ("How do I set retries and what does `a; who b` mean?",
     ["How do I set retries?", "what does `a; who b` mean?"]),
    ("When was it released? And what changed?", ["When was it released?", "what changed?"]),
    ("Where is the mill? Where is the barn? Who built it? Are dogs allowed? Who pays the miller?",
     ["Where is the mill?", "Where is the barn?", "Who built it?", "Are dogs allowed?",
      "Who pays the miller?"]),
]  # fmt: skip
ONE = [
    "When and where was the mill built?",
    "How and why did it burn?",
    "How many mills and which barns were sold?",
    "What grain mills and which barns were sold?",
    "What oil mill and where?",
    "Which mills were built in 1871 and are still running?",
    "Which mills were built in 1871, and are still running?",
    "What is the difference between how rye is ground and how oats are ground?",
    "What happens when the wind stops and when the river freezes?",
    "Does the handbook say what to do and who to call when it burns?",
    "Who is the miller whose mill burned and whose barn was sold?",
    "Which mill grinds rye and which was repaired?",
    "What burned in 1871 and was the oldest mill?",
    "What do the mill and the barn cost together?",
    "What is a mill? It grinds.",
    "I like mills. When do they open?",
    "Mills and what they grind",
    "What did the council and WHO recommend?",
    "What did the mill sell in March, April, and May 2023?",
    "Does the board have UART, and CAN interfaces?",
    "Does the guide explain why and how it failed?",
    "How many people live in Harden and how many in Hesten?",
    'Who sings "Where are you now? What have you done"?',
    'Who wrote "What is a mill and why does it grind?" and when?',
    "Is the mill (and when was it) sold?",
    "When did the mill open? What does it cost? Please quote the source.",
    "When did it open? Thank you!",
    "Where is it? " * 11,
    f"When does {'the mill ' * 120} open, and what does a visit cost?",
    "¿Cuándo abre el molino y cuánto cuesta?",
    "",
    " ? ",
]


@pytest.mark.parametrize(("question", "asked"), SEVERAL, ids=[q for q, _ in SEVERAL])
def test_a_question_may_ask_several(question, asked):
    assert [one.question for one in questions_in(question)] == asked


@pytest.mark.parametrize("question", ONE)
def test_what_looks_like_two_may_be_one(question):
    assert questions_in(question) == ((question, question),)


@pytest.mark.parametrize(
    ("question", "search"),
    [
        (
            "When did the mill open and what did it cost?",
            "When did the mill open? what did it cost?",
        ),
        ("Who owns the mill, and who pays?", "Who owns the mill? who pays?"),
        ("Who owns the mill, and who repaired the barn?", "who repaired the barn?"),
        ("Wer besitzt die Mühle und was kostet sie?", "Wer besitzt die Mühle? was kostet sie?"),
        ("Who owns the mill, and is there a bus stop?", "is there a bus stop?"),
        (
            "It shows E109. What is wrong and who repairs it?",
            "It shows E109. What is wrong? who repairs it?",
        ),
    ],
)
def test_what_points_back_is_looked_for_together_with_the_first(question, search):
    assert questions_in(question)[1].search == search


def test_what_points_back_points_to_the_last_that_does_not():
    found = questions_in(
        "Where is the mill? Where is the old barn? When did it burn? Who owned it?"
    )
    assert [one.search for one in found[2:]] == [
        "Where is the old barn? When did it burn?",
        "Where is the old barn? Who owned it?",
    ]


PIECES = st.sampled_from(
    ["when", "what", "is", "and", "und", ",", "?", ";", " ", "the mill", "it", "why", "was", "\n", "é"]
)  # fmt: skip
WORDS = st.sampled_from(
    ["refund", "commands", "key(s)", "(s)", "St. Tamsel", "the 1. FC", "- one -", "Abs. 2", "e.g. rye"]
)  # fmt: skip
ASKED = st.tuples(
    st.sampled_from(["when is the", "what is the", "wer ist der"]), st.lists(WORDS, max_size=3)
).map(lambda one: " ".join([one[0], *one[1]]))
JOINED = st.lists(st.tuples(ASKED, st.sampled_from([" and ", "? ", ", und "])), max_size=4).map(
    lambda pairs: "".join(asked + join for asked, join in pairs) + "why did it burn?"
)


@given(st.one_of(st.lists(PIECES, max_size=30).map(" ".join), JOINED))
def test_every_question_has_its_words_from_the_whole(question):
    found = questions_in(question)
    words = told(question)
    for one in found:
        assert set(told(one.question)) <= set(words)
        assert one.question.strip("? ") or found == ((question, question),)
    first = told(found[0].question)
    assert any(words[at : at + len(first)] == first for at in range(len(words) + 1)), (
        "a word is lost"
    )


def told(question: str) -> list[str]:
    """The words of a question, whatever they end with."""
    return [word.rstrip(".,") for word in question.replace("?", " ").split()]


@pytest.mark.parametrize(
    ("question", "whether"),
    [
        ("Is the mill open on Sundays?", True),
        ("Hello, could you tell me whether dogs are allowed?", True),
        ("Was Ada Lind the miller?", True),
        ("Ist die Mühle geöffnet?", True),
        ("Was the mill sold?", True),
        ("Was the mill sold or leased?", False),
        ("Was kostet die Führung?", False),
        ("Was ist eine Bockmühle?", False),
        ("Can you tell me when it opens?", False),
        ("How old is the mill?", False),
        ("Mill opening hours", False),
    ],
)
def test_what_is_answered_by_yes_or_no(question, whether):
    assert asks_whether(question) is whether
