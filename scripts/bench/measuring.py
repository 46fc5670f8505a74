"""Side by side: two ways or more of doing the same, in turn, on one machine in one run."""

from __future__ import annotations

import platform
import statistics
import time
from collections.abc import Callable, Mapping

import faiss
import torch
import transformers

ROUNDS = 5


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


def machine() -> str:
    """What the figures depend on."""
    features = torch.cpu.get_capabilities() if hasattr(torch.cpu, "get_capabilities") else {}
    bf16 = [name for name in ("amx_bf16", "avx512_bf16") if features.get(name)]
    return (
        f"{features.get('cpu_name') or platform.machine()} ({', '.join(bf16) or 'no bf16'}), "
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
