"""What DocumentBuilder promises, for any text there is."""

from __future__ import annotations

import hashlib

from hypothesis import example, given
from hypothesis import strategies as st

from attrib.sources.document import DocumentBuilder, clean, document_id

KINDS = ("heading", "paragraph", "list_item", "table_row", "code")
AWKWARD = "a\x00\ud800\udfff \t\r\n\x0b\x0c\x1c\x85\xa0\u2028\u3000\ufeffe\u0301\u200dﷺ🏴"
# With lone surrogates, NULs and every kind of white space.
TEXTS = st.one_of(
    st.text(st.characters()),
    st.text(st.sampled_from(AWKWARD)),
)
STEPS = st.lists(st.one_of(st.just(None), st.tuples(TEXTS, st.sampled_from(KINDS))))
"""None starts a page, a pair adds a block."""


def build(steps):
    builder = DocumentBuilder()
    for step in steps:
        if step is None:
            builder.start_page()
        else:
            builder.add(step[0], step[1], 1 if step[1] == "heading" else 0)
    return builder.build("a.txt", "title")


@given(STEPS)
@example([None, ("\x00 \ud800x\r\n", "code"), None, None, ("y", "paragraph"), None])
def test_blocks_hold_exactly_what_was_added(steps):
    document = build(steps)
    added = [(kind, clean(text).strip()) for text, kind in filter(None, steps)]
    assert [(b.kind, document.text[b.start : b.end]) for b in document.blocks] == [
        (kind, text) for kind, text in added if text
    ]


@given(STEPS)
def test_blocks_are_in_order_and_only_white_space_is_between(steps):
    document = build(steps)
    end = 0
    for block in document.blocks:
        assert end <= block.start < block.end
        gap = document.text[end : block.start]
        assert not gap.strip()
        assert bool(gap) == (end > 0)
        end = block.end
    assert end == len(document.text)


@given(STEPS)
def test_pages_are_monotone_and_hold_their_blocks(steps):
    document = build(steps)
    assert len(document.pages) == steps.count(None)
    assert list(document.pages) == sorted(document.pages)
    assert all(0 <= start <= len(document.text) for start in document.pages)
    page, blocks = 0, iter(document.blocks)
    for step in steps:
        if step is None:
            page += 1
        elif clean(step[0]).strip():
            block = next(blocks)
            # Before the first start_page there is no page.
            assert document.page_at(block.start) == (page or None)
            assert document.page_at(block.end - 1) == (page or None)


@given(STEPS)
def test_the_text_is_storable_and_its_hash_is_true(steps):
    document = build(steps)
    assert "\x00" not in document.text
    assert hashlib.sha256(document.text.encode()).hexdigest() == document.content_hash


@given(TEXTS, TEXTS)
def test_titles_and_metadata_are_storable_lines(title, value):
    document = DocumentBuilder().build("a", title, {"key": value})
    document.title.encode()
    assert document.title == " ".join(document.title.split())
    for kept in document.metadata.values():
        kept.encode()
        assert kept == kept.strip()


@given(TEXTS)
def test_ids_are_stable_and_short(uri):
    assert document_id(uri) == document_id(uri)
    assert len(document_id(uri)) == 16
