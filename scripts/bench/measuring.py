"""Side by side: two ways or more of doing the same, in turn, on one machine in one run."""

from __future__ import annotations

import argparse
import platform
import statistics
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from typing import Any

import faiss
import torch
import transformers

from attrib.encoding.device import Placement

ROUNDS = 5


class Clock:
    """Time and calls of the watched methods."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = defaultdict(float)
        self.texts: Counter[str] = Counter()
        self.again: Counter[str] = Counter()
        self._seen: dict[str, set[object]] = defaultdict(set)

    def reset(self) -> None:
        self.seconds.clear()
        self.texts.clear()
        self.again.clear()
        self._seen.clear()

    def watch(self, owner: Any, method: str, stage: str, *, texts: bool = True) -> None:
        """``texts``: count those that are given, and remember them to tell which come again."""
        inner: Callable[..., Any] = getattr(owner, method)

        def timed(*arguments: Any, **options: Any) -> Any:
            if texts and isinstance(arguments[0], list):
                for text in arguments[0]:
                    self.texts[stage] += 1
                    self.again[stage] += text in self._seen[stage]
                    self._seen[stage].add(text)
            started = time.perf_counter()
            try:
                return inner(*arguments, **options)
            finally:
                self.seconds[stage] += time.perf_counter() - started

        setattr(owner, method, timed)


def alternate(ways: Mapping[str, Callable[[], object]], rounds: int = ROUNDS) -> dict[str, float]:
    """Median seconds of each way, run A B A B after one run of each that does not count."""
    seconds: dict[str, list[float]] = {name: [] for name in ways}
    for number in range(rounds + 1):
        for name, way in ways.items():
            started = time.perf_counter()
            way()
            if number:
                seconds[name].append(time.perf_counter() - started)
    return {name: statistics.median(values) for name, values in seconds.items()}


def add_placement(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--device", default="auto", help="auto, cpu, cuda or cuda:N, of all sides")
    parser.add_argument("--precision", choices=("auto", "fp32", "bf16"), default="auto")


def placement_of(args: argparse.Namespace) -> Placement:
    return Placement(args.device, args.precision)


def machine(device: str = "cpu") -> str:
    """What the figures depend on; ``device`` is where the models ran."""
    features = torch.cpu.get_capabilities() if hasattr(torch.cpu, "get_capabilities") else {}
    bf16 = [name for name in ("amx_bf16", "avx512_bf16") if features.get(name)]
    card = ""
    if device.startswith("cuda"):
        card = f"{torch.cuda.get_device_name(device)}, CUDA {torch.version.cuda}, beside "
    return (
        f"{card}{features.get('cpu_name') or platform.machine()} ({', '.join(bf16) or 'no bf16'}), "
        f"{torch.get_num_threads()} threads, Python {platform.python_version()}, "
        f"torch {torch.__version__}, transformers {transformers.__version__}, "
        f"faiss {faiss.__version__}"
    )


def table(seconds: Mapping[str, float], count: int, unit: str, ours: str) -> str:
    """A row per way: how many a second, and how many times as many ours does."""
    lines = [f"| | {unit}/s | ours is faster by |", "|---|---|---|"]
    lines += [
        f"| {name} | {count / spent:.1f} | {'' if name == ours else f'{spent / seconds[ours]:.2f}x'} |"
        for name, spent in seconds.items()
    ]
    return "\n".join(lines)
