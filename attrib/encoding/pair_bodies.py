"""The transformers that attrib's cross-encoders are built on, opened up between their layers."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from transformers import BertConfig, BertModel, MPNetConfig, MPNetModel, PretrainedConfig

from attrib.errors import ModelError


class BertBody(BertModel):  # type: ignore[no-untyped-call]
    """BERT."""

    _keys_to_ignore_on_load_unexpected = ["pooler"]  # noqa: RUF012 - as transformers wants it

    def __init__(self, config: BertConfig) -> None:
        super().__init__(config, add_pooling_layer=False)

    def start(self, ids: Tensor, segments: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """What goes into the first layer, and what goes into each beside it."""
        hidden = self.embeddings(input_ids=ids, token_type_ids=segments)
        return hidden, _reach(mask, hidden)[:, None, None, :]

    def through(self, layer: nn.Module, hidden: Tensor, reach: Tensor) -> Tensor:
        """The hidden states after ``layer``."""
        return torch.as_tensor(layer(hidden, reach))


PADDING = 1
"""MPNet counts positions by the tokens that are not this one."""


class MPNetBody(MPNetModel):  # type: ignore[no-untyped-call]
    """MPNet, which has no segments and knows how far tokens lie apart."""

    _keys_to_ignore_on_load_unexpected = ["pooler"]  # noqa: RUF012 - as transformers wants it

    def __init__(self, config: MPNetConfig) -> None:
        super().__init__(config, add_pooling_layer=False)

    def start(self, ids: Tensor, segments: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """What goes into the first layer, and what goes into each beside it."""
        del segments
        hidden = self.embeddings(input_ids=ids.masked_fill(~mask, PADDING))
        return hidden, self._distances(ids) + _reach(mask, hidden)[:, None, None, :]

    def _distances(self, ids: Tensor) -> Tensor:
        """What attention adds for how far two tokens lie apart: shape (1, heads, tokens, tokens).

        The encoder's own reckons it on the CPU, for each pair again.
        """
        places = torch.arange(ids.shape[1], device=ids.device)
        apart = places[None, :] - places[:, None]
        buckets = self.encoder.relative_position_bucket(apart)  # type: ignore[no-untyped-call]
        return torch.as_tensor(self.encoder.relative_attention_bias(buckets).permute(2, 0, 1)[None])

    def through(self, layer: nn.Module, hidden: Tensor, reach: Tensor) -> Tensor:
        """The hidden states after ``layer``."""
        return torch.as_tensor(layer(hidden, None, reach)[0])


Body = BertBody | MPNetBody
BODIES: dict[str, type[Body]] = {"bert": BertBody, "mpnet": MPNetBody}


def body_class(config: PretrainedConfig) -> type[Body]:
    """The class for a model of this configuration; ModelError when there is none."""
    if config.model_type not in BODIES:
        raise ModelError(
            f"a cross-encoder cannot be built on {config.model_type}: "
            f"give a model of the kind {' or '.join(BODIES)}"
        )
    return BODIES[config.model_type]


def _reach(mask: Tensor, hidden: Tensor) -> Tensor:
    """0 where there is a token, the least number where there is none: shape (pairs, tokens)."""
    reach = torch.zeros(mask.shape, dtype=hidden.dtype, device=hidden.device)
    return reach.masked_fill(~mask, torch.finfo(hidden.dtype).min)
