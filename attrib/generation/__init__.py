"""Generators: from retrieved passages to a draft answer."""

from attrib.generation.extractive import ExtractiveGenerator
from attrib.generation.generator import Draft, Explaining, Generator, OnText, unheard
from attrib.generation.loading import generator_for

__all__ = [
    "Draft",
    "Explaining",
    "ExtractiveGenerator",
    "Generator",
    "OnText",
    "generator_for",
    "unheard",
]
