"""Retrieval-augmented answers that show their sources, and audits of answers by others.

``Index`` holds documents, ``Engine`` answers from them, ``audit`` checks answers that exist,
``load_scorer`` single claims.
The public names are loaded on first use, so that ``import attrib`` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from attrib.version import __version__

if TYPE_CHECKING:
    from attrib.auditing import audit
    from attrib.checking import load_scorer
    from attrib.config import Settings
    from attrib.engine import Engine
    from attrib.errors import AttribError
    from attrib.index import Index
    from attrib.types import Answer, Attribution, AuditReport, Document, Evidence, Passage

_HOMES = {
    "Answer": "attrib.types",
    "AttribError": "attrib.errors",
    "Attribution": "attrib.types",
    "AuditReport": "attrib.types",
    "Document": "attrib.types",
    "Engine": "attrib.engine",
    "Evidence": "attrib.types",
    "Index": "attrib.index",
    "Passage": "attrib.types",
    "Settings": "attrib.config",
    "audit": "attrib.auditing",
    "load_scorer": "attrib.checking",
}

__all__ = [
    "Answer", "AttribError", "Attribution", "AuditReport", "Document", "Engine", "Evidence",
    "Index", "Passage", "Settings", "__version__", "audit", "load_scorer",
]  # fmt: skip


def __getattr__(name: str) -> object:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'attrib' has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
