"""How an index was built: what must not change between two ingests."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from attrib.config import DEFAULT_EMBEDDER, Settings
from attrib.encoding.embedder import Embedder, load_embedder
from attrib.errors import IndexStateError, InputError
from attrib.text.passages import PassageRules

RESERVED_TOKENS = 64
"""Room kept in the embedder's window for special tokens and the heading path."""


@dataclass(frozen=True, slots=True)
class Recipe:
    """Model and passage settings of an index, as its table ``meta`` keeps them."""

    embedder: str
    embedder_sha256: str
    dimension: int
    rules: PassageRules
    base: str
    """The folder that URIs of files are relative to, itself relative to the index directory."""

    @classmethod
    def new(cls, folder: Path, base: Path, embedder: Embedder, rules: PassageRules) -> Recipe:
        """The recipe of an index in ``folder``. Raises InputError when a passage of ``rules``
        would not fit into the embedder's window.
        """
        most = embedder.max_tokens - RESERVED_TOKENS
        if rules.tokens > most:
            raise InputError(
                f"--passage-tokens {rules.tokens} is too long for {embedder.name}, which reads "
                f"{embedder.max_tokens} tokens with {RESERVED_TOKENS} kept for headings: "
                f"pass --passage-tokens {most} or less"
            )
        return cls(
            embedder=embedder.name,
            embedder_sha256=embedder.sha256,
            dimension=embedder.dimension,
            rules=rules,
            base=Path(os.path.relpath(base, folder.absolute())).as_posix(),
        )

    @classmethod
    def from_meta(cls, meta: dict[str, str]) -> Recipe:
        return cls(
            embedder=meta["embedder"],
            embedder_sha256=meta["embedder_sha256"],
            dimension=int(meta["dimension"]),
            rules=PassageRules(int(meta["passage_tokens"]), int(meta["overlap_sentences"])),
            base=meta["base"],
        )

    def to_meta(self) -> dict[str, str]:
        return {
            "embedder": self.embedder,
            "embedder_sha256": self.embedder_sha256,
            "dimension": str(self.dimension),
            "passage_tokens": str(self.rules.tokens),
            "overlap_sentences": str(self.rules.overlap),
            "base": self.base,
        }

    def check(self, folder: Path, settings: Settings) -> None:
        """Raises IndexStateError when ``settings`` ask for another model or other passages."""
        wanted = settings.embedder
        if wanted and _short(wanted) != _short(self.embedder):
            raise IndexStateError(
                f"index '{folder}' was built with {self.embedder} ({self.dimension} dims), not "
                f"{wanted}: run attrib index rebuild --embedder {wanted} --index {folder}, "
                f"or pass --embedder {self.embedder}"
            )
        for flag, built, asked in (
            ("--passage-tokens", self.rules.tokens, settings.passage_tokens),
            ("--overlap-sentences", self.rules.overlap, settings.overlap_sentences),
        ):
            if asked is not None and asked != built:
                raise IndexStateError(
                    f"index '{folder}' was built with {flag} {built}, not {asked}: run "
                    f"attrib index rebuild {flag} {asked} --index {folder}, or leave {flag} out"
                )

    def check_unchanged(self, folder: Path, meta: dict[str, str]) -> None:
        """Raises IndexStateError when ``meta``, of the index now, is of another recipe."""
        now = Recipe.from_meta(meta)
        if now != self:
            raise IndexStateError(
                f"index '{folder}' was rebuilt by another process (now {now.embedder}, "
                f"--passage-tokens {now.rules.tokens}, --overlap-sentences {now.rules.overlap}): "
                "open it anew, or run the command again"
            )

    def open_embedder(self, folder: Path, settings: Settings) -> Embedder:
        """The embedder the index was built with; IndexStateError when its weights have changed."""
        embedder = open_embedder(self.embedder, settings)
        if embedder.sha256 != self.embedder_sha256:
            raise IndexStateError(
                f"index '{folder}' was built with other weights of {self.embedder} "
                f"({self.embedder_sha256[:12]}..., now {embedder.sha256[:12]}...): "
                f"run attrib index rebuild --index {folder}"
            )
        return embedder


def open_embedder(name: str | None, settings: Settings) -> Embedder:
    """The embedder called ``name`` (None: the default one) on the device of ``settings``."""
    return load_embedder(
        name or DEFAULT_EMBEDDER,
        device=settings.device,
        precision=settings.precision,
        threads=settings.threads,
        allow_downloads=settings.allow_downloads,
    )


def _short(name: str) -> str:
    return name.removeprefix("sentence-transformers/")
