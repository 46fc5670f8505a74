"""Reads passages for a question: which are relevant, whether they answer it, and in which words."""

from attrib.reader.lookup import is_of_another, read_tables
from attrib.reader.model import Reader, ReadingModel, log_odds, reader_for, short_answer

__all__ = [
    "Reader",
    "ReadingModel",
    "is_of_another",
    "log_odds",
    "read_tables",
    "reader_for",
    "short_answer",
]
