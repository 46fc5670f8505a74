"""Documents by their titles, which some answers cite: ``[Price list 2024]``."""

from __future__ import annotations

from collections.abc import Mapping

from attrib.auditing.grounds import Cited
from attrib.types import Source


def with_titles(targets: Mapping[str, Cited]) -> dict[str, Cited]:
    """``targets``, and what they mean by its title too; of pieces that share a title, all of them.

    A title of one word is left out: ``[Notes]`` may be a remark.
    """
    titled: dict[str, dict[Source, None]] = {}
    for source in (source for cited in targets.values() for source in cited.sources):
        if " " in source.title:
            titled.setdefault(source.title, {})[source] = None
    return {**{title: Cited(tuple(sources)) for title, sources in titled.items()}, **targets}
