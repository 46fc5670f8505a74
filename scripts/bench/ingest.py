"""What an ingest costs, stage by stage, as the corpus grows; and again, when nothing has changed.

    python scripts/bench/ingest.py --passages 1000 10000

The files are generated (a fixed seed), with the real model. Each size is ingested in a process of its
own, whose peak memory is told; models are loaded before the clock starts. Beside it stand the same
passages, cut already, through SentenceTransformer.encode and faiss.IndexFlatIP, as their documentation
shows it (nothing is stored), and through txtai with the same model, where it is installed (pip install
txtai), as its documentation shows it. Prints a Markdown table.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import faiss
from corpus import sentence
from measuring import Clock, add_placement, machine, placement_of
from sentence_transformers import SentenceTransformer

import attrib.index.ingest
import attrib.index.writer
import attrib.sources.parsing
from attrib.config import load_settings
from attrib.encoding.device import Placement
from attrib.index import Index
from attrib.index.vector_file import FILENAME
from attrib.index.writer import Writer
from attrib.models import resolve

MODEL = "all-MiniLM-L6-v2"
SENTENCES = 6
"""Of a paragraph, which is a passage."""
PARAGRAPHS = 20
"""Of a file."""
PLAIN = 1000
"""Passages that go through the plain way, whose speed does not depend on their number."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--passages", type=int, nargs="+", default=[1000, 10_000])
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    add_placement(parser)
    args = parser.parse_args()
    if args.folder:
        print(json.dumps(ingest(args.folder, args.passages[0], placement_of(args))))
        return
    rows = []
    for passages in args.passages:
        with tempfile.TemporaryDirectory() as folder:
            command = [
                sys.executable, __file__, "--passages", str(passages), "--folder", folder,
                "--device", args.device, "--precision", args.precision,
            ]  # fmt: skip
            done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode:
            raise SystemExit(done.stderr)
        rows.append(json.loads(done.stdout.splitlines()[-1]))
        print(rows[-1], file=sys.stderr, flush=True)
    print(machine(placement_of(args).device), "\n")
    print("| |" + "".join(f" {row['passages']:,} |" for row in rows))
    print("|---|" + "---|" * len(rows))
    for name in rows[0]:
        cells = (f"{row[name]:,.0f}" if row[name] >= 100 else f"{row[name]:.3g}" for row in rows)
        print(f"| {name} | {' | '.join(cells)} |")


def ingest(folder: Path, passages: int, placement: Placement) -> dict[str, float]:
    size = write_files(folder / "docs", passages)
    clock = Clock()
    with Index.create(
        folder / "index", load_settings(device=placement.device, precision=placement.precision)
    ) as index:
        index.embedder.encode(["warm"])
        clock.watch(attrib.index.ingest, "load", "reading files", texts=False)
        clock.watch(attrib.sources.parsing, "read", "parsing", texts=False)
        clock.watch(attrib.index.writer, "cut", "cutting, with tokens", texts=False)
        clock.watch(index.embedder._embedder, "encode", "embedding", texts=False)
        clock.watch(Writer, "flush", "writing to SQLite", texts=False)
        clock.watch(attrib.index.writer, "publish_vectors", "writing for FAISS", texts=False)
        started = time.perf_counter()
        report = index.ingest([str(folder / "docs")])
        first = time.perf_counter() - started
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**10
        stages = dict(clock.seconds)
        stages["writing to SQLite"] -= stages["embedding"]
        started = time.perf_counter()
        again = index.ingest([str(folder / "docs")])
        repeat = time.perf_counter() - started
        if again.embedded:
            raise SystemExit("what had not changed was embedded again")
        texts = [item.passage.text for item in _passages(index)]
        tokens = sum(len(spans) for spans in index.embedder.token_spans(texts))
        plain, other = plainly(texts[:PLAIN], placement.device), with_txtai(texts[:PLAIN])
    vectors = (folder / "index" / FILENAME).stat().st_size
    count = report.passages
    return {
        "passages": count,
        "files/s": len(report.added) / first,
        "passages/s": count / first,
        "tokens/s": tokens / first,
        "MB of text/s": size / 1e6 / first,
        **{f"{name}, share": spent / first for name, spent in stages.items()},
        "peak RSS, MB": peak,
        "peak RSS less the FAISS file, MB": peak - vectors / 2**20,
        "unchanged again, s": repeat,
        "first / again": first / repeat,
        "encode and IndexFlatIP, passages/s": len(texts[:PLAIN]) / plain,
        **({"txtai, passages/s": len(texts[:PLAIN]) / other} if other else {}),
    }


def write_files(folder: Path, passages: int) -> int:
    """Writes the files; returns their size in bytes."""
    draw = random.Random(0)
    folder.mkdir()
    total = 0
    for number in range(-(-passages // PARAGRAPHS)):
        paragraphs = [" ".join(sentence(draw) for _ in range(SENTENCES)) for _ in range(PARAGRAPHS)]
        text = "\n\n".join(f"# Part {n}\n\n{text}" for n, text in enumerate(paragraphs))
        (folder / f"{number:06}.md").write_text(text, encoding="utf-8")
        total += len(text.encode())
    return total


def _passages(index: Index) -> list:
    documents = index.documents()
    return [item for d in documents for item in index.store.passages_of(d.document_id)]


def plainly(texts: list[str], device: str) -> float:
    """Seconds of the plain way, its model loaded."""
    model = SentenceTransformer(str(resolve(MODEL).path), device=device)
    model.encode(["warm"])
    started = time.perf_counter()
    vectors = model.encode(texts, normalize_embeddings=True)
    index = faiss.IndexFlatIP(vectors.shape[1])
    index.add(vectors)
    return time.perf_counter() - started


def with_txtai(texts: list[str]) -> float | None:
    """Seconds of txtai, its model loaded; None where it is not installed."""
    if importlib.util.find_spec("txtai") is None:
        return None
    from txtai import Embeddings

    path = str(resolve(MODEL).path)
    Embeddings(path=path, content=True).index(["warm"])
    embeddings = Embeddings(path=path, content=True)
    started = time.perf_counter()
    embeddings.index(texts)
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
