"""CUDA gives the results of the CPU. Skipped where torch sees no CUDA device.

CUDA reckons as it does by itself (bf16 on cards that have it), the CPU in fp32.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from dataclasses import astuple
from pathlib import Path

import numpy as np
import pytest
import torch
from conftest import REPOSITORY, read_jsonl

sys.path.insert(0, str(REPOSITORY / "scripts"))

from training.details import detail_pairs

from attrib import Engine, Index, audit, load_scorer
from attrib.config import Settings, load_settings
from attrib.encoding.embedder import load_embedder
from attrib.reader import reader_for

pytestmark = [
    pytest.mark.cuda,
    pytest.mark.skipif(not torch.cuda.is_available(), reason="torch sees no CUDA device"),
]

CUDA = "cuda"
NEAR = 1e-2
"""Most that a probability of support may differ between the devices."""
READ = 3e-2
"""Most that the reader's may: bf16 moves them by more than 0.01 on a CPU too."""
SAME = 1e-4
"""Most that a number may differ for the neighbours it is computed with."""
SAMPLES = REPOSITORY / "samples"
QUESTIONS = [row["question"] for row in read_jsonl(SAMPLES / "questions.jsonl")]


def both(precision: str = "auto") -> tuple[Settings, Settings]:
    """Settings of the CPU in fp32, and of CUDA in ``precision``."""
    cpu = load_settings(device="cpu", precision="fp32")
    return cpu, load_settings(device=CUDA, precision=precision)


def words(text: str) -> set[str]:
    return set(text.casefold().strip(".").split())


@pytest.fixture(scope="module")
def passages(library_folder) -> list[str]:
    with Index.open(library_folder) as index:
        return [
            item.passage.text
            for document in index.documents()
            for item in index.store.passages_of(document.document_id)
        ]


@pytest.fixture(scope="module")
def pairs(passages) -> list[tuple[str, str]]:
    """Sentences of the sample answers, each with the passage of most of its words and with another."""
    rows = read_jsonl(SAMPLES / "answers.expected.jsonl")
    claims = [sentence["text"] for row in rows for sentence in row["sentences"]]
    nearest = [max(passages, key=lambda p: len(words(c) & words(p))) for c in claims]
    others = passages[::2]
    return [
        pair
        for n, (claim, passage) in enumerate(zip(claims, nearest, strict=True))
        for pair in ((claim, passage), (claim, others[n % len(others)]))
    ]


def asked(passages: list[str]) -> list[tuple[str, str]]:
    """Each question with the passages of most of its words."""
    return [
        (question, passage)
        for question in QUESTIONS
        for passage in sorted(passages, key=lambda p: len(words(question) & words(p)))[-3:]
    ]


def test_embeddings_on_cuda_equal_those_on_the_cpu(passages):
    cpu, cuda = (
        load_embedder("all-MiniLM-L6-v2", device=s.device, precision=s.precision) for s in both()
    )
    assert (cpu.encode(passages) * cuda.encode(passages)).sum(axis=1).min() > 0.999


@pytest.mark.parametrize("precision", ["auto", "fp32"])
def test_neighbours_change_no_embedding(passages, precision):
    embedder = load_embedder("all-MiniLM-L6-v2", device=CUDA, precision=precision)
    together = embedder.encode(passages)
    order = np.random.default_rng(0).permutation(len(passages))
    shuffled = embedder.encode([passages[i] for i in order])
    np.testing.assert_allclose(shuffled, together[order], atol=SAME)
    alone = np.concatenate([embedder.encode([text]) for text in passages])
    np.testing.assert_allclose(alone, together, atol=SAME)


def test_scores_and_verdicts_on_cuda_are_those_of_the_cpu(pairs):
    cpu, cuda = (load_scorer(settings=settings) for settings in both())
    np.testing.assert_allclose(cuda.score(pairs), cpu.score(pairs), atol=NEAR)
    on_cpu, on_cuda = ([s.attribute(c, [p]).verdict for c, p in pairs] for s in (cpu, cuda))
    assert on_cuda == on_cpu
    assert len(set(on_cpu)) > 2, "the pairs are all of a kind"


@pytest.mark.parametrize("precision", ["auto", "fp32"])
def test_neighbours_change_no_score(pairs, precision):
    scorer = load_scorer(settings=load_settings(device=CUDA, precision=precision))
    together = scorer.score(pairs)
    order = np.random.default_rng(0).permutation(len(pairs))
    shuffled = scorer.score([pairs[i] for i in order])
    np.testing.assert_allclose(shuffled, together[order], atol=SAME)
    for size in (1, 7):
        parts = [scorer.score(pairs[n : n + size]) for n in range(0, len(pairs), size)]
        np.testing.assert_allclose(np.concatenate(parts), together, atol=SAME)


@pytest.mark.parametrize(("precision", "near"), [("auto", READ), ("fp32", 1e-3)])
def test_what_is_read_on_cuda_is_what_is_read_on_the_cpu(passages, precision, near):
    cpu, cuda = (reader_for(settings).read(asked(passages)) for settings in both(precision))
    for name in ("relevance", "answerability"):
        on_cpu, on_cuda = ([getattr(one, name) for one in said] for said in (cpu, cuda))
        np.testing.assert_allclose(on_cuda, on_cpu, atol=near, err_msg=name)
    # Where the passage does not hold the answer, two places may be as good as each other.
    sure = [n for n, one in enumerate(cpu) if one.answerability > 0.5]
    assert [cuda[n].answer for n in sure] == [cpu[n].answer for n in sure]
    assert len(sure) > 10


def said_of(attributions) -> list[tuple[object, ...]]:
    """Of each sentence what has to be the same on every device."""
    return [
        (one.claim, one.verdict, one.citations, {e.document_id for e in one.evidence})
        for one in attributions
    ]


def sure_of(attributions) -> list[float]:
    return [one.probability for one in attributions if one.probability is not None]


def test_answers_on_cuda_are_those_of_the_cpu(library_folder):
    cpu, cuda = ([*map(Engine(i).ask, QUESTIONS)] for i in indexes(library_folder))
    for on_cpu, on_cuda in zip(cpu, cuda, strict=True):
        assert said_of(on_cuda.attributions) == said_of(on_cpu.attributions), on_cpu.question
        assert on_cuda.text == on_cpu.text
        assert [s.uri for s in on_cuda.sources] == [s.uri for s in on_cpu.sources]
        assert sure_of(on_cuda.attributions) == pytest.approx(
            sure_of(on_cpu.attributions), abs=NEAR
        )
        assert on_cuda.confidence == pytest.approx(on_cpu.confidence, abs=READ)
        shorts = [a.short_answer and a.short_answer.text for a in (on_cuda, on_cpu)]
        assert shorts[0] == shorts[1]
    assert {answer.abstained for answer in cpu} == {True, False}


def test_an_audit_on_cuda_is_that_of_the_cpu(library_folder):
    cpu, cuda = (
        audit(SAMPLES / "answers.jsonl", index=index).answers for index in indexes(library_folder)
    )
    for on_cpu, on_cuda in zip(cpu, cuda, strict=True):
        assert said_of(on_cuda.attributions) == said_of(on_cpu.attributions), on_cpu.id
        assert sure_of(on_cuda.attributions) == pytest.approx(
            sure_of(on_cpu.attributions), abs=NEAR
        )


def indexes(folder: Path):
    """The sample library with the models of the CPU, then with those of CUDA."""
    for settings in both():
        with Index.open(folder, settings) as index:
            yield index


@pytest.mark.slow
@pytest.mark.parametrize(
    "command",
    [["ask", QUESTIONS[0], "--json"], ["audit", str(SAMPLES / "answers.jsonl"), "--json"]],
    ids=["ask", "audit"],
)
def test_two_processes_on_cuda_print_the_same_bytes(library_folder, command):
    command = [sys.executable, "-m", "attrib", *command, "--index", str(library_folder)]
    running = [
        subprocess.Popen(
            [*command, "--device", CUDA],
            cwd=REPOSITORY,
            stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONHASHSEED": seed},
        )
        for seed in ("1", "2")
    ]
    first, second = (process.communicate()[0] for process in running)
    assert first == second
    assert CUDA in json.dumps(json.loads(first)["provenance"])


@pytest.mark.slow
@pytest.mark.parametrize("what", [[], ["--rank", "4"]], ids=["all of it", "an adapter"])
def test_a_training_on_cuda_goes_on_where_it_was_stopped(tmp_path, what):
    passages = [p.read_text(encoding="utf-8") for p in sorted(SAMPLES.glob("library/*.md"))]
    examples = detail_pairs(passages, 60, random.Random(1))
    path = tmp_path / "examples.jsonl"
    path.write_text("\n".join(json.dumps(astuple(one)) for one in examples), encoding="utf-8")
    command = [
        sys.executable, "scripts/train_scorer.py", "--mixture", "details", "--examples", str(path),
        "--limit", "40", "--tokens", "1024", "--save-every", "3", "--out", str(tmp_path), *what,
        "--device", CUDA,
    ]  # fmt: skip
    weights = tmp_path / "weights" / "model.safetensors"
    for says in ("", "goes on after step"):
        done = subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        assert says in done.stdout
        assert weights.stat().st_size > 100_000
        weights.unlink()
