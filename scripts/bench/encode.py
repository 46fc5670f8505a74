"""Passages embedded per second, against sentence-transformers as its documentation shows it.

    python scripts/bench/encode.py --passages 512

The same model, the same passages; the index of either side is then searched with the same questions,
and recall@10 says how many of the ten nearest of the fp32 vectors the faster ones find.
"""

from __future__ import annotations

import argparse

import faiss
import numpy as np
from corpus import passages
from measuring import add_placement, alternate, machine, table
from sentence_transformers import SentenceTransformer

from attrib.encoding.embedder import load_embedder
from attrib.models import resolve

MODEL = "all-MiniLM-L6-v2"
NEAREST = 10


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--passages", type=int, default=512)
    add_placement(parser)
    args = parser.parse_args()
    texts = passages(args.passages)
    ours = load_embedder(MODEL, device=args.device, precision=args.precision)
    theirs = SentenceTransformer(str(resolve(MODEL).path), device=ours.device)
    name = f"attrib ({ours.precision})"
    seconds = alternate(
        {
            "SentenceTransformer.encode (fp32, batches of 32)": lambda: theirs.encode(texts),
            name: lambda: ours.encode(texts),
        }
    )
    print(machine(ours.device), "\n")
    print(f"{len(texts)} passages, {tokens(theirs, texts):.0f} tokens on average\n")
    print(table(seconds, len(texts), "passages", name))

    full = theirs.encode(texts, normalize_embeddings=True)
    fast = ours.encode(texts)
    asked = passages(100, seed=9)
    exact = search(full, theirs.encode(asked, normalize_embeddings=True))
    found = search(fast, ours.encode(asked))
    recall = np.mean([len(set(a) & set(b)) / NEAREST for a, b in zip(exact, found, strict=True)])
    cosine = (full * fast).sum(axis=1)
    print(
        f"\nrecall@{NEAREST} of the fp32 vectors' nearest: {recall:.4f}; cosine to them: "
        f"mean {cosine.mean():.5f}, least {cosine.min():.5f}"
    )


def search(vectors: np.ndarray, asked: np.ndarray) -> np.ndarray:
    index = faiss.IndexFlatIP(vectors.shape[1])
    index.add(vectors)
    return index.search(asked, NEAREST)[1]


def tokens(model: SentenceTransformer, texts: list[str]) -> float:
    return float(np.mean([len(ids) for ids in model.tokenizer(texts)["input_ids"]]))


if __name__ == "__main__":
    main()
