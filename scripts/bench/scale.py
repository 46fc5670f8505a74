"""What an index costs as it grows: to build, on disk, in memory, to open and to search.

    python scripts/bench/scale.py --passages 10000 100000 1000000

Texts are generated and vectors follow them (scripts/bench/topics.py): no model runs, so that the
index alone is measured. Each size is built in a process of its own, and searched in another. Prints a
Markdown table with the growth exponents. A million passages take some 6 GB of disk under --folder.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from measuring import machine
from topics import SENTENCES_OF_A_DOCUMENT, BagOfWords, Corpus, growth

from attrib.config import load_settings
from attrib.index import Filters, Index
from attrib.index.publish import publish_vectors
from attrib.index.store import Store
from attrib.index.vector_file import FILENAME
from attrib.index.vectors import VectorIndex
from attrib.retrieval import Retriever

PASSAGE_TOKENS = 68
"""Four sentences: with one repeated, a passage for every three sentences of a document."""
QUESTIONS = 200
CONTENT_WORDS = 6
"""Words of a question that BM25 is asked with: as many as questions have, function words apart."""
K = 10
FILTERS = {"50%": {"half": "1"}, "2%": {"fiftieth": "7"}, "0.1%": {"thousandth": "7"}}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--passages", type=int, nargs="+", default=[10_000, 100_000])
    parser.add_argument("--folder", type=Path, help="where to build; default: a temporary folder")
    parser.add_argument("--part", choices=("build", "search"), help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.part:
        part = build if args.part == "build" else search
        print(json.dumps(part(args.folder, args.passages[0])))
        return
    with tempfile.TemporaryDirectory() as temporary:
        rows = []
        for passages in args.passages:
            folder = (args.folder or Path(temporary)) / str(passages)
            folder.mkdir(parents=True, exist_ok=True)
            row: dict[str, float] = {}
            for part in ("build", "search"):
                row |= run(part, folder, passages)
                print(passages, part, row, file=sys.stderr, flush=True)
            rows.append(row)
    print(machine(), end="\n\n")
    print(report(rows))


def run(part: str, folder: Path, passages: int) -> dict[str, float]:
    command = [sys.executable, __file__, "--part", part, "--passages", str(passages)]
    done = subprocess.run(
        [*command, "--folder", str(folder)], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise SystemExit(done.stderr)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def build(folder: Path, passages: int) -> dict[str, float]:
    corpus = Corpus()
    documents = -(-passages // (SENTENCES_OF_A_DOCUMENT // 3))
    if not (folder / "corpus").exists():
        corpus.write(folder / "corpus", documents)
    with Index.create(folder / "index", load_settings(passage_tokens=PASSAGE_TOKENS)) as index:
        index.embedder = BagOfWords(corpus)  # type: ignore[misc]
        ingest = timed(lambda: index.ingest([str(folder / "corpus")]))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        again = timed(lambda: index.ingest([str(folder / "corpus")]))
        found = index.info()
    faiss = folder / "index" / FILENAME
    size = faiss.stat().st_size
    faiss.unlink()
    store = Store(folder / "index", write=True)
    lay_out = timed(lambda: publish_vectors(store))
    store.close()
    return {
        "documents": found["documents"],
        "passages": found["passages"],
        "ingest, s": ingest,
        "ingest, passages/s": found["passages"] / ingest,
        "of it FAISS, s": lay_out,
        "ingest again unchanged, s": again,
        "SQLite, bytes per passage": (found["bytes"] - size) / found["passages"],
        "FAISS, bytes per passage": size / found["passages"],
        "inverted lists": found["vector_lists"],
        "peak RSS of ingest, MB": peak,
        "peak RSS less the FAISS file, MB": peak - size / 2**20,
    }


def search(folder: Path, passages: int) -> dict[str, float]:
    corpus = Corpus()
    embedder = BagOfWords(corpus)
    settings = load_settings()
    store = Store(folder / "index")
    documents = store.counts()["documents"]
    whole = corpus.questions(documents, QUESTIONS)
    vectors = embedder.encode(whole)
    questions = [" ".join(question.split()[:CONTENT_WORDS]) for question in whole]
    store.close()
    VectorIndex.empty(1)  # FAISS and torch are imported; what comes is the index
    row: dict[str, float] = {}

    def first() -> Index:
        index = Index.open(folder / "index", settings)
        index.embedder = embedder  # type: ignore[misc]
        Retriever(index, settings).retrieve(questions[0])
        return index

    started = time.perf_counter()
    index = first()
    row["open and first search, s"] = time.perf_counter() - started
    row["fingerprint, s"] = timed(lambda: index.fingerprint)
    retriever = Retriever(index, settings)
    with index:
        dense = [lambda v=v: index.search_dense(v, K) for v in vectors]
        row |= latencies("dense", dense)
        row |= latencies("BM25", [lambda q=q: index.search_bm25(q, K) for q in questions])
        row |= latencies("retrieve", [lambda q=q: retriever.retrieve(q) for q in questions])
        row[f"recall@{K}"] = recall(index, vectors, None)
        for name, metadata in FILTERS.items():
            filters = Filters(metadata=metadata)
            some = vectors[: QUESTIONS // 4]
            row[f"recall@{K}, filter {name}"] = recall(index, some, filters)
            row |= latencies(
                f"dense, filter {name}",
                [lambda v=v: index.search_dense(v, K, filters) for v in some],  # noqa: B023
            )
    for threads in (1, 2):
        row[f"dense, {threads} thread(s), queries/s"] = throughput(
            folder, settings, vectors, threads
        )
    return row


def latencies(name: str, calls: Sequence[Callable[[], object]]) -> dict[str, float]:
    for call in calls[:5]:
        call()
    spent = [1000 * timed(call) for call in calls]
    return {f"{name} p{p}, ms": float(np.percentile(spent, p)) for p in (50, 95, 99)}


def timed(call: Callable[[], object]) -> float:
    started = time.perf_counter()
    call()
    return time.perf_counter() - started


def recall(index: Index, vectors: np.ndarray, filters: Filters | None) -> float:
    """Share of the nearest passages of all (that pass), by the stored vectors, which are found."""
    allowed = np.array(index.store.vectors_matching(filters)) if filters else None
    scores, names = [], []
    for ids, stored in index.store.vectors.batches(65536):
        if allowed is not None:
            stored, ids = stored[chosen := np.isin(ids, allowed)], ids[chosen]
        similar = vectors @ stored.astype(np.float32).T
        best = np.argsort(-similar, axis=1)[:, :K]
        scores.append(np.take_along_axis(similar, best, axis=1))
        names.append(ids[best])
    score, name = np.concatenate(scores, axis=1), np.concatenate(names, axis=1)
    order = np.argsort(-score, axis=1)[:, :K]
    hits = total = 0
    for row, vector in enumerate(vectors):
        found = index.passages([i for i, _ in index.search_dense(vector, K, filters)][:K])
        nearest = set(name[row][order[row]].tolist())
        hits += len(nearest & {item.vector_id for item in found.values()})
        total += len(nearest)
    return hits / total


def throughput(folder: Path, settings: Any, vectors: np.ndarray, threads: int) -> float:
    def work() -> None:
        with Index.open(folder / "index", settings) as index:
            for vector in vectors:
                index.search_dense(vector, K)

    workers = [threading.Thread(target=work) for _ in range(threads)]
    started = time.perf_counter()
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return threads * len(vectors) / (time.perf_counter() - started)


def report(rows: Sequence[dict[str, float]]) -> str:
    sizes = [int(row["passages"]) for row in rows]
    lines = ["| |" + "".join(f" {size:,} |" for size in sizes) + " grows as n to the power of |"]
    lines += ["|---|" + "---|" * (len(sizes) + 1)]
    for name in rows[0]:
        values = [row[name] for row in rows]
        shown = "".join(
            f" {value:,.0f} |" if value >= 100 else f" {value:.3g} |" for value in values
        )
        exponents = ", ".join(f"{e:.2f}" for e in growth(sizes, values)) if min(values) > 0 else ""
        lines.append(f"| {name} |{shown} {exponents} |")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
