"""One Settings object: every knob, its default, and where its value may come from."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from attrib.errors import InputError

DEFAULT_EMBEDDER = "all-MiniLM-L6-v2"


def path_of(name: str) -> Path:
    """``name`` as a path, in which ``~`` is the user's home."""
    return Path(os.path.expanduser(name))  # noqa: PTH111 - Path's own raises for an unknown user


# No shell expands the ~ of attrib.toml: unexpanded, it would be a folder of that name.
_Path = Annotated[Path, AfterValidator(lambda path: path_of(str(path)))]


class _File(TomlConfigSettingsSource):
    """``attrib.toml``, which may have come with a folder of others."""

    def __call__(self) -> dict[str, Any]:
        values = super().__call__()
        if "base_url" in values:
            raise InputError(
                f"attrib.toml sets base_url = {values['base_url']!r}: whoever wrote the file would "
                "receive your key and your documents; pass --base-url or set ATTRIB_BASE_URL"
            )
        return values


class Settings(BaseSettings):
    """Settings of one run. Precedence: arguments, ``ATTRIB_*`` environment, ``attrib.toml``, defaults.

    An unknown key, as an argument or in ``attrib.toml``, is an error; so is a value out of range,
    and ``base_url`` in ``attrib.toml``.
    """

    model_config = SettingsConfigDict(
        env_prefix="ATTRIB_", toml_file="attrib.toml", extra="forbid", frozen=True
    )

    index: _Path = Path("indexes/default")
    """The index directory."""
    embedder: str | None = None
    """Model name or folder; None takes the one the index was built with, or the default."""
    device: str = Field(
        "auto", pattern=r"^(auto|cpu|cuda(:\d+)?)$", description="auto, cpu, cuda or cuda:N"
    )
    precision: Literal["auto", "fp32", "bf16"] = "auto"
    threads: int | None = Field(None, ge=1)
    """CPU threads of the models; None leaves torch's own choice."""
    jobs: int = Field(1, ge=1, le=64)
    """Processes that parse what is ingested; 1: this one."""
    allow_downloads: bool = False
    """Let a missing model be fetched from the hub."""
    allow_private: bool = False
    """Let URLs lead to private, loopback and link-local addresses."""
    passage_tokens: int | None = Field(None, ge=16)
    """Token budget of a passage; None takes the index's own, or 160."""
    overlap_sentences: int | None = Field(None, ge=0, le=5)
    """Sentences that neighbouring passages share; None takes the index's own, or 1."""
    vector_index: Literal["auto", "exact", "ivf"] | None = None
    """How FAISS searches: exactly, by inverted lists, or (``auto``) by lists above 100,000 vectors;
    None takes the index's own."""
    top_k: int = Field(8, ge=1, le=100)
    """Passages that retrieval hands on."""
    candidates: int = Field(50, ge=1, le=1000)
    """Candidates that each of dense and BM25 search contributes to fusion."""
    dense_weight: float = Field(0.5, ge=0.0, le=1.0)
    """What the dense score counts in fusion; the rest is BM25's."""
    read: int = Field(20, ge=0, le=200)
    """Passages that the reader reads, of those that fusion puts first; 0: no reader."""
    reader: str = Field("small", min_length=1)
    """``small``, ``large``, or the folder of a reader."""
    max_sentences: int = Field(3, ge=1, le=20)
    """Most sentences of an answer."""
    min_confidence: float = Field(0.4, ge=0.0, le=1.0)
    """Below this confidence ``ask`` abstains."""
    generator: Literal["extractive", "local", "openai"] = "extractive"
    """What writes the draft: the sources' own sentences, or a language model."""
    model: str | None = Field(None, min_length=1)
    """The language model: a folder, GGUF file or packaged model; the server's name for it."""
    base_url: str | None = Field(
        None, pattern=r"^https?://", description="an address that begins with http:// or https://"
    )
    """Where ``openai`` finds its endpoint; None takes OPENAI_BASE_URL, or OpenAI's own. Never from
    ``attrib.toml``."""
    max_tokens: int = Field(256, ge=1)
    """Most tokens that a language model writes."""
    temperature: float = Field(0.0, ge=0.0, le=2.0)
    """Above 0 a language model samples, from ``seed``."""
    best_of: int = Field(1, ge=1, le=32)
    """Drafts that are sampled; the one whose claims are best supported is kept."""
    timeout: float = Field(60.0, gt=0.0)
    """Seconds that an endpoint may be silent."""
    repair: bool = True
    """Mend or drop the sentences that the sources do not support."""
    scorer: str = Field("support", min_length=1)
    """``support``, ``large``, ``baseline``, or the folder of a sequence-classification model."""
    cache: _Path | None = None
    """A file that keeps what the scorer said; None: every claim is scored anew."""
    seed: int = Field(0, ge=0, lt=2**63)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return init_settings, env_settings, _File(settings_cls)


def load_settings(**values: object) -> Settings:
    """Settings from ``values`` (None means "not given"), the environment and ``attrib.toml``.

    Raises InputError with one line that names the key, the value and what is allowed.
    """
    given = {key: value for key, value in values.items() if value is not None}
    try:
        return Settings(**given)  # type: ignore[arg-type]
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        key = ".".join(str(part) for part in first["loc"])
        if first["type"] == "extra_forbidden":
            known = ", ".join(sorted(Settings.model_fields))
            raise InputError(f"unknown setting '{key}': known settings are {known}") from None
        wanted = f"write {Settings.model_fields[key].description}"
        said = wanted if first["type"] == "string_pattern_mismatch" else first["msg"]
        raise InputError(f"setting '{key}' = {first['input']!r}: {said}") from None
    except (ValueError, OSError) as error:  # attrib.toml is not TOML, or not for us to read
        raise InputError(f"attrib.toml cannot be read: {error}") from None
