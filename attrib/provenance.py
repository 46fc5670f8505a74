"""What must be known to get the same result again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from attrib.attribution import SupportScorer
from attrib.encoding.embedder import Embedder
from attrib.index import Index
from attrib.types import Provenance
from attrib.version import __version__


def provenance(
    *,
    embedder: Embedder,
    scorer: SupportScorer,
    generator: Mapping[str, str],
    index: Index | None,
    settings: Mapping[str, Any],
    seed: int,
    reader: Mapping[str, str] | None = None,
) -> Provenance:
    """The provenance of an answer or an audit."""
    return Provenance(
        attrib_version=__version__,
        embedder=embedder.describe(),
        generator=generator,
        scorer=scorer.describe(),
        index_fingerprint=index.fingerprint if index else None,
        settings=settings,
        seed=seed,
        reader=reader,
    )


def as_made(provenance: Provenance) -> Provenance:
    """How an answer was made, without what was mended in it or left out: that is no setting."""
    return replace(provenance, repairs=(), removed_markers=(), left_out=())
