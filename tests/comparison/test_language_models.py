"""One model, read by transformers (generator local) and served by llama.cpp (generator openai)."""

from __future__ import annotations

import pytest
import tiny_gguf
import xllamacpp

from attrib.encoding.device import Placement
from attrib.generation.generator import unheard
from attrib.generation.language_model import Prompt
from attrib.generation.local import LocalModel
from attrib.generation.openai import OpenAIModel

PROMPTS = [
    Prompt("Use the sources.", "The kiln gets hot. How hot?"),
    Prompt(
        "You answer in one sentence.", "Who built the mill at Harden? 潮 🌊\n\nWrite <b>less</b>."
    ),
    Prompt("", "?"),
]
MOST = 24
"""Tokens of a reply."""


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    return tiny_gguf.write(tmp_path_factory.mktemp("gguf") / "tiny.gguf")


@pytest.fixture(scope="module")
def url(file):
    wanted = xllamacpp.CommonParams()
    wanted.model.path = str(file)
    wanted.hostnames, wanted.port = ["127.0.0.1"], 0
    wanted.n_ctx, wanted.n_parallel = tiny_gguf.CONTEXT, 1
    wanted.cpuparams.n_threads = wanted.cpuparams_batch.n_threads = 1
    server = xllamacpp.Server(wanted)
    yield f"{server.listening_address}/v1"
    del server


@pytest.mark.parametrize("prompt", PROMPTS)
def test_both_generators_write_the_same(file, url, prompt):
    heard = []
    served = OpenAIModel("tiny", url, max_tokens=MOST).complete(prompt, 0, heard.append)
    assert served.text == "".join(heard).strip()
    assert len(heard) > 1
    read = LocalModel(str(file), Placement("cpu", "fp32"), max_tokens=MOST)
    assert read.complete(prompt, 0, unheard) == served
