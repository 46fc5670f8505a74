"""The index directory: SQLite is the truth, FAISS is derived from it."""

from attrib.index.filters import Filters
from attrib.index.index import Index
from attrib.index.ingest import IngestReport

__all__ = ["Filters", "Index", "IngestReport"]
