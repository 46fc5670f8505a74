"""Fits the weights behind an extractive answer's confidence, and measures answers and refusals.

    python scripts/fit_confidence.py --data ../shared/data

Builds an index of the paragraphs of half of the articles of SQuAD2-dev and XQuAD and asks
questions about both halves: those about the other half cannot be answered from it. Then the halves
change places. Prints AUROC of answerable against unanswerable, what a threshold of 0.5 refuses, how
often the answer holds a gold answer, and the weights to be copied into
attrib/generation/ranking.py. SQuAD2's own unanswerable questions, asked of articles that are in
the index, are reported apart: telling those needs a reader.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import tempfile
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from attrib.config import load_settings
from attrib.generation import ExtractiveGenerator
from attrib.generation.ranking import confidence_features, rank_sentences
from attrib.index import Index
from attrib.index.store import Store
from attrib.index.writer import Writer
from attrib.progress import Silent
from attrib.retrieval import Retriever
from attrib.sources.document import DocumentBuilder


def read_questions(data: Path) -> list[dict[str, object]]:
    rows = []
    for name in ("qa_squad2_dev", "qa_xquad_dev"):
        with gzip.open(data / f"{name}.jsonl.gz", "rt", encoding="utf-8") as lines:
            # XQuAD has answerable questions only, and does not say so.
            rows += [{"answerable": True, **json.loads(line)} for line in lines]
    return rows


def build_index(folder: Path, rows: list[dict[str, object]]) -> Index:
    """An index of the paragraphs of ``rows``, one document each."""
    index = Index.create(folder, load_settings())
    store = Store(folder, write=True)
    writer = Writer(store, index.embedder, index.recipe.rules, Silent())
    contexts = {row["context"]: row["doc_title"] for row in rows}
    for number, (text, title) in enumerate(contexts.items()):
        builder = DocumentBuilder()
        builder.add(text)
        document = builder.build(f"paragraph-{number}", title.replace("_", " "))
        writer.put(document.uri, document.content_hash, [document])
    writer.finish()
    store.close()
    return index


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--questions", type=int, default=400, help="of each kind and half")
    options = parser.parse_args()
    rows = read_questions(options.data)
    titles = sorted({row["doc_title"] for row in rows})
    random.Random(0).shuffle(titles)
    halves = [set(titles[::2]), set(titles[1::2])]
    found: dict[str, list[tuple[float, float, float]]] = {
        "inside": [],
        "outside": [],
        "adversarial": [],
    }
    halves_of: dict[str, list[int]] = {kind: [] for kind in found}
    held, best_held = [], []
    for number, half in enumerate(halves):
        with tempfile.TemporaryDirectory() as folder:
            index = build_index(Path(folder) / "index", [r for r in rows if r["doc_title"] in half])
            retriever = Retriever(index, index.settings)
            generator = ExtractiveGenerator(index.embedder, index.settings.max_sentences)
            asked = {
                "inside": [r for r in rows if r["doc_title"] in half and r["answerable"]],
                "outside": [r for r in rows if r["doc_title"] not in half and r["answerable"]],
                "adversarial": [r for r in rows if r["doc_title"] in half and not r["answerable"]],
            }
            for kind, questions in asked.items():
                sample = random.Random(1).sample(questions, min(options.questions, len(questions)))
                for row in sample:
                    passages = retriever.retrieve(row["question"])
                    ranked = rank_sentences(row["question"], passages, index.embedder)
                    found[kind].append(confidence_features(row["question"], ranked[0], passages))
                    halves_of[kind].append(number)
                    if kind == "inside":
                        text = " ".join(generator.generate(row["question"], passages).sentences)
                        held.append(any(gold in text for gold in row["answers"]))
                        best_held.append(any(gold in ranked[0].text for gold in row["answers"]))
            index.close()
    x = np.array(found["inside"] + found["outside"])
    y = np.array([1] * len(found["inside"]) + [0] * len(found["outside"]))
    half_of = np.array(halves_of["inside"] + halves_of["outside"])
    probability = np.zeros(len(y))
    for half in (0, 1):
        model = LogisticRegression(C=10.0).fit(x[half_of != half], y[half_of != half])
        probability[half_of == half] = model.predict_proba(x[half_of == half])[:, 1]
    print(f"gold answer in the best sentence {np.mean(best_held):.3f}, in the answer "
          f"{np.mean(held):.3f} (n {len(held)})")  # fmt: skip
    print(f"AUROC answerable/outside: similarity {roc_auc_score(y, x[:, 0]):.3f}, "
          f"question words {roc_auc_score(y, x[:, 1]):.3f}, fitted (other half) "
          f"{roc_auc_score(y, probability):.3f}")  # fmt: skip
    for threshold in (0.3, 0.4, 0.5, 0.6):
        refused = probability < threshold
        print(f"threshold {threshold}: refuses {refused[y == 0].mean():.3f} of the unanswerable, "
              f"{refused[y == 1].mean():.3f} of the answerable")  # fmt: skip
    for share in (0.05, 0.1, 0.15):
        least = np.quantile(probability[y == 1], share)
        print(f"refusing {share:.0%} of the answerable refuses "
              f"{(probability[y == 0] < least).mean():.3f} of the unanswerable (at {least:.2f})")  # fmt: skip
    model = LogisticRegression(C=10.0).fit(x, y)
    adversarial = model.predict_proba(np.array(found["adversarial"]))[:, 1]
    inside = model.predict_proba(np.array(found["inside"]))[:, 1]
    both = np.concatenate([inside, adversarial])
    truth = np.array([1] * len(inside) + [0] * len(adversarial))
    print(f"AUROC answerable/SQuAD2-unanswerable: {roc_auc_score(truth, both):.3f}")
    print(f"WEIGHTS = ({', '.join(f'{w:.2f}' for w in model.coef_[0])})\n"
          f"BIAS = {model.intercept_[0]:.2f}")  # fmt: skip


if __name__ == "__main__":
    main()
