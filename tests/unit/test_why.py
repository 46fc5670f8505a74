"""What a language model's sentences depended on, and where that is not what supports them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hash_embedder import make_hash_index, open_hash_index
from test_engine import Says
from test_generation import retrieved
from test_writing import Recites
from word_scorer import WordScorer

from attrib.asking import AskRun, Question
from attrib.config import load_settings
from attrib.engine import Engine
from attrib.errors import InputError
from attrib.generation.contribution import leave_one_out, surrogate_weights
from attrib.generation.writing import WritingGenerator
from attrib.text.passages import PassageRules
from attrib.types import Contribution, Verdict

VISIT = "samples/library/visit.html"
DRONES = "Drones must keep a distance of 500 m from the quay."


# -- the two measures ---------------------------------------------------------------------------


def linear(effects):
    """Sentences whose log probability each source raises by so much."""
    effects = np.array(effects)

    def score(shown):
        return [
            [-30.0 + sum(row[i] for i in one) for row in effects.reshape(-1, effects.shape[-1])]
            for one in shown
        ]

    return score


def test_leaving_one_out_gives_each_source_what_it_did():
    drops = leave_one_out(3, linear([[5.0, 0.0, 1.0], [0.0, 2.0, -1.0]]))
    assert drops == pytest.approx(np.array([[5.0, 0.0, 1.0], [0.0, 2.0, -1.0]]))


def test_the_surrogate_orders_sources_by_what_they_did():
    (weights,) = surrogate_weights(4, linear([[8.0, 0.0, 3.0, 0.0]]), seed=0)
    assert weights.argsort()[::-1][:2].tolist() == [0, 2]
    assert weights[0] == pytest.approx(8.0, abs=1.0)
    assert abs(weights[1]) < 0.5


def test_the_surrogate_sees_sources_that_stand_in_for_each_other():
    def either(shown):
        return [[-2.0 if {0, 1} & set(one) else -20.0] for one in shown]

    assert leave_one_out(3, either).tolist() == [[0.0, 0.0, 0.0]]
    (weights,) = surrogate_weights(3, either, seed=0, ablations=64)
    assert min(weights[0], weights[1]) > 3 * abs(weights[2])


def test_the_surrogate_is_the_same_every_time():
    score = linear([[4.0, 1.0, 0.0]])
    assert surrogate_weights(3, score, 7).tolist() == surrogate_weights(3, score, 7).tolist()


@pytest.mark.parametrize("value", [0.0, -1e-20, -1e6])
def test_certain_and_impossible_sentences_do_no_harm(value):
    assert np.isfinite(surrogate_weights(2, lambda shown: [[value] for _ in shown], 0)).all()


# -- the generator ------------------------------------------------------------------------------


class Depends(Recites):
    """A model whose words are the likelier the more of ``words`` the prompt shows."""

    words = "1,240 degrees"

    def log_probabilities(self, prompts, sentences):
        return [[-1.0 if self.words in p.user else -9.0 for _ in sentences] for p in prompts]


@pytest.fixture
def passages():
    return [
        retrieved("The kiln gets as hot as 1,240 degrees.", uri="a"),
        retrieved("The pottery opens at nine.", uri="b"),
        retrieved("Potters load the kiln on Fridays.", uri="c"),
    ]


def test_a_sentence_rests_on_the_source_without_which_it_is_unlikely(embedder, passages):
    generator = WritingGenerator(Depends(), embedder, 3, 0.5)
    (found,) = generator.contributions("How hot does the kiln get?", passages, ["So."], 0)
    assert [(c.document_id, c.used) for c in found] == [("a", True), ("b", False), ("c", False)]
    assert found[0].drop == pytest.approx(8.0)
    assert found[0].weight > max(found[1].weight, found[2].weight)


def test_a_model_that_cannot_say_how_probable_words_are_cannot_tell_why(embedder, passages):
    generator = WritingGenerator(Recites(), embedder, 3, 0.5)
    with pytest.raises(InputError, match="generator 'recites' cannot tell why"):
        generator.contributions("How hot?", passages, ["So."], 0)


# -- the answer ---------------------------------------------------------------------------------


class Rests(Says):
    """Says that its sentences rest on what ``where`` chooses of the passages."""

    def __init__(self, *sentences, where) -> None:
        super().__init__(*sentences)
        self.where = where

    def explains(self):
        return True

    def contributions(self, question, passages, sentences, seed):
        found = tuple(
            Contribution(
                p.passage.document_id, p.passage.start, p.passage.end,
                *((5.0, 4.0, True) if self.where(p) else (0.0, 0.0, False)),
            )
            for p in passages
        )  # fmt: skip
        return [found for _ in sentences]


def asked(library, where, *sentences):
    generator = Rests(*(sentences or (DRONES,)), where=where)
    return Engine(library, load_settings(), generator=generator).ask(DRONES, why=True)


def test_what_supports_and_what_was_relied_on_agree(library):
    answer = asked(library, lambda p: "500 m" in p.passage.text and p.source.uri == VISIT)
    (one,) = answer.attributions
    assert one.verdict is Verdict.SUPPORTED
    assert one.disagreements == ()
    told = answer.explain()
    assert f"{DRONES} (supported)" in told
    assert "supported by [1]" in told
    assert "rests on [1]" in told
    assert "the log probability falls by 5.0" in told


def test_supported_but_not_relied_on(library):
    (one,) = asked(library, lambda p: False).attributions
    assert one.disagreements == (
        "the words that support it were shown to the model, which did not rely on them",
    )


def test_relied_on_but_not_supporting(library):
    answer = asked(library, lambda p: "500 m" not in p.passage.text)
    (one,) = answer.attributions
    assert len(one.disagreements) == 2
    assert one.disagreements[1].startswith("it also rests on ")
    assert "  ! it also rests on" in answer.explain()


def test_a_sentence_that_was_mended_has_no_contributions(library):
    answer = asked(library, lambda p: True, DRONES, "The mayor of Paris paints every blade.")
    assert [bool(one.contributions) for one in answer.attributions] == [
        one.claim.text == DRONES for one in answer.attributions
    ]
    assert any(one.claim.text == DRONES for one in answer.attributions)


def test_without_why_nothing_is_computed(library):
    generator = Rests(DRONES, where=lambda p: True)
    (one,) = Engine(library, generator=generator).ask(DRONES).attributions
    assert one.contributions == ()


def test_quotations_rest_on_nothing_but_themselves(library):
    with pytest.raises(InputError, match="generator 'extractive' cannot tell why: ask with"):
        Engine(library).ask("How heavy?", why=True)


def test_a_model_that_cannot_tell_why_is_not_asked(library, embedder):
    model = Recites(DRONES)
    engine = Engine(library, generator=WritingGenerator(model, embedder, 3, 0.0))
    with pytest.raises(InputError, match="generator 'recites' cannot tell why: ask with"):
        engine.ask(DRONES, why=True)
    assert model.asked == []


# -- many questions, with --resume ----------------------------------------------------------------


@pytest.fixture
def resumed(tmp_path, monkeypatch):
    """What many questions come to with and without why, where ``done`` was there before."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "quay.txt").write_text(DRONES)
    make_hash_index(tmp_path / "index", tmp_path, PassageRules())
    with open_hash_index("index") as index:
        index.ingest(["quay.txt"])
    index = open_hash_index("index")
    generator = Rests(DRONES, where=lambda p: True)
    engine = Engine(index, load_settings(read=0), generator=generator, scorer=WordScorer())
    rows = [Question(None, n, f"{n}. How far must drones keep away?") for n in (1, 2, 3)]

    def run(why, done=()):
        asking = AskRun(engine, rows, why=why, done=done)
        found = list(asking)
        assert [one.line for one in found] == [1, 2, 3]
        return found, asking.taken

    yield run
    engine.close()


def test_answers_that_lack_why_are_asked_again_where_it_is_asked_for(resumed):
    (plain, _), (told, _) = resumed(False), resumed(True)
    assert all(one.answer.attributions[0].contributions for one in told)
    assert resumed(True, plain) == (told, 0)
    assert resumed(True, [told[0], *plain[1:]]) == (told, 1)
    assert resumed(True, told) == (told, 3)


def test_answers_that_tell_more_than_is_asked_for_are_kept(resumed):
    told, _ = resumed(True)
    assert resumed(False, told) == (told, 3)


def test_an_answer_made_otherwise_is_an_error_though_it_lacks_why(resumed):
    plain, _ = resumed(False)
    answer = plain[0].answer
    made = replace(answer.provenance, settings={**answer.provenance.settings, "top_k": 5})
    with pytest.raises(InputError, match="made with other models, settings or another index"):
        resumed(True, [replace(plain[0], answer=replace(answer, provenance=made))])
