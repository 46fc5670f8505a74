"""From a generator's name to the generator."""

from __future__ import annotations

from attrib.config import Settings
from attrib.encoding.device import Placement
from attrib.encoding.embedder import Embedder
from attrib.errors import InputError
from attrib.generation.extractive import ExtractiveGenerator
from attrib.generation.generator import Generator
from attrib.generation.language_model import LanguageModel
from attrib.generation.local import LocalModel
from attrib.generation.openai import OpenAIModel
from attrib.generation.writing import WritingGenerator


def generator_for(settings: Settings, embedder: Embedder) -> Generator:
    """The generator that ``settings`` name. Raises InputError, ModelError."""
    if settings.best_of > 1 and (settings.generator == "extractive" or not settings.temperature):
        raise InputError(
            f"best_of {settings.best_of} needs drafts that differ: choose a generator that is a "
            "language model, and a temperature above 0"
        )
    if settings.generator == "extractive":
        return ExtractiveGenerator(embedder, settings.max_sentences)
    if not settings.model:
        raise InputError(
            f"generator '{settings.generator}' needs a model: pass --model with "
            + ("a folder or a GGUF file" if settings.generator == "local" else "the server's name")
        )
    return WritingGenerator(
        _language_model(settings, settings.model),
        embedder,
        settings.max_sentences,
        settings.min_confidence,
    )


def _language_model(settings: Settings, name: str) -> LanguageModel:
    if settings.generator == "local":
        return LocalModel(
            name,
            Placement(settings.device, settings.precision),
            max_tokens=settings.max_tokens,
            temperature=settings.temperature,
            seed=settings.seed,
            allow_downloads=settings.allow_downloads,
        )
    return OpenAIModel(
        name,
        settings.base_url,
        max_tokens=settings.max_tokens,
        temperature=settings.temperature,
        seed=settings.seed,
        timeout=settings.timeout,
    )
