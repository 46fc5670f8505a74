"""attrib's own attention beside that of transformers."""

from __future__ import annotations

import pytest
import torch
from transformers import BertConfig, BertModel

from attrib.encoding.attention import NAME
from attrib.encoding.device import Placement


@pytest.fixture(scope="module")
def bert():
    torch.manual_seed(0)
    sizes = {"vocab_size": 50, "hidden_size": 32, "intermediate_size": 64}
    config = BertConfig(**sizes, num_hidden_layers=2, num_attention_heads=4)
    return BertModel(config, add_pooling_layer=False).eval()


@pytest.mark.parametrize("lengths", [(9, 9), (9, 4)], ids=["full", "padded"])
def test_it_says_what_transformers_own_says(bert, lengths):
    ids = torch.randint(1, 50, (2, 9))
    mask = torch.arange(9)[None, :] < torch.tensor(lengths)[:, None]
    said = []
    for name in ("eager", NAME):
        bert.set_attn_implementation(name)
        with torch.inference_mode():
            said.append(bert(ids, attention_mask=mask.long()).last_hidden_state[mask])
    assert torch.allclose(*said, atol=1e-5)


def test_it_is_what_a_bert_runs_on_where_it_runs_in_bf16_on_a_cpu(bert):
    Placement("cpu", "bf16").arrange(bert)
    assert bert.config._attn_implementation == NAME
