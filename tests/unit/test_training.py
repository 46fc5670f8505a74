"""What the training is made of: changed details, rewrites, and the split."""

from __future__ import annotations

import gzip
import json
import random
import sys
from argparse import Namespace
from dataclasses import astuple
from hashlib import sha256
from pathlib import Path

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "scripts"))

from train_reader import examples_of as reader_examples
from train_scorer import examples_of
from training import heldout, questions, reading, sets
from training.absent import absent_claims
from training.choosing import WANTED, chosen
from training.compound import compound_claims
from training.contrast import contrast_sets
from training.details import detail_pairs
from training.entailment import READ, narrowed
from training.example import (
    CONTRADICTED,
    NOT_OR_CONTRADICTED,
    NOT_SUPPORTED,
    SUPPORTED,
    UNLABELLED,
    Example,
    write_examples,
)
from training.heldout import FOLDS, Item, attributionbench, folds
from training.perturb import change
from training.reading import QuestionExample, is_held_out
from training.rewrite import rewrite
from training.sets import Row, part_of, read, support_rows
from training.short import KEPT, KEPT_OF_LONGER, near_pairs, near_passages, short
from training.stamp import SPLIT, split_otherwise

from attrib.attribution import Pair
from attrib.models import CONFIG

PASSAGE = (
    "The mill at Harden was built in 1874 by Clara Voss. It has 12 storeys and is not open to "
    "visitors. In 1920, the owners sold the mill to Anton Reuter for 4,500 crowns. The largest "
    "wheel weighed more than the smallest boat on Lake Orrin, which lies north of the village."
)
NAMES = ["Peter Lang", "Borgholm", "Maria Fels", "Tarnow"]


@pytest.mark.parametrize("seed", range(40))
def test_one_detail_changes_and_the_rest_stays(seed):
    sentence = "In 1920, the owners sold the mill to Anton Reuter for 4,500 crowns."
    made = change(sentence, PASSAGE, NAMES, random.Random(seed))
    assert made is not None
    changed = made.apply(sentence)
    assert changed != sentence
    start, end = made.changed
    assert changed[:start] == sentence[: made.span.start]
    assert changed[end:] == sentence[made.span.end :]
    assert made.label in (CONTRADICTED, NOT_OR_CONTRADICTED)


def test_a_sentence_without_details_is_left_alone():
    assert change("Go away.", "", NAMES, random.Random(0)) is None


def test_negation_goes_both_ways():
    kinds = {}
    for seed in range(200):
        made = change("The mill is not open.", "", NAMES, random.Random(seed))
        kinds[made.kind] = made.apply("The mill is not open.")
    assert kinds["negation"] == "The mill is open."


def test_rewrites_keep_the_details():
    rng = random.Random(3)
    sentence = "On May 5, 1931, the works (a private company) employed 12 people."
    for _ in range(50):
        rewritten = rewrite(sentence, rng)
        assert "employed" in rewritten
        assert ("12" in rewritten) != ("twelve" in rewritten)


def test_pairs_share_their_passage_and_mark_the_evidence():
    examples = list(detail_pairs([PASSAGE], 60, random.Random(1)))
    assert len(examples) == 60
    for true, false in zip(examples[::2], examples[1::2], strict=True):
        assert true.premise == false.premise
        assert true.label == SUPPORTED
        assert true.unsupported == ()
        assert false.label != SUPPORTED
        ((start, end),) = false.unsupported
        assert 0 <= start < end <= len(false.claim)
        ((first, last),) = true.evidence
        assert true.premise[first:last].endswith(".")


def test_the_split_depends_on_the_text_alone():
    assert part_of("a premise") == pytest.approx(0.485753, abs=1e-6)  # in any process, and for ever
    assert 0.4 < sum(part_of(str(n)) for n in range(2000)) / 2000 < 0.6


def test_rows_of_another_file_are_told_from_those_that_weights_were_made_with(tmp_path):
    (tmp_path / SPLIT).write_bytes(b"rows")
    assert not split_otherwise(tmp_path, tmp_path)  # weights that say nothing of their training
    stamp = {"training": {"data": {SPLIT: sha256(b"rows").hexdigest()}}}
    (tmp_path / CONFIG).write_text(json.dumps(stamp), encoding="utf-8")
    assert not split_otherwise(tmp_path, tmp_path)
    (tmp_path / SPLIT).write_bytes(b"fewer rows")
    assert split_otherwise(tmp_path, tmp_path)


def test_rows_that_a_chain_of_texts_connects_are_held_out_together(tmp_path):
    chain = [("A mill.", "p0"), ("A mill!", "p1"), ("A lock.", "P1"), ("A lock", "p2")]
    pairs = [*chain, *((f"claim {n}", f"premise {n}") for n in range(600))]
    with gzip.open(tmp_path / "support_train.jsonl.gz", "wt") as file:
        for number, (claim, premise) in enumerate(pairs):
            name = "fever_symmetric" if number > 300 else "rte"
            row = {"claim": claim, "premise": premise, "label": "supported", "dataset": name}
            file.write(json.dumps(row) + "\n")
    rows = support_rows(tmp_path)
    assert [(r.claim, r.premise) for r in rows] == pairs
    assert len({r.held_out for r in rows[:4]}) == 1
    shares = [np.mean([r.held_out for r in some]) for some in (rows[4:301], rows[301:])]
    assert shares[0] < 0.1 < 0.3 < shares[1] < 0.5
    reversed_ = [pairs[3], *pairs[4:], *pairs[2::-1]]
    assert (
        sets._groups([{"claim": c, "premise": p} for c, p in reversed_])[0]
        == (sets._groups([{"claim": c, "premise": p} for c, p in pairs])[0])
    )


def test_a_file_that_is_not_there_is_named_with_what_to_do(tmp_path):
    with pytest.raises(SystemExit, match=r"no .*rank_wikiqa\.jsonl\.gz: give the folder .* --data"):
        list(read(tmp_path / "rank_wikiqa.jsonl.gz"))


@pytest.mark.parametrize(
    "make", [detail_pairs, absent_claims, compound_claims], ids=lambda make: make.__name__
)
@pytest.mark.parametrize("passages", [[], ["Go away."], ["Go away. " * 6]])
def test_of_passages_that_give_nothing_nothing_is_made(make, passages):
    assert list(make(passages, 4, random.Random(0))) == []


def test_passages_without_names_still_give_pairs():
    text = "In 1920 Lee sold the mill to Reuter for 4,500 crowns."
    assert len(list(detail_pairs([text], 40, random.Random(0)))) == 40


def test_an_absent_claim_lost_its_sentence_and_nothing_else():
    examples = list(absent_claims([PASSAGE], 40, random.Random(1)))
    assert len(examples) == 40
    for present, absent in zip(examples[::2], examples[1::2], strict=True):
        assert present.claim == absent.claim
        assert (present.label, absent.label) == (SUPPORTED, NOT_SUPPORTED)
        ((start, end),) = present.evidence
        gone = present.premise[start:end]
        assert gone not in absent.premise
        assert len(absent.premise) == len(present.premise) - len(gone) - 1


def test_of_a_compound_claim_the_part_that_is_not_carried_is_marked():
    examples = list(
        compound_claims([PASSAGE, PASSAGE.replace("mill", "lock")], 60, random.Random(1))
    )
    assert len(examples) >= 60
    for example in examples:
        assert (example.label == SUPPORTED) == (example.unsupported == ())
        for start, end in example.unsupported:
            assert 0 <= start < end <= len(example.claim)
        for start, end in example.evidence:
            assert example.premise[start:end].endswith(".")


def test_a_contrast_set_gives_nothing_away_by_claim_or_premise_alone():
    row = Row("The mill was built in 1874.", "The old mill was built in 1874 by Clara Voss.",
              SUPPORTED, "rte", held_out=False)  # fmt: skip
    for seed in range(30):
        examples = list(contrast_sets([row], 1, random.Random(seed)))
        assert examples[0] == Example(
            row.claim, row.premise, SUPPORTED, examples[0].source, None, ()
        )
        for text in ("claim", "premise"):
            beside = {(getattr(e, text), e.label == SUPPORTED) for e in examples}
            assert len(beside) == len(examples) == 4  # of two texts, each once with each label


def test_examples_are_drawn_by_kind_and_the_hard_ones_are_those_that_words_mislead(monkeypatch):
    own, other = "the mill grinds flour", "grain becomes meal there"
    misleading = [Example(own, own, NOT_SUPPORTED, "rte"), Example(other, own, SUPPORTED, "mnli")]
    plain = [Example(own, own, SUPPORTED, "rte"), Example(other, own, NOT_SUPPORTED, "rte")]
    rest = [Example(own, own, SUPPORTED, "fever_symmetric"), Example(own, "", SUPPORTED, "snli")]
    every = [*misleading, *plain, *rest, *plain]
    for wanted, expected in [
        ({"hard": 9}, misleading),
        ({"hard": 9, "symmetric": 9, "caption": 9}, misleading + rest),
        ({"close": 9}, [misleading[0], *plain, rest[0]]),
        ({"nli": 9}, misleading[1:]),
    ]:
        monkeypatch.setitem(WANTED, "tried", wanted)
        found = chosen("tried", every, random.Random(0))
        assert sorted(found, key=every.index) == sorted(expected, key=every.index)
    monkeypatch.setitem(WANTED, "tried", {"close": 2})
    assert len(chosen("tried", every, random.Random(0))) == 2


def test_held_out_rows_make_no_contrast_sets():
    row = Row("The mill was built in 1874.", "The mill was built in 1874.", SUPPORTED, "rte", True)
    assert list(contrast_sets([row], 4, random.Random(0))) == []


def test_near_pairs_are_new_and_nobody_has_labelled_them():
    texts = {
        "The mill was built in 1874.": "The old mill was built in 1874 by Clara Voss.",
        "The mill has a wheel.": "A wheel of oak turns beside the mill.",
        "Ferries leave twice a day.": "Two ferries a day connect the town with the island.",
        "Boats sail in winter.": "In winter the harbour is closed to sailing boats.",
    }
    rows = [
        Row(claim, premise, SUPPORTED, "rte", held_out=False) for claim, premise in texts.items()
    ]
    held_out = Row(
        "The mill burned down.", "The mill burned down.", SUPPORTED, "rte", held_out=True
    )
    long = Row("The mill", "The mill stands. " * 5, SUPPORTED, "rte", held_out=False)
    pairs = list(near_pairs([*rows, held_out, long], 99, random.Random(0)))
    assert {one.claim for one in pairs} == set(texts)
    assert {one.label for one in pairs} == {UNLABELLED}
    assert all(one.premise not in (one.claim, texts[one.claim]) for one in pairs)
    assert {one.premise for one in pairs} <= {*texts, *texts.values()}
    of_mill = [one.premise for one in pairs if one.claim == "The mill has a wheel."]
    assert set(of_mill[:2]) == {"The mill was built in 1874.", texts["The mill was built in 1874."]}
    assert len(list(near_pairs(rows, 3, random.Random(0)))) == 3


def test_sentences_of_passages_stand_beside_near_ones_that_do_not_hold_them():
    sentences = [f"The mill at Harden was rebuilt after the flood by the family of {n} at the lock."
                 for n in ("Voss", "Lund", "Berg", "Brandt", "Holm", "Sand")]  # fmt: skip
    passages = [" ".join(sentences[:4]), " ".join(sentences[4:])]
    pairs = list(near_passages(passages, 99, random.Random(0)))
    assert {one.claim for one in pairs} == set(sentences)
    assert {one.label for one in pairs} == {UNLABELLED}
    threes = {" ".join(sentences[:3]), sentences[3], passages[1]}
    assert all(one.premise in threes and one.claim not in one.premise for one in pairs)


def test_of_a_mixture_those_with_short_premises_are_kept_and_of_some_a_share():
    def example(source, words=5, sentences=1):
        return Example("oak " * words, "The mill grinds. " * sentences, SUPPORTED, source)

    kept = [example("fever_symmetric"), example("rte", 14, 4)]
    others = [example("rte", 61), example("rte", 5, 5), example("rte", 0)]
    assert list(short([*kept, *others], random.Random(0))) == kept
    for one, wanted in ((example("mpe"), KEPT["mpe"]), (example("rte", 15), KEPT_OF_LONGER)):
        share = len(list(short([one] * 1000, random.Random(0)))) / 1000
        assert share == pytest.approx(wanted, abs=0.03)


def test_a_long_premise_keeps_what_shares_words_with_the_claim():
    premise = " ".join([*(f"Nothing is said here about {n}." for n in range(20)), PASSAGE])
    row = Row("Clara Voss built the mill.", premise, SUPPORTED, "rte", held_out=False)
    kept = narrowed(row).premise
    assert "The mill at Harden was built in 1874 by Clara Voss." in kept
    assert kept.count(".") <= READ
    short = Row("Clara Voss built the mill.", PASSAGE, SUPPORTED, "rte", held_out=False)
    assert narrowed(short) is short


def test_a_question_is_in_one_fold_and_every_fold_holds_some():
    items = [Item(Pair("c", ("s",)), n % 2, "x", f"question {n // 3}", "") for n in range(90)]
    found = folds(items)
    assert set(found) == set(range(FOLDS))
    for group in {item.group for item in items}:
        assert len({fold for fold, i in zip(found, items, strict=True) if i.group == group}) == 1


def test_what_nobody_labelled_is_replayed_where_there_is_a_teacher(tmp_path):
    examples = [Example("c", "p", 0, "own"), Example("c", "q", UNLABELLED, "near")]
    (tmp_path / "own").write_text(json.dumps(astuple(examples[0])), encoding="utf-8")
    lines = [json.dumps(astuple(one)) for one in examples]
    (tmp_path / "earlier").write_text("\n".join(lines), encoding="utf-8")

    def replayed(teacher):
        args = Namespace(examples=tmp_path / "own", replay=tmp_path / "earlier", replayed=9,
                         without=None, seed=0, limit=None, teacher=teacher)  # fmt: skip
        return sorted(one.source for one in examples_of(args))

    assert replayed(None) == ["own", "own"]
    assert replayed(tmp_path) == ["near", "own", "own"]


def test_what_a_run_goes_without_is_not_replayed_either(tmp_path):
    for name, sources in (("own", "judged-0 judged-1"), ("earlier", "judged-0 nli judged-1 rte")):
        rows = [json.dumps(astuple(Example(s, "p", 0, s))) for s in sources.split()]
        (tmp_path / name).write_text("\n".join(rows), encoding="utf-8")

    def sources_of(replayed):
        args = Namespace(examples=tmp_path / "own", replay=tmp_path / "earlier", replayed=replayed,
                         without="judged-1", seed=0, limit=None, teacher=None)  # fmt: skip
        return sorted(one.source for one in examples_of(args))

    assert sources_of(2) == ["judged-0", "nli", "rte"]
    assert sources_of(0) == ["judged-0"]


def test_a_reader_without_a_teacher_learns_nothing_of_what_nobody_labelled(tmp_path):
    labelled = QuestionExample("q", "a p", "squad", True, True, (0, 1))
    near = QuestionExample("q", "p", "near", None, None)
    write_examples(tmp_path / "examples.jsonl", [labelled, near])

    def read_by(teacher):
        args = Namespace(examples=None, out=tmp_path, teacher=teacher)
        return [one.source for one in reader_examples(args)]

    assert read_by(None) == ["squad"]
    assert read_by(tmp_path) == ["squad", "near"]


def test_too_few_questions_for_the_folds_are_told():
    with pytest.raises(SystemExit, match=r"attributionbench_dev\S+ are about 4 questions: give at"):
        folds([Item(Pair("c", ("s",)), 0, "x", f"q{n % 4}", "") for n in range(40)])


def test_a_short_claim_is_measured_as_attrib_reads_it(tmp_path):
    row = {"references": ["It is here."], "attribution_label": "attributable", "src_dataset": "x"}
    claims = ("Ilse Brandt [1].", "Ilse Brandt built it beside the old lock.")
    with gzip.open(tmp_path / "attributionbench_dev.jsonl.gz", "wt") as file:
        for claim in claims:
            file.write(json.dumps({**row, "claim": claim, "question": "Who built it?"}) + "\n")
    short, long = (item.pair for item in attributionbench(tmp_path))
    assert (short.claim, short.lead) == ("Who built it? Ilse Brandt.", len("Who built it? "))
    assert (long.claim, long.lead) == (claims[1], 0)


def test_a_row_keeps_its_key_however_its_text_is_cut(tmp_path, monkeypatch):
    row = {"claim": "It is.", "question": "Is it?", "attribution_label": "", "src_dataset": "x"}
    with gzip.open(tmp_path / "attributionbench_dev.jsonl.gz", "wt") as file:
        for reference in ("It is. Here.", "There it is."):
            file.write(json.dumps({**row, "references": [reference]}) + "\n")
    keys = [item.key for item in attributionbench(tmp_path)]
    monkeypatch.setattr(heldout, "sentences_of", lambda text: (text,))
    cut = attributionbench(tmp_path, before=lambda _: "")
    assert [item.key for item in cut] == keys
    assert len(set(keys)) == 2


# -- the reader's examples ----------------------------------------------------------------------


def test_claims_of_questions_are_false_by_other_words_or_without_the_sentence(monkeypatch):
    row = {
        "question": "Who built the mill at Harden?", "context": PASSAGE, "doc_title": "Harden",
        "answers": ["Clara Voss"],
    }  # fmt: skip
    one = {"qa_squad1_train.jsonl.gz": [row]}
    monkeypatch.setattr(reading, "read", lambda path: iter(one.get(path.name, ())))
    seen = set()
    for seed in range(30):
        for made in questions.question_claims(Path(), 10, random.Random(seed)):
            asked, said = made.claim[: len(row["question"])], made.claim[len(row["question"]) + 1 :]
            assert asked == row["question"]
            assert PASSAGE.startswith(made.premise) or made.label != SUPPORTED
            right = said.rstrip(".").endswith("Clara Voss")
            held = "Clara Voss" in made.premise
            assert (made.label == SUPPORTED) == (right and held)
            if made.label != SUPPORTED:
                ((start, end),) = made.unsupported
                assert made.claim[start:end] == said
            seen.add((right, held, said[-1] == "."))
    assert seen == {(True, True, True), (True, True, False), (False, True, True), (False, True, False),
                    (True, False, True), (True, False, False)}  # fmt: skip


def test_articles_held_out_of_the_reader_make_no_claims(monkeypatch):
    title = next(f"article {i}" for i in range(99) if is_held_out(f"article {i}", {f"article {i}"}))
    row = {"question": "Who?", "context": PASSAGE, "doc_title": title, "answers": ["Clara Voss"]}
    one = {"qa_squad2_dev.jsonl.gz": [row], "qa_xquad_dev.jsonl.gz": [row]}
    monkeypatch.setattr(reading, "read", lambda path: iter(one.get(path.name, ())))
    assert not questions.question_claims(Path(), 10, random.Random(0))


def test_phrases_are_runs_of_content_words():
    assert questions.phrases("The owners sold the old mill, and Anton Reuter bought it.") == [
        "owners sold", "old mill", "Anton Reuter bought",
    ]  # fmt: skip


def test_held_out_articles_and_questions_stay_out():
    squad = {f"article {i}" for i in range(400)}
    kept = {title for title in squad if is_held_out(title, squad)}
    assert 100 < len(kept) < 170
    assert all(is_held_out(title.replace(" ", "_").upper(), squad) for title in kept)
    assert all(is_held_out(title, {title}) == (title in kept) for title in squad)
    others = [is_held_out(title, ()) for title in squad]
    assert 60 < sum(others) < 140


def question_row(**changes):
    row = {
        "question": "Who built the mill at Harden?", "context": PASSAGE, "doc_title": "Harden_Mill",
        "answers": ["Clara Voss"], "answerable": True,
        "evidence": ["The mill at Harden was built in 1874 by Clara Voss."],
    }  # fmt: skip
    return {**row, **changes}


@pytest.mark.parametrize("seed", range(20))
def test_the_answer_of_an_example_stands_where_it_says(seed):
    rng = random.Random(seed)
    near = reading._Neighbours(
        {PASSAGE: "Harden Mill", "The mill of Orrin is old.": "", "Sand.": ""}
    )
    made = list(reading._of_row(question_row(), "squad", near, NAMES, rng))
    assert made[0].passage.startswith("Harden Mill\nThe mill")
    for example in made:
        if example.answer:
            start, end = example.answer
            assert example.passage[start:end] == "Clara Voss"
            assert example.answerable
        else:
            assert not example.answerable
    gaps = [e for e in made if e.source == "squad-gap"]
    assert all("Clara Voss" not in e.passage for e in gaps)
    others = [e for e in made if e.source == "squad-neighbour"]
    assert all("Clara Voss" not in e.passage and not e.relevant for e in others)


def test_an_unanswerable_question_is_relevant_and_has_no_answer():
    row = question_row(answers=[], answerable=False, evidence=[])
    near = reading._Neighbours({PASSAGE: "Harden Mill", "The mill of Orrin is old.": ""})
    first = next(reading._of_row(row, "squad", near, NAMES, random.Random(0)))
    assert (first.relevant, first.answerable, first.answer) == (True, False, None)


def test_passages_that_only_a_teacher_judges_are_near_and_not_the_own():
    near = reading._Neighbours(
        {PASSAGE: "Harden Mill", "The mill of Orrin is old.": "", "Sand.": ""}
    )
    found = near.some("Who built the mill?", PASSAGE, 2, random.Random(0))
    assert sorted(found) == ["Sand.", "The mill of Orrin is old."]
    assert near.some("Who built the mill?", PASSAGE, 0, random.Random(0)) == []
