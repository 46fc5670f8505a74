"""Generators: from retrieved passages to a draft answer."""

from attrib.generation.extractive import ExtractiveGenerator
from attrib.generation.generator import Draft, Generator

__all__ = ["Draft", "ExtractiveGenerator", "Generator"]
