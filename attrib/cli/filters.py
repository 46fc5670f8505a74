"""The conditions on documents that --uri, --where, --since and --until make."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrib.errors import InputError

if TYPE_CHECKING:
    from attrib.engine import Engine
    from attrib.index import Filters


def filters_from(
    uris: list[str] | None, where: list[str] | None, since: str | None, until: str | None
) -> Filters:
    """The filters of these options; values of one key are alternatives.

    Raises InputError for what is no KEY=VALUE or no date.
    """
    from attrib.index import Filters
    from attrib.sources.document import clean
    from attrib.sources.uris import storable

    pairs: dict[str, list[str]] = {}
    for item in where or ():
        key, sign, value = item.partition("=")
        if not (key and sign):
            raise InputError(f"--where {item!r} is not KEY=VALUE: write for example language=de")
        pairs.setdefault(clean(key), []).append(clean(value))
    return Filters(tuple(map(storable, uris or ())), pairs, since, until)


def tell_if_nothing_passes(engine: Engine, filters: Filters) -> None:
    """Says so on standard error where no document of the index can answer."""
    from attrib.report.output import say

    if not engine.index.store.any_document(filters):
        say(
            f"no document of index '{engine.settings.index}' passes {filters}: attrib index documents "
            "--json shows the URIs, the metadata and the dates that it has",
            error=True,
        )
