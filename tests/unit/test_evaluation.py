"""The figures of scripts/eval_scorer.py, held against others' implementations and by hand."""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from sklearn.calibration import calibration_curve

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "scripts"))

from evaluation import asking, calibrating, three_way
from evaluation.calibrating import Measured, cross_validated, measure
from evaluation.coverage import CoverageRule
from evaluation.lines import Line, auroc, calibration_error, f1, head, macro_f1, mean
from evaluation.parts import PARTS, TABLES, WRITTEN
from evaluation.probabilities import probabilities
from evaluation.questions import open_index, paragraphs, paragraphs_by_id, questions
from evaluation.short_answers import short_answers
from training.example import SUPPORTED
from training.heldout import Item, folds
from training.reading import is_held_out, plain
from word_scorer import WordScorer

from attrib.attribution import Pair
from attrib.attribution.entailment import Calibration, Judgement
from attrib.attribution.scorer import Thresholds
from attrib.attribution.support.model import FOLDER, LARGE
from attrib.attribution.trained import TrainedScorer
from attrib.config import load_settings
from attrib.models import CONFIG

ROWS = np.arange(200)
RNG = np.random.default_rng(3)
TRUTH = RNG.random(200) < 0.4
GOOD = np.clip(TRUTH * 0.5 + RNG.random(200) * 0.5, 0, 1)
POOR = RNG.random(200)


def test_a_better_scorer_is_better_beyond_chance_and_not_than_itself():
    measures = {"poor": auroc(TRUTH, POOR), "same": auroc(TRUTH, GOOD), "good": auroc(TRUTH, GOOD)}
    cells = [c.strip() for c in Line("what", 200, measures).render().strip("| ").split("|")]
    assert head(list(measures)).splitlines()[0].count("|") == len(cells) + 1
    assert cells[0] == "what"
    low, high = (float(x) for x in cells[4].strip("[]").split(","))
    assert 0.2 < low < high
    assert cells[5] == "[0.000, 0.000]"
    assert cells[6] == "200"


def test_where_less_is_better_a_smaller_figure_is_a_gain():
    measures = {"worse": mean(np.ones(50, bool)), "better": mean(np.zeros(50, bool))}
    rendered = Line("errors", 50, measures, higher_is_better=False).render()
    assert "[1.000, 1.000]" in rendered.split("|")[4]


def test_rows_of_one_kind_have_no_auroc():
    assert np.isnan(auroc(TRUTH, GOOD)(ROWS[TRUTH]))
    assert auroc(TRUTH, TRUTH.astype(float))(ROWS) == 1.0


def test_macro_f1_is_the_mean_over_subsets():
    subset = np.array(["a"] * 100 + ["b"] * 100)
    said = TRUTH.copy()
    said[:100] = ~said[:100]
    assert macro_f1(TRUTH, said, subset)(ROWS) == pytest.approx(50.0)
    assert f1(TRUTH, said)(ROWS[100:]) == 1.0


def test_calibration_error_agrees_with_the_reliability_curve():
    of_bin, sure = calibration_curve(TRUTH, POOR, n_bins=10)
    shares = np.histogram(POOR, np.linspace(0, 1, 11))[0] / 200
    expected = (np.abs(of_bin - sure) * shares[shares > 0]).sum()
    assert calibration_error(TRUTH, POOR)(ROWS) == pytest.approx(expected)


def test_the_rule_counts_shared_words():
    (all_of_it, half) = CoverageRule().score(
        [Pair("oak pine", ("oak pine",)), Pair("oak pine", ("oak", "moss"))]
    )
    assert all_of_it.probability == 1.0
    assert half.probability == 0.25  # one of two words, and no pair of them


class FixedModel:
    """Says the same log odds of everything."""

    calibration = Calibration(Thresholds(0.5, 0.3, 0.6))

    def __init__(self, odds):
        self.odds = odds

    def describe(self):
        return {"name": "fixed", "sha256": f"sha {self.odds}"}

    def judge(self, pairs, sentences):
        yes = 1 / (1 + np.exp(-self.odds))
        return [Judgement(np.log([yes, (1 - yes) / 2, (1 - yes) / 2])) for _ in pairs]


ITEMS = [
    Item(
        Pair(f"Mill {n} grinds oats.", (f"Mill {n} grinds oats.",)),
        n % 2,
        "x",
        f"q{n // 2}",
        f"{n}",
    )
    for n in range(40)
]


def test_each_fold_is_judged_by_the_network_that_did_not_see_it(embedder):
    scorers = [TrainedScorer(embedder, FixedModel(float(n))) for n in range(5)]
    measured = measure(TrainedScorer(embedder, FixedModel(9.0)), ITEMS, scorers)
    assert measured.x[:, 2] == pytest.approx(folds(ITEMS).astype(float), abs=1e-5)
    assert not measured.against.any()


def test_what_was_held_out_stands_in_for_what_the_shipped_network_has_seen(
    embedder, tmp_path, monkeypatch
):
    monkeypatch.setattr(calibrating, "HELD_OUT", tmp_path)
    shipped = TrainedScorer(embedder, FixedModel(3.0))
    assert measure(shipped, ITEMS).x[:, 2] == pytest.approx(3.0, abs=1e-5)
    others = [TrainedScorer(embedder, FixedModel(-1.0))] * 5
    calibrating.write_held_out(shipped, ITEMS, measure(shipped, ITEMS, others))
    assert measure(shipped, ITEMS).x[:, 2] == pytest.approx(-1.0, abs=1e-4)
    unlike = TrainedScorer(embedder, FixedModel(2.0))
    assert measure(unlike, ITEMS).x[:, 2] == pytest.approx(2.0, abs=1e-5)


def test_a_combiner_does_not_see_the_fold_that_it_is_measured_on():
    truth = np.array([item.label == 0 for item in ITEMS])
    never, none = np.zeros(40, dtype=bool), np.zeros(40)
    right = Measured(np.where(truth, 2.0, -2.0)[:, None], never, none, never)
    assert ((cross_validated(right, ITEMS) >= 0.5) == truth).all()
    overruled = right._replace(against=np.ones(40, dtype=bool))
    assert (cross_validated(overruled, ITEMS) < 0.3).all()
    doubted = right._replace(least_carried=np.full(40, 0.8))
    assert (cross_validated(doubted, ITEMS, overruling=0.7) < 0.3).all()
    assert (cross_validated(doubted, ITEMS) == cross_validated(right, ITEMS)).all()


def test_what_stands_beside_moves_short_sources_and_no_others():
    truth = np.array([item.label == 0 for item in ITEMS])
    never, none = np.zeros(40, dtype=bool), np.zeros(40)
    short = np.arange(40) < 20
    x = np.where(truth, 1.0, -1.0)[:, None] + np.sin(np.arange(40))[:, None]
    measured = Measured(x, never, none, short)
    besides = calibrating.Besides(
        np.linspace(-1, 1, 50)[:, None], np.linspace(-1, 1, 50) > 0.5, 1.0
    )
    alone, both = (cross_validated(measured, ITEMS, besides=b) for b in (None, besides))
    assert (alone[20:] == both[20:]).all()
    assert (alone[:20] > both[:20]).all()


def test_a_feature_that_speaks_against_support_counts_nothing():
    truth = np.arange(40) % 2 == 0
    for_it, against_it = (
        np.where(truth, 1.0, -1.0),
        np.where(truth, -0.5, 0.5) + np.sin(np.arange(40)),
    )
    model = calibrating.fit(np.column_stack([for_it, against_it]), truth, np.ones(40))
    alone = calibrating.fit(for_it[:, None], truth, np.ones(40))
    assert model.coef_[0] == pytest.approx([alone.coef_[0, 0], 0.0])


# -- other data -----------------------------------------------------------------------------------


@pytest.fixture
def few_rows(tmp_path):
    """A folder with the names of the development data, and next to nothing in its files."""

    def write(**files):
        for name in ("support_train", "qa_squad2_dev", "qa_xquad_dev", "wice_claim_dev",
                     "wice_tokens_dev", "attributionbench_dev"):  # fmt: skip
            with gzip.open(tmp_path / f"{name}.jsonl.gz", "wt") as file:
                file.writelines(json.dumps(row) + "\n" for row in files.get(name, ()))
        return tmp_path

    return write


def test_parts_without_rows_say_so(few_rows):
    scorers = {"coverage": CoverageRule(), "words": WordScorer()}
    of_data = [part for name, part in PARTS.items() if name not in ("written", "tables")]
    for part in of_data:
        lines = [line.render() for line in part(scorers, few_rows())]
        assert lines
        assert all(line.endswith("| - | - | - | 0 |") for line in lines)


def test_pairs_written_by_hand_are_as_many_of_each_kind_and_each_is_another(tmp_path):
    rows = [line.split("\t") for line in WRITTEN.read_text(encoding="utf-8").splitlines()]
    assert len({tuple(row[2:]) for row in rows}) == len(rows) == 480
    assert {label for _, label, _, _ in rows} == {"yes", "no"}
    whole, true, false, *kinds = PARTS["written"]({"words": WordScorer()}, tmp_path)
    assert (whole.count, true.count, false.count) == (480, 240, 240)
    assert [line.count for line in kinds] == [30] * 16
    everything = np.arange(240)
    both = [line.measures["words"](everything) for line in (true, false)]
    assert whole.measures["words"](np.arange(480)) == pytest.approx(np.mean(both))


def test_claims_on_tables_are_as_many_true_as_false_in_either_half(tmp_path):
    lines = (TABLES / "claims.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines]
    assert len({(name, claim) for name, _, _, claim in rows}) == len(rows) == 240
    assert {f"{name}.csv" for name, *_ in rows} == {path.name for path in TABLES.glob("*.csv")}
    assert Counter((int(name[1:]) % 2, label) for name, label, _, _ in rows) == Counter(
        {(half, label): 60 for half in (0, 1) for label in "01"}
    )
    found = PARTS["tables"]({"words": WordScorer()}, tmp_path)
    assert [line.count for line in found] == [240, 120, 120, 120, 120]


def test_short_answers_stand_beside_whole_paragraphs_of_held_out_articles(few_rows):
    titles = [f"Mill {n}" for n in range(12)]
    mill = "The mill was built in 1874. It ground oats until 1931. A bakery is there. It is loud. It leans."
    quay = "The quay has a crane. It lifts stones. Nobody paints it. Ropes hang from it. Gulls sit there."
    rows = [
        {"doc_title": title, "context": context, "question": question, "answers": answers,
         "answerable": bool(answers)}
        for title in titles
        for context, question, answers in (
            (mill, "When was the mill built?", ["1874"]), (quay, "Who paints the crane?", []),
            ("The mill stands.", "What stands?", ["The mill"]),
        )
    ]  # fmt: skip
    made = short_answers(few_rows(qa_squad2_dev=rows))
    held_out = [t for t in titles if is_held_out(t, {plain(t) for t in titles})]
    assert 0 < len(held_out) < len(titles)
    right = [item for item in made if item.label == SUPPORTED]
    assert len(right) == len(held_out)
    assert {item.subset for item in made} == {
        "right", "another detail", "another phrase", "right, beside another paragraph of the article"
    }  # fmt: skip
    for item in made:
        asked, said = item.pair.claim[: item.pair.lead], item.pair.claim[item.pair.lead :]
        assert asked == "When was the mill built? "
        assert ("1874" in said) == (item.subset not in ("another detail", "another phrase"))
        assert item.group == (quay if item.subset.endswith("article") else mill)
        if item.subset == "another detail":
            assert "1931" in said


def test_a_draw_without_a_subset_has_the_mean_of_the_others():
    subset = np.array(["a"] * 199 + ["b"])
    said = TRUTH.copy()
    said[199] = ~said[199]
    assert macro_f1(TRUTH, said, subset)(ROWS[:199]) == 100.0
    assert macro_f1(TRUTH, said, subset)(ROWS) == 50.0


def test_verdicts_on_rows_that_nothing_was_fitted_on_are_the_scorers(tmp_path, monkeypatch):
    monkeypatch.setattr(calibrating, "HELD_OUT", tmp_path)
    words = WordScorer()
    said = words.score([item.pair for item in ITEMS])
    score, yes = probabilities(words, ITEMS, tmp_path)
    assert (score == [support.probability for support in said]).all()
    assert (yes == (score >= words.thresholds.supported)).all()
    (tmp_path / "any.json").write_text(json.dumps({"rows": {ITEMS[3].key: [0.0, 0.0]}}))
    crossed, _ = probabilities(words, ITEMS, tmp_path)
    assert abs(crossed - 0.5).max() < 0.2  # all items have all words: nothing can be learnt


class KnowingModel(FixedModel):
    """Knows of ITEMS which are true: those with an even number."""

    calibration = Calibration(Thresholds(0.5, 0.3, 0.6), short=4)

    def judge(self, pairs, sentences):
        chances = [0.9 if int(claim.split()[1]) % 2 == 0 else 0.1 for claim, _ in pairs]
        return [Judgement(np.log([yes, (1 - yes) / 2, (1 - yes) / 2])) for yes in chances]


def test_what_other_sets_say_counts_for_what_is_short_and_for_nothing_else(
    embedder, tmp_path, monkeypatch
):
    monkeypatch.setattr(calibrating, "HELD_OUT", tmp_path)
    (tmp_path / "any.json").write_text(json.dumps({"rows": {ITEMS[3].key: [0.0, 0.0]}}))
    many = [item.pair.sentences * (1 if n < 20 else 5) for n, item in enumerate(ITEMS)]
    leads = [9 if n >= 30 else 0 for n in range(40)]
    rows = [
        replace(item, pair=item.pair._replace(sentences=sentences, lead=lead))
        for item, sentences, lead in zip(ITEMS, many, leads, strict=True)
    ]
    scorer = TrainedScorer(embedder, KnowingModel(0.0))
    short = np.array([n < 20 or n >= 30 for n in range(40)])
    assert (measure(scorer, rows).short == short).all()
    found = []
    for labels in ((0, 1), (1, 0)):
        others = [replace(item, label=labels[n % 2]) for n, item in enumerate(ITEMS)]
        monkeypatch.setattr(three_way, "three_way", lambda data, others=others: others)
        found.append(probabilities(scorer, rows, tmp_path)[0])
    assert (found[0][~short] == found[1][~short]).all()
    assert (abs(found[0] - found[1])[short] > 0.05).all()


def test_an_index_of_other_paragraphs_is_refused(tmp_path):
    texts = {"Mills grind oats.": "Mills", "Locks lift boats.": "Locks"}
    for _ in range(2):
        index = open_index(tmp_path, texts, "fp32")
        assert sorted(paragraphs_by_id(index, texts).values()) == sorted(texts)
        index.close()
    for other in ({**texts, "A third one.": ""}, dict(reversed(texts.items()))):
        with pytest.raises(SystemExit, match=r"not of the \d paragraphs in --data: delete"):
            open_index(tmp_path, other, "fp32")


def test_without_questions_every_part_says_so(few_rows):
    data = few_rows()
    with gzip.open(data / "qa_hotpot_dev.jsonl.gz", "wt"):
        pass
    index = open_index(data / "index", paragraphs(data), "fp32")
    reader = SimpleNamespace(read=lambda pairs: [])
    asker = asking.Asker(index, reader, load_settings(), {})
    for part in asking.PARTS.values():
        for line in part(asker, questions(data)):
            assert re.search(r"( \| -)+ \| 0 \|$", line.render())
    index.close()


def test_answers_are_compared_as_squad_does():
    assert asking.same("The mill!", "mill")
    assert asking.overlap("the old mill", "mill") == pytest.approx(2 / 3)
    assert asking.overlap("mill", "lock") == 0.0
    assert asking.overlap("The", "a") == asking.overlap("mill", "mill.") == 1.0
    assert asking.overlap("the", "mill") == 0.0


@pytest.mark.parametrize("folder", [FOLDER, LARGE], ids=["support", "large"])
def test_what_networks_without_a_fold_said_is_kept_for_the_weights_that_ship(folder):
    assert len(list(calibrating.HELD_OUT.glob("*.json"))) == 2
    config = json.loads((folder / CONFIG).read_text(encoding="utf-8"))
    kept = calibrating.HELD_OUT / f"{config['name']}.json"
    known = json.loads(kept.read_text(encoding="utf-8"))
    assert known["sha256"] == config["sha256"]
    assert all(len(key) == 12 and len(said) == 2 for key, said in known["rows"].items())
