"""Time and peak memory of ingesting many text files, and of ingesting them again unchanged.

    python scripts/bench/ingest_files.py --files 200 --kilobytes 20

The files are generated (a fixed seed, sentences put together from word lists), so every run reads
the same bytes. Each ingest is a process of its own, as a user would start it; times include its
start-up and the loading of the model. Prints a Markdown table.
"""

from __future__ import annotations

import argparse
import json
import platform
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from corpus import sentence


def write_files(folder: Path, files: int, kilobytes: int) -> int:
    """Writes the files; returns their size in bytes."""
    draw = random.Random(0)
    total = 0
    for number in range(files):
        paragraphs: list[str] = []
        while sum(map(len, paragraphs)) < kilobytes * 1024:
            paragraphs.append(" ".join(sentence(draw) for _ in range(6)))
        text = "\n\n".join(paragraphs)
        (folder / f"file-{number:04}.txt").write_text(text, encoding="utf-8")
        total += len(text.encode())
    return total


def ingest(folder: Path, index: Path) -> tuple[float, float, dict[str, object]]:
    """Seconds, peak memory of the process in MB, and what it reported."""
    command = [
        sys.executable,
        "-m",
        "attrib",
        "ingest",
        str(folder),
        "--index",
        str(index),
        "--json",
    ]
    begun = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE)
    output, _ = process.communicate()
    seconds = time.perf_counter() - begun
    # Children are waited for one after the other, and the first one needs the most.
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    if process.returncode:
        raise SystemExit(f"attrib ingest ended with {process.returncode}")
    return seconds, peak, json.loads(output)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--files", type=int, default=200)
    parser.add_argument("--kilobytes", type=int, default=20, help="least size of a file")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder, index = Path(name) / "docs", Path(name) / "index"
        folder.mkdir()
        size = write_files(folder, options.files, options.kilobytes)
        first, peak, report = ingest(folder, index)
        again, _, repeated = ingest(folder, index)
        stored = sum(file.stat().st_size for file in index.iterdir())
    passages = report["passages"]
    print(f"{options.files} files, {size / 1e6:.1f} MB of text, {passages} passages, "
          f"{report['embedded']} embedded; Python {platform.python_version()}\n")  # fmt: skip
    print("| run | seconds | passages/s | MB/s | peak memory, MB |\n|---|---|---|---|---|")
    print(
        f"| first | {first:.1f} | {passages / first:.0f} | {size / 1e6 / first:.2f} | {peak:.0f} |"
    )
    print(f"| again, unchanged ({len(repeated['unchanged'])} files) | {again:.1f} | | | |")
    print(f"\nindex: {stored / 1e6:.1f} MB; first / again: {first / again:.0f}x")


if __name__ == "__main__":
    main()
