"""Dense and BM25 retrieval, fused."""

from attrib.retrieval.retriever import Retriever

__all__ = ["Retriever"]
