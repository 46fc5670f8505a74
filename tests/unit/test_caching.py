"""A scorer that remembers gives what the scorer gives, and asks it once."""

from __future__ import annotations

import sqlite3
from contextlib import closing

import pytest
from word_scorer import WordScorer

from attrib.attribution import Pair, caching, scorer_for
from attrib.attribution.caching import CachingScorer
from attrib.config import Settings
from attrib.errors import InputError

PAIRS = [
    Pair("the oak grows", ("An oak grows here.",)),
    Pair("the oak falls", ("An oak grows here.", "False: the oak falls.")),
    Pair("the oak grows", ("An oak grows here.",), "Trees"),
]


@pytest.fixture
def path(tmp_path):
    return tmp_path / "scores.sqlite"


def test_what_was_scored_is_not_scored_again(embedder, path):
    plain = WordScorer().score(PAIRS)
    first, second = WordScorer(), WordScorer()
    assert CachingScorer(first, embedder, path).score([*PAIRS, PAIRS[0]]) == [*plain, plain[0]]
    assert first.pairs == PAIRS
    assert CachingScorer(second, embedder, path).score(PAIRS[::-1]) == plain[::-1]
    assert second.pairs == []


def test_another_scorer_is_asked_itself(embedder, path):
    CachingScorer(WordScorer(), embedder, path).score(PAIRS)
    other = WordScorer()
    other.describe = lambda: {"name": "words", "version": "2"}
    CachingScorer(other, embedder, path).score(PAIRS)
    assert other.pairs == PAIRS


def test_the_database_of_something_else_is_refused_and_left_as_it_is(embedder, path):
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("CREATE TABLE minutes (text)")
    before = path.read_bytes()
    with pytest.raises(InputError, match="is the database of something else"):
        scorer_for(Settings(scorer="baseline", cache=path), embedder)
    assert path.read_bytes() == before


def test_what_is_no_cache_is_refused_and_left_as_it_is(embedder, path):
    path.write_text("minutes of the harbour council, which nobody wants to lose\n" * 99)
    before = path.read_bytes()
    with pytest.raises(InputError, match=r"cache '.*scores.sqlite' cannot be used"):
        scorer_for(Settings(scorer="baseline", cache=path), embedder)
    assert path.read_bytes() == before


def test_a_cache_that_is_torn_or_locked_is_named(embedder, path, monkeypatch):
    pairs = [Pair(f"claim {number} of many", ("An oak grows here.",)) for number in range(300)]
    CachingScorer(WordScorer(), embedder, path).score(pairs)
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + b"\x07" * (len(whole) - 4096))
    with pytest.raises(InputError, match=r"cache '.*scores.sqlite' cannot be used .*: delete it"):
        CachingScorer(WordScorer(), embedder, path).score(pairs)
    path.write_bytes(whole)
    monkeypatch.setattr(caching, "_PATIENCE", 0.01)
    with closing(sqlite3.connect(path)) as db:
        db.execute("BEGIN EXCLUSIVE")
        with pytest.raises(InputError, match=r"cannot be used \(database is locked\)"):
            CachingScorer(WordScorer(), embedder, path).score(pairs)


def test_the_trained_scorer_says_the_same_from_the_cache(embedder, path):
    pairs = [
        Pair("The mill has 12 sails.", ("The mill has 12 sails.", "It stands in Hesten.")),
        Pair("The mill has 14 sails and a roof.", ("The mill has 12 sails and a roof.",)),
    ]
    plain = scorer_for(Settings(device="cpu"), embedder).score(pairs)
    settings = Settings(device="cpu", cache=path)
    assert scorer_for(settings, embedder).score(pairs) == plain
    assert scorer_for(settings, embedder).score(pairs) == plain


def test_a_question_before_a_claim_is_not_taken_for_the_claim(embedder, path):
    scorer = WordScorer()
    pairs = [Pair("an oak? the oak grows", ("An oak grows here.",), lead=n) for n in (0, 8)]
    CachingScorer(scorer, embedder, path).score(pairs)
    assert scorer.pairs == pairs
