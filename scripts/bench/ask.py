"""Latency of one question on a warm engine, and the share of each stage.

    python scripts/bench/ask.py --passages 5000 --questions 100

The passages are generated (a fixed seed, facts put together from word lists), one document each; the
questions ask for facts that some of them hold. Engine and models are loaded, and twenty questions
asked, before the clock starts. Every stage's calls are counted: no text may go through a model twice.
Prints a Markdown table.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from pathlib import Path

import numpy as np
from measuring import Clock, add_placement, machine, placement_of

from attrib.config import load_settings
from attrib.engine import Engine
from attrib.index import Index
from attrib.index.store import Store
from attrib.index.writer import Writer
from attrib.progress import Silent
from attrib.sources.document import DocumentBuilder

PLACES = "Hesten Norrvik Ostmark Tarnow Borgholm Harden Lindau Sand Orrin Velden".split()
THINGS = "mill harbour bridge archive ferry kiln lighthouse turbine library tower".split()
DETAILS = [
    "was built in {number} by the council of {place}",
    "is {number} metres long and stands at the edge of {place}",
    "opens at {hour} o'clock and closes before the evening ferry leaves",
    "was repaired {number} times after the great storm on the coast",
    "costs {number} crowns to enter, and nothing for children of {place}",
    "weighs {number} tonnes and rests on a foundation of grey stone",
    "was designed by a builder from {place} who had learned the craft abroad",
]
WARM_UP = 20


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--passages", type=int, default=5000)
    parser.add_argument("--questions", type=int, default=100)
    add_placement(parser)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        settings = load_settings(device=args.device, precision=args.precision)
        index = Index.create(Path(folder) / "index", settings)
        names = write(index, args.passages)
        index.close()
        with Engine.open(Path(folder) / "index", settings) as engine:
            clock = Clock()
            clock.watch(engine.index.embedder._embedder, "encode", "embed")
            clock.watch(engine.index, "search_dense", "search: dense")
            clock.watch(engine.index, "search_bm25", "search: BM25")
            clock.watch(engine._reader, "read", "read")
            clock.watch(engine._attributor.scorer.model, "judge", "score")
            draw = random.Random(1)
            asked = [draw.choice(names) for _ in range(WARM_UP + args.questions)]
            seconds = []
            for number, name in enumerate(asked):
                if number == WARM_UP:
                    clock.reset()
                started = time.perf_counter()
                engine.ask(f"{draw.choice(['How long is', 'When was', 'Who designed'])} {name}?")
                if number >= WARM_UP:
                    seconds.append(time.perf_counter() - started)
    print(machine(placement_of(args).device), "\n")
    report(seconds, clock, args.passages)


def write(index: Index, count: int) -> list[str]:
    """Fills ``index``; returns what the documents are about."""
    draw = random.Random(0)
    store = Store(index.folder, write=True)
    writer = Writer(store, index.embedder, index.recipe.rules, Silent())
    names = []
    for number in range(count):
        name = f"the {draw.choice(THINGS)} {number} of {draw.choice(PLACES)}"
        names.append(name)
        builder = DocumentBuilder()
        builder.add(" ".join(sentence(name, draw) for _ in range(8)))
        document = builder.build(f"document-{number}", name.capitalize())
        writer.put(document.uri, document.content_hash, [document])
    writer.finish()
    store.close()
    return names


def sentence(name: str, draw: random.Random) -> str:
    detail = draw.choice(DETAILS).format(
        number=draw.randint(2, 2030), place=draw.choice(PLACES), hour=draw.randint(7, 11)
    )
    return f"{name.capitalize()} {detail}."


def report(seconds: list[float], clock: Clock, passages: int) -> None:
    p50, p95 = np.percentile(seconds, [50, 95])
    total = sum(seconds)
    print(
        f"{passages} passages, {len(seconds)} questions, warm: p50 {p50:.3f} s, p95 {p95:.3f} s\n"
    )
    print("| stage | share of the time | texts per question | of these seen before |")
    print("|---|---|---|---|")
    for stage, spent in clock.seconds.items():
        texts = clock.texts[stage]
        print(
            f"| {stage} | {spent / total:.0%} | {texts / len(seconds):.1f} | "
            f"{clock.again[stage] / max(1, texts):.0%} |"
        )
    print(f"| the rest | {1 - sum(clock.seconds.values()) / total:.0%} | | |")


if __name__ == "__main__":
    main()
