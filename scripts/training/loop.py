"""The loop that trains a cross-encoder of attrib's, from whatever examples and losses.

A stage is one run; the next starts from its weights (``--init``). A run that is stopped goes on
from its last checkpoint when it is started again with the same arguments. Checkpoints and weights
go to ``--out``.
"""

from __future__ import annotations

import argparse
import random
import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import torch
from tokenizers import Tokenizer
from torch import Tensor

from attrib.encoding.adapter import Adapter
from attrib.encoding.device import resolve_device, resolve_precision
from attrib.encoding.pair_network import Batch, PairNetwork, collate
from attrib.encoding.pair_weights import TOKENIZER, from_embedder, load_network, save_network
from attrib.encoding.pairs import PairInput, PairReader
from attrib.models import resolve

BODY = "all-MiniLM-L6-v2"
CHUNK = 4096
"""Examples that are sorted by length together."""
UNKNOWN = -1.0
"""Target of a token of which nothing is known."""

Example = TypeVar("Example")
Losses = Callable[[Any, Batch, Sequence[Example], Sequence[PairInput]], dict[str, Tensor]]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--init", type=Path, help="weights to start from, instead of --body")
    parser.add_argument("--lr", type=float, default=1e-4)
    parser.add_argument("--last-lr", type=float, default=0.0)
    parser.add_argument("--tokens", type=int, default=3072, help="of a batch, with padding")
    parser.add_argument("--body", default=BODY, help="the sentence embedder to start from")
    parser.add_argument("--frozen", type=int, default=2, help="its lowest layers left as they are")
    parser.add_argument(
        "--rank", type=int, help="learn a low-rank adapter of it; default: all of it"
    )
    parser.add_argument("--teacher", type=Path, help="weights of a larger network to learn from")
    parser.add_argument("--passes", type=int, default=1, help="over the examples")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--save-every", type=int, default=500, help="steps")
    parser.add_argument("--device", default="auto")
    parser.add_argument("--precision", choices=("auto", "fp32", "bf16"), default="auto")


def starting_network(kind: type[PairNetwork], args: argparse.Namespace) -> PairNetwork:
    if args.init:
        return load_network(kind, args.init)
    base = resolve(args.body)
    network = from_embedder(kind, base.path, args.frozen)
    if args.rank:
        network.adapt(Adapter(args.body, base.sha256, args.rank, alpha=2 * args.rank))
    return network


def train(
    network: PairNetwork,
    examples: Sequence[Example],
    pair: Callable[[Example], tuple[str, str]],
    losses: Losses[Example],
    shares: Mapping[str, float],
    args: argparse.Namespace,
) -> None:
    """Trains ``network`` on ``examples``, each read as ``pair`` says, and saves it in ``--out``.

    ``losses`` gives losses by name, of which ``shares`` says how much they count.
    """
    torch.manual_seed(args.seed)
    device = resolve_device(args.device)
    bf16 = resolve_precision(args.precision, device) == "bf16"
    tokenizer = (args.init or resolve(args.body).path) / TOKENIZER
    reader = PairReader(Tokenizer.from_file(str(tokenizer)))
    args.out.mkdir(parents=True, exist_ok=True)
    examples = [*examples] * args.passes
    pairs = [pair(one) for one in examples]
    plan = batch_plan(pairs, reader, args.tokens, random.Random(args.seed))
    log(f"{len(examples)} examples, {len(plan)} steps")

    network.freeze()
    network.to(device).train()
    if network.adapter and bf16:  # what does not learn needs no more; a third faster
        for parameter in network.body.parameters():
            if not parameter.requires_grad:
                parameter.data = parameter.data.to(torch.bfloat16)
    if device == "cpu":  # 1.3 times as fast as with torch's fused attention and denormal numbers
        torch.set_flush_denormal(True)
        network.body.set_attn_implementation("eager")
    trained = [p for p in network.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(trained, lr=args.lr, weight_decay=0.01, fused=True)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: rate(step, len(plan), args.last_lr / args.lr)
    )
    checkpoint = args.out / "checkpoint.pt"
    first = 0
    if checkpoint.exists():
        state = torch.load(checkpoint, weights_only=True, map_location=device)
        network.load_state_dict(state["network"])
        optimizer.load_state_dict(state["optimizer"])
        schedule.load_state_dict(state["schedule"])
        first = state["step"]
        log(f"goes on after step {first}")

    sums: dict[str, float] = defaultdict(float)
    started = time.monotonic()
    for step in range(first, len(plan)):
        inputs = reader.read([pairs[i] for i in plan[step]])
        tensors = Batch(*(t.to(device) for t in collate(inputs)))
        with torch.autocast(device.partition(":")[0], dtype=torch.bfloat16, enabled=bf16):
            output = network(tensors)
        output = type(output)(*(t.float() for t in output))
        parts = losses(output, tensors, [examples[i] for i in plan[step]], inputs)
        total = torch.stack([shares[name] * value for name, value in parts.items()]).sum()
        total.backward()
        torch.nn.utils.clip_grad_norm_(trained, 1.0)
        optimizer.step()
        schedule.step()
        optimizer.zero_grad(set_to_none=True)
        for name, value in parts.items():
            sums[name] += value.item()
        sums["tokens"] += tensors.ids.numel()
        if (step + 1) % 100 == 0:
            seconds = time.monotonic() - started
            means = ", ".join(f"{n} {v / 100:.3f}" for n, v in sums.items() if n != "tokens")
            log(f"step {step + 1}/{len(plan)}: {means}, {sums['tokens'] / seconds:.0f} tokens/s")
            sums.clear()
            started = time.monotonic()
        if (step + 1) % args.save_every == 0:
            save(checkpoint, network, optimizer, schedule, step + 1)
    network.eval()
    save_network(network, tokenizer, args.out / "weights")
    log(f"weights in {args.out / 'weights'}")


def log(line: str) -> None:
    print(line, flush=True)


def rate(step: int, steps: int, last: float) -> float:
    """Warm-up over 6% of the steps, then linear from 1 to ``last``."""
    warm = max(1, int(0.06 * steps))
    if step < warm:
        return (step + 1) / warm
    return last + (1 - last) * (steps - step) / max(1, steps - warm)


def batch_plan(
    pairs: Sequence[tuple[str, str]], reader: PairReader, tokens: int, rng: random.Random
) -> list[list[int]]:
    """Which pairs each step takes: of like length, up to ``tokens`` with padding."""
    plan: list[list[int]] = []
    for first in range(0, len(pairs), CHUNK):
        chunk = range(first, min(first + CHUNK, len(pairs)))
        inputs = reader.read([pairs[i] for i in chunk])
        lengths = {i: len(one.ids) for i, one in zip(chunk, inputs, strict=True)}
        plans: list[list[int]] = [[]]
        for i in sorted(chunk, key=lengths.__getitem__):
            if plans[-1] and (len(plans[-1]) + 1) * lengths[i] > tokens:
                plans.append([])
            plans[-1].append(i)
        rng.shuffle(plans)
        plan.extend(plans)
    return plan


def save(
    path: Path,
    network: PairNetwork,
    optimizer: torch.optim.Optimizer,
    schedule: torch.optim.lr_scheduler.LambdaLR,
    step: int,
) -> None:
    """Whole or not at all: a run may be killed while it writes."""
    fresh = path.with_suffix(".new")
    state = {
        "network": network.state_dict(), "optimizer": optimizer.state_dict(),
        "schedule": schedule.state_dict(), "step": step,
    }  # fmt: skip
    torch.save(state, fresh)
    fresh.replace(path)
