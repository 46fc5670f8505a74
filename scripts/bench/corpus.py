"""Texts for the benchmarks: generated, from a fixed seed, of the lengths that real passages have."""

from __future__ import annotations

import random

SUBJECTS = (
    "the mill,the harbour,a turbine,the council,the bridge,the archive,a ferry,the kiln,"
    "the lighthouse,her workshop,the old library,a surveyor,the lock keeper,their engineer"
).split(",")
VERBS = (
    "reports,measures,closes,replaces,inspects,records,delays,restores,describes,orders,paints,"
    "lends,counts,examines"
).split(",")
OBJECTS = (
    "the valve,its gearbox,a cable,the ledger,the lock gate,a survey,the timetable,its roof,"
    "the copper pipes,a wooden model,the granite steps,their account of the storm"
).split(",")
PLACES = (
    "in Hesten,near the quay,on the north bank,below the dam,at the depot,by the market,"
    "behind the customs house,on the island of Sand,along the old railway"
).split(",")


def sentence(draw: random.Random) -> str:
    words = [draw.choice(part) for part in (SUBJECTS, VERBS, OBJECTS, PLACES)]
    detail = f"after {draw.randint(2, 900)} hours and {draw.randint(2, 99)} inspections"
    return f"{' '.join(words)} {detail} in {draw.randint(1950, 2030)}.".capitalize()


def passages(count: int, seed: int = 0) -> list[str]:
    """Passages of one to nine sentences, some 20 to 190 tokens, most of them long."""
    draw = random.Random(seed)
    return [
        " ".join(sentence(draw) for _ in range(round(draw.triangular(1, 9, 7))))
        for _ in range(count)
    ]


def claims(texts: list[str], seed: int = 1) -> list[str]:
    """For each passage a claim: one of its sentences, in half of them with a number changed."""
    draw = random.Random(seed)
    made = []
    for text in texts:
        chosen = draw.choice([s for s in text.split(". ") if s]).rstrip(".") + "."
        if draw.random() < 0.5:
            old = draw.choice([w for w in chosen.split() if w.strip(".").isdigit()])
            chosen = chosen.replace(old, str(draw.randint(1000, 9999)), 1)
        made.append(chosen)
    return made
