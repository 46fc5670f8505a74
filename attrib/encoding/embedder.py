"""Text embeddings: the Embedder protocol and its sentence-transformers implementation."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from attrib.encoding.batches import batches
from attrib.encoding.device import Placement
from attrib.models import ModelFiles, no_progress_bars, resolve
from attrib.types import Span

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Vectors = NDArray[np.float32]
Role = Literal["query", "document"]
"""What a text is in a search: some models want it told in words before the text, a prompt."""
PROMPTS: dict[Role, tuple[str, ...]] = {
    "query": ("query",),
    "document": ("document", "passage", "corpus"),
}
"""What models call these prompts: the first that a model has counts, as in ``encode_document``."""
_TOKENIZING = Lock()
"""A tokenizer keeps how long a text may be, and is one for all who use its model in this process."""


class Embedder(Protocol):
    """Turns texts into unit vectors; a new backend is one new class with these members."""

    @property
    def name(self) -> str: ...

    @property
    def sha256(self) -> str:
        """Identity of the weights, and of the prompts where the model has some."""

    @property
    def dimension(self) -> int: ...

    @property
    def max_tokens(self) -> int:
        """Longest input in tokens, special tokens included; the rest is cut off."""

    def encode(
        self,
        texts: Sequence[str],
        on_batch: Callable[[int], None] | None = None,
        role: Role | None = None,
    ) -> Vectors:
        """L2-normalised embeddings, shape (len(texts), dimension), float32.

        ``on_batch`` is told the size of each batch when it is done. Questions and what may answer
        them have a ``role``; texts of one kind, which are compared with each other, have none.
        """

    def prompt(self, role: Role | None) -> str:
        """What the model wants before texts of ``role``; empty where it says nothing of them."""

    def token_spans(self, texts: Sequence[str]) -> list[list[Span]]:
        """The tokens of each text as character offsets, special tokens left out."""

    def describe(self) -> dict[str, str]:
        """Name, weights, device and precision, for provenance."""


class SentenceEmbedder:
    """An Embedder for any sentence-transformers model folder.

    The model is loaded on first use, so that work that needs only its name costs nothing.
    """

    def __init__(
        self,
        files: ModelFiles,
        *,
        device: str = "auto",
        precision: str = "auto",
        threads: int | None = None,
    ) -> None:
        self._files = files
        self._placement = Placement(device, precision)
        self._threads = threads

    @property
    def name(self) -> str:
        return self._files.name

    @cached_property
    def sha256(self) -> str:
        told = {name: prompt for name, prompt in self._prompts.items() if prompt}
        if not told:
            return self._files.sha256
        whole = json.dumps([self._files.sha256, told], sort_keys=True)
        return hashlib.sha256(whole.encode()).hexdigest()

    @property
    def device(self) -> str:
        return self._placement.device

    @property
    def precision(self) -> str:
        return self._placement.precision

    @property
    def dimension(self) -> int:
        return int(self._model.get_embedding_dimension() or 0)

    @property
    def max_tokens(self) -> int:
        return int(self._model.max_seq_length or 512)

    def describe(self) -> dict[str, str]:
        return {
            "name": self.name,
            "sha256": self.sha256,
            **self._placement.describe(),
        }

    def encode(
        self,
        texts: Sequence[str],
        on_batch: Callable[[int], None] | None = None,
        role: Role | None = None,
    ) -> Vectors:
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        import torch

        tokenizer = self._model.tokenizer
        prompt = self.prompt(role)
        with _TOKENIZING:
            encoded = tokenizer(
                [prompt + text for text in texts], truncation=True, max_length=self.max_tokens
            )
        beside = {"prompt_length": self._prompt_tokens(prompt)} if prompt else {}
        lengths = [len(ids) for ids in encoded["input_ids"]]
        vectors = np.empty((len(texts), self.dimension), dtype=np.float32)
        for batch in batches(lengths, longest=self.max_tokens, device=self.device):
            rows = {key: [encoded[key][i] for i in batch.rows] for key in encoded}
            features = tokenizer.pad(
                rows, padding="max_length", max_length=batch.length, return_tensors="pt"
            ).to(self.device)
            with torch.inference_mode():
                output = self._model[0]({**features, **beside})
                output["token_embeddings"] = output["token_embeddings"].float()  # to pool them in
                for module in list(self._model)[1:]:
                    output = module(output)
            made = output["sentence_embedding"][: len(batch.items)]
            vectors[list(batch.items)] = made.float().cpu().numpy()
            if on_batch:
                on_batch(len(batch.items))
        norms = np.linalg.norm(vectors, axis=1, keepdims=True)
        unit: Vectors = vectors / np.maximum(norms, 1e-12)
        return unit

    def token_spans(self, texts: Sequence[str]) -> list[list[Span]]:
        if not texts:
            return []
        tokenizer = self._model.tokenizer
        with _TOKENIZING:
            encoded = tokenizer(
                list(texts), add_special_tokens=False, return_offsets_mapping=True,
                truncation=False, verbose=False,
            )  # fmt: skip
        return [[Span(*pair) for pair in offsets] for offsets in encoded["offset_mapping"]]

    def prompt(self, role: Role | None) -> str:
        names = PROMPTS[role] if role else ("",)
        return next((self._prompts[name] for name in names if name in self._prompts), "")

    @cached_property
    def _prompts(self) -> dict[str, str]:
        """By name, the default as ""; read without the model."""
        file = self._files.path / "config_sentence_transformers.json"
        config = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
        prompts = {name: text or "" for name, text in (config.get("prompts") or {}).items()}
        return {**prompts, "": prompts.get(config.get("default_prompt_name"), "")}

    def _prompt_tokens(self, prompt: str) -> int:
        """Tokens before the text proper: some models leave them out of the mean."""
        tokenizer = self._model.tokenizer
        ids = tokenizer(prompt)["input_ids"]
        return len(ids) - (ids[-1] in tokenizer.all_special_ids)

    @cached_property
    def _model(self) -> SentenceTransformer:
        if self._threads:
            import torch

            torch.set_num_threads(self._threads)
        return _load(self._files.path, self.device, self.precision)


@lru_cache(maxsize=4)
def _load(path: Path, device: str, precision: str) -> SentenceTransformer:
    """The model in ``path``, once per process however many indexes use it."""
    from sentence_transformers import SentenceTransformer

    no_progress_bars()
    model = SentenceTransformer(str(path), device=device, local_files_only=True).eval()
    model.tokenizer.split_special_tokens = True  # a text that spells one is a text
    for module in model.children():
        encoder = getattr(module, "auto_model", None)
        if encoder is not None:
            Placement(device, precision).arrange(encoder)
    return model


def load_embedder(
    name: str,
    *,
    device: str = "auto",
    precision: str = "auto",
    threads: int | None = None,
    allow_downloads: bool = False,
) -> SentenceEmbedder:
    """The embedder called ``name``. Raises ModelError when it is not on this machine."""
    files = resolve(name, allow_downloads=allow_downloads)
    return SentenceEmbedder(files, device=device, precision=precision, threads=threads)
