"""What else an answer may call the documents of its row: by title, by the URL of their page."""

from __future__ import annotations

from collections.abc import Mapping

from attrib.auditing.grounds import Cited
from attrib.sources.uris import is_url, page_of
from attrib.types import Source


def with_names(targets: Mapping[str, Cited]) -> dict[str, Cited]:
    """``targets``, and what they mean by title and URL too; of several with one name, all.

    A title of one word is left out: ``[Notes]`` may be a remark.
    """
    named: dict[str, dict[Source, None]] = {}
    pages = {page_of(target): target for target in targets if is_url(target)}
    for source in (source for cited in targets.values() for source in cited.sources):
        url = source.metadata.get("url", "")
        if is_url(url):
            named.setdefault(pages.setdefault(page_of(url), url), {})[source] = None
        if " " in source.title:
            named.setdefault(source.title, {})[source] = None
    return {**{name: Cited(tuple(sources)) for name, sources in named.items()}, **targets}
