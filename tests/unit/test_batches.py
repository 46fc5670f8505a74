"""Batches whose padding does not depend on who else is in them."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from attrib.encoding.batches import BUCKET, TOKEN_BUDGET, batches

LENGTHS = st.lists(st.integers(0, 700), max_size=200)


@given(LENGTHS, st.integers(16, 512), st.integers(1, 3 * TOKEN_BUDGET), st.booleans())
def test_batches_hold_every_item_once_in_one_bucket_within_the_budget(
    lengths, longest, budget, cuda
):
    device = "cuda:1" if cuda else "cpu"
    made = list(batches(lengths, longest=longest, device=device, token_budget=budget))
    assert Counter(i for batch in made for i in batch.items) == Counter(range(len(lengths)))
    for batch in made:
        assert batch.items
        assert batch.length <= longest
        assert batch.length % BUCKET == 0 or batch.length == longest
        assert all(min(lengths[i], longest) <= batch.length for i in batch.items)
        assert len(batch.rows) == 1 or batch.length * len(batch.rows) <= budget
        full = max(1, budget // batch.length)
        assert batch.rows[: len(batch.items)] == batch.items
        assert set(batch.rows) == set(batch.items)
        assert len(batch.rows) == (full if cuda else len(batch.items))
    assert [b.length for b in made] == sorted((b.length for b in made), reverse=True)


@given(LENGTHS, st.randoms())
def test_bucket_of_an_item_does_not_depend_on_the_others(lengths, random):
    def buckets(order):
        made = batches([lengths[i] for i in order], longest=256, device="cpu")
        return {order[i]: batch.length for batch in made for i in batch.items}

    order = list(range(len(lengths)))
    shuffled = random.sample(order, len(order))
    together = buckets(order)
    assert buckets(shuffled) == together
    for i in order[:5]:
        assert buckets([i]) == {i: together[i]}
