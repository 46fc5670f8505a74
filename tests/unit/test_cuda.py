"""CUDA gives the results of the CPU. Skipped where torch sees no CUDA device."""

from __future__ import annotations

import numpy as np
import pytest

torch = pytest.importorskip("torch")

pytestmark = [
    pytest.mark.cuda,
    pytest.mark.skipif(not torch.cuda.is_available(), reason="torch sees no CUDA device"),
]


def test_embeddings_on_cuda_equal_those_on_the_cpu(embedder):
    from attrib.encoding.embedder import load_embedder

    texts = [
        f"The mill {'of the old town ' * (i % 9)}grinds rye since {1800 + i}." for i in range(70)
    ]
    on_cuda = load_embedder("all-MiniLM-L6-v2", device="cuda").encode(texts)
    similarity = (on_cuda * embedder.encode(texts)).sum(axis=1)
    assert similarity.min() > 0.999
    alone = np.concatenate(
        [load_embedder("all-MiniLM-L6-v2", device="cuda").encode([text]) for text in texts[:20]]
    )
    np.testing.assert_allclose(on_cuda[:20], alone, atol=1e-4)
