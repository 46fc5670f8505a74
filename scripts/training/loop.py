"""The loop that trains a cross-encoder of attrib's, from whatever examples and losses.

A stage is one run; the next starts from its weights (``--init``). A run that is stopped goes on
from its last checkpoint when it is started again with the same arguments. Checkpoints and weights
go to ``--out``.
"""

from __future__ import annotations

import argparse
import random
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.utils.data import DataLoader, Dataset

from attrib.encoding.adapter import Adapter
from attrib.encoding.device import Placement
from attrib.encoding.pair_network import Batch, PairNetwork, collate
from attrib.encoding.pair_weights import TOKENIZER, from_embedder, load_network, save_network
from attrib.encoding.pairs import PairInput, PairReader
from attrib.models import resolve
from training.teaching import Teacher

BODY = "all-MiniLM-L6-v2"
CHUNK = 4096
"""Examples that are sorted by length together."""
UNKNOWN = -1.0
"""Target of what nothing is known of."""

Example = TypeVar("Example")
Losses = dict[str, Tensor]
"""By name."""


@dataclass(frozen=True)
class Task(Generic[Example]):
    """What a network learns of its examples."""

    kind: type[PairNetwork]
    shares: Mapping[str, float]
    """How much each loss counts."""
    pair: Callable[[Example], tuple[str, str]]
    """What the network reads."""
    targets: Callable[[Sequence[Example], Sequence[PairInput]], tuple[Tensor, ...]]
    """What is known of a batch: made beside the training, where there are ``--workers``."""
    losses: Callable[[Any, Batch, Any], Losses]
    """Of the network's output, the batch and its targets."""
    taught_losses: Callable[[Any, Batch, Any], Losses]
    """Of the network's output, the batch and the teacher's output."""


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
    parser.add_argument("--workers", type=int, default=0, help="processes that make the batches")
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


class Steps(Dataset[tuple[Batch, tuple[Tensor, ...], Batch | None]], Generic[Example]):
    """Of each step the batch, its targets, and the same batch as the teacher reads it."""

    def __init__(
        self,
        task: Task[Example],
        examples: Sequence[Example],
        plan: Sequence[Sequence[int]],
        reader: PairReader,
        teachers: PairReader | None,
    ) -> None:
        self._task, self._examples, self._plan = task, examples, plan
        self._reader, self._teachers = reader, teachers

    def __getitem__(self, step: int) -> tuple[Batch, tuple[Tensor, ...], Batch | None]:
        examples = [self._examples[i] for i in self._plan[step]]
        pairs = [self._task.pair(one) for one in examples]
        inputs = self._reader.read(pairs)
        taught = collate(self._teachers.read(pairs)) if self._teachers else None
        return collate(inputs), self._task.targets(examples, inputs), taught


def train(
    network: PairNetwork, examples: Sequence[Example], task: Task[Example], args: argparse.Namespace
) -> None:
    """Trains ``network`` on ``examples`` and saves it in ``--out``."""
    torch.manual_seed(args.seed)
    placement = Placement(args.device, args.precision)
    device, bf16 = placement.device, placement.precision == "bf16"
    tokenizer = (args.init or resolve(args.body).path) / TOKENIZER
    reader = PairReader(Tokenizer.from_file(str(tokenizer)))
    teacher = Teacher(task.kind, args.teacher, placement) if args.teacher else None
    args.out.mkdir(parents=True, exist_ok=True)
    plan = batch_plan([task.pair(one) for one in examples], reader, args.tokens, args.seed)
    order = step_order(len(plan), args.passes, args.seed)
    log(f"{len(examples)} examples, {len(order)} steps")

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
        optimizer, lambda step: rate(step, len(order), args.last_lr / args.lr)
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

    steps = Steps(task, examples, plan, reader, teacher.reader if teacher else None)
    made = made_batches(steps, order[first:], args.workers, device, teacher)
    sums: dict[str, Tensor] = defaultdict(lambda: torch.zeros((), device=device))
    tokens, started = 0, time.monotonic()
    for step, (batch, targets, said) in enumerate(made, start=first):
        with placement.autocast():
            output = network(batch)
        output = type(output)(*(t.float() for t in output))
        parts = task.losses(output, batch, targets)
        if teacher:
            soft = task.taught_losses(output, batch, said)
            parts = {name: loss + soft[name] for name, loss in parts.items()}
        total = torch.stack([task.shares[name] * value for name, value in parts.items()]).sum()
        total.backward()
        torch.nn.utils.clip_grad_norm_(trained, 1.0)
        optimizer.step()
        schedule.step()
        optimizer.zero_grad(set_to_none=True)
        for name, value in parts.items():
            sums[name] += value.detach()
        tokens += batch.ids.numel()
        if (step + 1) % 100 == 0:
            means = ", ".join(f"{name} {float(value) / 100:.3f}" for name, value in sums.items())
            seconds = time.monotonic() - started
            log(f"step {step + 1}/{len(order)}: {means}, {tokens / seconds:.0f} tokens/s")
            sums.clear()
            tokens, started = 0, time.monotonic()
        if (step + 1) % args.save_every == 0:
            save(checkpoint, network, optimizer, schedule, step + 1)
    network.eval()
    save_network(network, tokenizer, args.out / "weights")
    log(f"weights in {args.out / 'weights'}")


def made_batches(
    steps: Steps[Example], order: Sequence[int], workers: int, device: str, teacher: Teacher | None
) -> Iterator[tuple[Batch, tuple[Tensor, ...], Any]]:
    """The batch of each of ``order`` on ``device``, its targets, and what the teacher says of it.

    What comes again is made, and the teacher asked, once: it stays on the device till its last time.
    """
    left = Counter(order)
    # It makes each in the order in which they first come: a Counter keeps it.
    loader = iter(DataLoader(steps, batch_size=None, sampler=list(left), num_workers=workers))
    kept: dict[int, tuple[Batch, tuple[Tensor, ...], Any]] = {}
    for number in order:
        if number not in kept:
            batch, targets, taught = placed(next(loader), device)
            kept[number] = batch, targets, teacher(taught) if teacher else None
        left[number] -= 1
        yield kept[number] if left[number] else kept.pop(number)


def placed(value: Any, device: str) -> Any:
    """The tensors in ``value``, a tuple of them or of such tuples, on ``device``."""
    if isinstance(value, Tensor):
        return value.to(device, non_blocking=True)
    if not isinstance(value, (tuple, list)):
        return value
    inside = [placed(one, device) for one in value]
    return type(value)(*inside) if hasattr(value, "_fields") else tuple(inside)


def log(line: str) -> None:
    print(line, flush=True)


def rate(step: int, steps: int, last: float) -> float:
    """Warm-up over 6% of the steps, then linear from 1 to ``last``."""
    warm = max(1, int(0.06 * steps))
    if step < warm:
        return (step + 1) / warm
    return last + (1 - last) * (steps - step) / max(1, steps - warm)


def step_order(batches: int, passes: int, seed: int) -> list[int]:
    """Which batch each step takes: all of them in their order, then ``passes`` - 1 times shuffled."""
    rng = random.Random(seed)
    later = [rng.sample(range(batches), batches) for _ in range(passes - 1)]
    return [*range(batches), *(number for one in later for number in one)]


def batch_plan(
    pairs: Sequence[tuple[str, str]], reader: PairReader, tokens: int, seed: int
) -> list[list[int]]:
    """Which pairs each step takes: of like length, up to ``tokens`` with padding."""
    rng = random.Random(seed)
    plan: list[list[int]] = []
    for first in range(0, len(pairs), CHUNK):
        chunk = range(first, min(first + CHUNK, len(pairs)))
        lengths = dict(zip(chunk, reader.lengths([pairs[i] for i in chunk]), strict=True))
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
