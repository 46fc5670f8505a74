"""Validates what ``ask --why`` says: how far a sentence's log probability falls without its top source.

    python scripts/eval_why.py --data ../shared/data --model SmolLM2-135M-Instruct

For each question, the model answers from its best sentences, each a source of the prompt. Then the
source that a method puts first is left out: the surrogate model of random ablations, the similarity
to the question, a source drawn at random; leaving one out is shown as the most that can be had.
"""

from __future__ import annotations

import argparse
import random
import tempfile
from pathlib import Path

import numpy as np
from evaluation.lines import Line, head, mean
from evaluation.questions import open_index, paragraphs, questions

from attrib.config import load_settings
from attrib.encoding.device import Placement
from attrib.generation.local import LocalModel
from attrib.generation.writing import WritingGenerator
from attrib.retrieval import Retriever


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--index", type=Path, help="where the index is kept; default: nowhere")
    parser.add_argument("--model", default="SmolLM2-135M-Instruct")
    parser.add_argument("--cases", type=int, default=40)
    parser.add_argument("--sources", type=int, default=8, help="sentences in the prompt")
    parser.add_argument("--precision", choices=("auto", "fp32", "bf16"), default="auto")
    args = parser.parse_args()
    model = LocalModel(args.model, Placement("auto", args.precision), max_tokens=60)
    model.__dict__["focus"] = args.sources  # more than a small model is given otherwise
    with tempfile.TemporaryDirectory() as nowhere:
        texts = paragraphs(args.data)
        index = open_index(args.index or Path(nowhere) / "index", texts, args.precision)
        retriever = Retriever(index, load_settings(precision=args.precision))
        generator = WritingGenerator(model, index.embedder, 1, 0.0)
        asked = [q for q in questions(args.data) if q.kind == "squad2" and q.answerable]
        rng = random.Random(0)
        drops: dict[str, list[float]] = {
            "a source drawn at random": [], "most similar to the question": [],
            "surrogate's first": [], "leaving one out (the most there is)": [],
        }  # fmt: skip
        for question in rng.sample(asked, min(len(asked), 3 * args.cases)):
            passages = retriever.retrieve(question.text)
            draft = generator.generate(question.text, passages)
            if not draft.sentences:
                continue
            (found,) = generator.contributions(question.text, passages, draft.sentences[:1], 0)
            if len(found) < args.sources:
                continue
            by_weight = max(found, key=lambda one: one.weight)
            picked = [rng.choice(found), found[0], by_weight, max(found, key=lambda one: one.drop)]
            for values, one in zip(drops.values(), picked, strict=True):
                values.append(one.drop)
            if len(drops["surrogate's first"]) == args.cases:
                break
        index.close()
    print("fall of the sentence's log probability, in nats, when this source is left out\n")
    print(head(["fall"]))
    for name, values in drops.items():
        print(Line(name, len(values), {"fall": mean(np.array(values))}).render())


if __name__ == "__main__":
    main()
