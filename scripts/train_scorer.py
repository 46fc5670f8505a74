"""Trains the support scorer's model on the development data.

A stage is one run over one mixture; the next starts from its weights (``--init``).
A run that is stopped goes on from its last checkpoint when it is started again with the same
arguments. Checkpoints and weights go to ``--out``.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import astuple
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn.functional import binary_cross_entropy_with_logits, log_softmax
from training.example import Example
from training.mixtures import MIXTURES, mixture

from attrib.attribution.support.network import Output, SupportNetwork
from attrib.encoding.device import resolve_device, resolve_precision
from attrib.encoding.pair_network import Batch, collate
from attrib.encoding.pair_weights import from_embedder, load_network, save_network
from attrib.encoding.pairs import PairInput, PairReader
from attrib.models import resolve

BODY = "all-MiniLM-L6-v2"
CHUNK = 4096
"""Examples that are sorted by length together."""
UNKNOWN = -1.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--mixture", choices=sorted(MIXTURES), required=True)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--init", type=Path, help="weights to start from; default: the embedder's")
    parser.add_argument("--examples", type=Path, help="made if not there; default: in --out")
    parser.add_argument("--without", help="a source whose examples are left out")
    parser.add_argument("--replay", type=Path, help="the examples of an earlier run to mix in")
    parser.add_argument("--replayed", type=int, default=5000, help="how many, from their end")
    parser.add_argument("--lr", type=float, default=1e-4)
    parser.add_argument("--last-lr", type=float, default=0.0)
    parser.add_argument("--limit", type=int, help="examples; default: the whole mixture")
    parser.add_argument("--tokens", type=int, default=3072, help="of a batch, with padding")
    parser.add_argument("--frozen", type=int, default=2, help="lowest layers left as they are")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--save-every", type=int, default=500, help="steps")
    parser.add_argument("--device", default="auto")
    parser.add_argument("--precision", choices=("auto", "fp32", "bf16"), default="auto")
    args = parser.parse_args()

    torch.manual_seed(args.seed)
    device = resolve_device(args.device)
    bf16 = resolve_precision(args.precision, device) == "bf16"
    source = resolve(BODY)
    reader = PairReader(Tokenizer.from_file(str(source.path / "tokenizer.json")))
    started = time.monotonic()
    args.out.mkdir(parents=True, exist_ok=True)
    examples = examples_of(args)
    plan = batch_plan(examples, reader, args.tokens, random.Random(args.seed))
    log(f"{len(examples)} examples, {len(plan)} steps, {time.monotonic() - started:.0f} s to read")
    log(json.dumps(Counter(one.source for one in examples)))

    network = (
        load_network(SupportNetwork, args.init)
        if args.init
        else from_embedder(SupportNetwork, source.path, args.frozen)
    )
    network.freeze()
    network.to(device).train()
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
        batch, inputs = [examples[i] for i in plan[step]], reader.read(
            [(examples[i].claim, examples[i].premise) for i in plan[step]]
        )  # fmt: skip
        tensors = Batch(*(t.to(device) for t in collate(inputs)))
        with torch.autocast(device.partition(":")[0], dtype=torch.bfloat16, enabled=bf16):
            output = network(tensors)
        parts = losses(Output(*(t.float() for t in output)), tensors, batch, inputs)
        total = parts["support"] + 0.5 * parts["evidence"] + 0.5 * parts["unsupported"]
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
    save_network(network, source.path / "tokenizer.json", args.out / "weights")
    log(f"weights in {args.out / 'weights'}")


def examples_of(args: argparse.Namespace) -> list[Example]:
    """The mixture, made once for each run: a run that goes on reads what it made before."""
    path = args.examples or args.out / "examples.jsonl"
    if not path.exists():
        made = mixture(args.mixture, args.data, args.seed)
        fresh = path.with_suffix(".new")
        fresh.write_text("\n".join(json.dumps(astuple(one)) for one in made), encoding="utf-8")
        fresh.replace(path)
    examples = [one for one in read_examples(path) if one.source != args.without]
    if args.replay:
        examples += read_examples(args.replay)[-args.replayed :]
        random.Random(args.seed).shuffle(examples)
    return examples[: args.limit]


def read_examples(path: Path) -> list[Example]:
    with path.open(encoding="utf-8") as lines:
        return [Example(*json.loads(line)) for line in lines]


def log(line: str) -> None:
    print(line, flush=True)


def rate(step: int, steps: int, last: float) -> float:
    """Warm-up over 6% of the steps, then linear from 1 to ``last``."""
    warm = max(1, int(0.06 * steps))
    if step < warm:
        return (step + 1) / warm
    return last + (1 - last) * (steps - step) / max(1, steps - warm)


def batch_plan(
    examples: Sequence[Example], reader: PairReader, tokens: int, rng: random.Random
) -> list[list[int]]:
    """Which examples each step takes: of like length, up to ``tokens`` with padding."""
    plan: list[list[int]] = []
    for first in range(0, len(examples), CHUNK):
        chunk = range(first, min(first + CHUNK, len(examples)))
        inputs = reader.read([(examples[i].claim, examples[i].premise) for i in chunk])
        lengths = {i: len(one.ids) for i, one in zip(chunk, inputs, strict=True)}
        plans: list[list[int]] = [[]]
        for i in sorted(chunk, key=lengths.__getitem__):
            if plans[-1] and (len(plans[-1]) + 1) * lengths[i] > tokens:
                plans.append([])
            plans[-1].append(i)
        rng.shuffle(plans)
        plan.extend(plans)
    return plan


def losses(
    output: Output, batch: Batch, examples: Sequence[Example], inputs: Sequence[PairInput]
) -> dict[str, Tensor]:
    labels = torch.tensor([one.label for one in examples], device=output.support.device)
    chances = log_softmax(output.support, dim=-1)
    # Two-way sets say "not supported or contradicted": -log(P(not) + P(contradicted)).
    either = torch.logsumexp(chances[:, 1:], dim=-1, keepdim=True)
    support = -torch.cat([chances, either], dim=-1).gather(1, labels[:, None]).mean()
    targets = torch.full(output.tokens.shape, UNKNOWN)
    for row, (example, one) in enumerate(zip(examples, inputs, strict=True)):
        for position, value in token_targets(example, one):
            targets[row, position] = value
    targets = targets.to(output.tokens.device)
    known = targets != UNKNOWN
    named = {"evidence": batch.segments == 1, "unsupported": batch.segments == 0}
    found = {"support": support}
    for name, segment in named.items():
        where = known & segment
        found[name] = (
            binary_cross_entropy_with_logits(output.tokens[where], targets[where])
            if where.any()
            else output.tokens.sum() * 0.0
        )
    return found


def token_targets(example: Example, one: PairInput) -> Iterator[tuple[int, float]]:
    for spans, offsets, first in (
        (example.unsupported, one.query, 1),
        (example.evidence, one.passage, one.first_passage),
    ):
        if spans is None:
            continue
        for position, (start, end) in enumerate(offsets, start=first):
            yield position, float(any(s < end and start < e for s, e in spans))


def save(
    path: Path,
    network: SupportNetwork,
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


if __name__ == "__main__":
    main()
