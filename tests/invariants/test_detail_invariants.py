"""What holds for the detail guard on any text at all."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import example, given
from hypothesis import strategies as st

from attrib.attribution.details import compare, find_details

WORDS = st.sampled_from(
    ["the", "a", "of", "and", "in", "on", "not", "no", "never", "didn't", "harbour", "opened",
     "closed", "boats", "24", "1,000", "1.250", "3.5 million", "about", "more than", "between",
     "to", "–", "%", "km", "€", "half", "twenty-five", "third", "dozen", "May", "2021",
     "3 May 2021", "05/03/2021", "1990s", "Q3 2020", "44 BC", "5 pm", "17:30", "Anna Berg",
     "Norrvik", "IEA", "(IEA)", "Ms", "U.S.", "increased", "fell", "less", "before", "after",
     ".", ",", "\n", "?", "nicht", "keine", "zwölf", "Straße", "二十", "😀", "e\u0301", "½", "¹",
     "-", "'s", "--", "°C", "×10⁶", "1/2"]
)  # fmt: skip
SENTENCES = st.lists(WORDS, max_size=25).map(" ".join)
TEXTS = st.one_of(st.text(), SENTENCES, st.lists(WORDS, max_size=20).map("".join))

NAMES = st.sampled_from(["Anna Berg", "Olga Lind", "Norrvik", "the IEA", "the harbour"])
NUMBERS = st.integers(4, 9999)
YEARS = st.integers(1800, 2040)


@given(TEXTS)
def test_a_text_never_conflicts_with_itself(text: str) -> None:
    assert compare(text, text) == ()


@given(TEXTS, TEXTS)
@example("1⁴MAY", "")
def test_comparing_never_fails_and_points_into_the_claim(claim: str, evidence: str) -> None:
    conflicts = compare(claim, evidence)
    assert list(conflicts) == sorted(conflicts, key=lambda c: (c.span, c.kind))
    for conflict in conflicts:
        assert 0 <= conflict.span.start < conflict.span.end <= len(claim)
        assert claim[conflict.span.start : conflict.span.end] == conflict.claim_value
        assert conflict.source_value is None or conflict.source_value in evidence
        assert conflict.message


@given(TEXTS)
def test_details_are_found_where_they_say(text: str) -> None:
    details = find_details(text)
    for detail in details:
        assert 0 <= detail.span.start < detail.span.end <= len(text)
        assert text[detail.span.start : detail.span.end] == detail.text
        hash(detail.value)
    for kind in ("number", "date", "name"):
        spans = [detail.span for detail in details if detail.kind == kind]
        assert all(a.end <= b.start for a, b in pairwise(spans))


@given(NAMES, NUMBERS, YEARS)
def test_more_evidence_around_a_sentence_does_not_hurt_it(
    name: str, number: int, year: int
) -> None:
    claim = f"In {year} {name} had {number} boats."
    around = "The museum is closed. Nobody lives there since 1750."
    assert compare(claim, f"{around} {claim} {around}") == ()


@given(NAMES, NUMBERS, NUMBERS, YEARS)
def test_a_changed_count_is_caught(name: str, number: int, other: int, year: int) -> None:
    conflicts = compare(
        f"In {year} {name} had {number} boats.", f"In {year} {name} had {other} boats."
    )
    caught = [c for c in conflicts if c.kind == "number"]
    # Thousands written with three zeros may round what stands beside them.
    if number == other or (number % 1000 == 0 and abs(number - other) <= 0.02 * number):
        assert caught == []
    elif year not in (number, other):
        assert len(caught) == 1


@given(NAMES, YEARS, YEARS)
def test_a_changed_year_is_caught(name: str, year: int, other: int) -> None:
    conflicts = compare(f"{name} opened in {year}.", f"{name} opened in {other}.")
    assert [c.source_value for c in conflicts] == ([] if year == other else [str(other)])
