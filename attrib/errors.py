"""Errors that a user can act on: each message says what is wrong, the value, and the mend."""

from __future__ import annotations


class AttribError(Exception):
    """Base of every error attrib raises on purpose. ``str(error)`` is one line for the user."""


class SourceError(AttribError):
    """A source (file, URL, row) cannot be read. Ingest reports it, skips it, and goes on."""


class ModelError(AttribError):
    """A model name cannot be resolved to files, or its files are not what they should be."""


class IndexStateError(AttribError):
    """The index directory is missing, locked, damaged, or made with other settings."""


class InputError(AttribError):
    """An argument or a row of input has a value that cannot be used."""


class GenerationError(AttribError):
    """A language model did not answer: not reachable, too slow, refused, or not understood."""


class UnansweredError(GenerationError):
    """A language model is there and did not come to its answer: out of tokens, filtered, or refused."""
