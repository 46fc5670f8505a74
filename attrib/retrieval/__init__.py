"""Dense and BM25 retrieval, fused, and put in order by the reader."""

from attrib.retrieval.reranking import rerank
from attrib.retrieval.retriever import Retriever

__all__ = ["Retriever", "rerank"]
