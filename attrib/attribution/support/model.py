"""The support model, ready to judge: weights, tokenizer and batches."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from attrib.attribution.entailment import Calibration, Judgement
from attrib.encoding.device import Placement
from attrib.errors import ModelError
from attrib.models import TRAINED, config_of
from attrib.types import Span

FOLDER = TRAINED / "support"
"""The weights that come with attrib."""
LARGE = TRAINED / "support_large"
"""Those of an adapter that comes with attrib, of a larger model that has to be installed."""


class SupportModel:
    """An EntailmentModel with the weights in ``folder``; raises ModelError if they are not those
    that its config.json was written for, or if that says nothing of how a scorer judges.
    """

    def __init__(self, folder: Path = FOLDER, placement: Placement | None = None) -> None:
        self._config = config_of(folder, "support model")
        self._folder = folder
        self._placement = placement or Placement()
        try:
            self.calibration = Calibration.of(self._config)
        except KeyError as error:  # a reader's, or one that has only been trained
            raise ModelError(
                f"support model '{folder}': its config.json has no {error}: name the folder of a "
                "scorer, or run scripts/fit_scorer.py"
            ) from error

    def describe(self) -> dict[str, Any]:
        return {
            "name": self._config["name"], "version": self._config["version"],
            "sha256": self._config["sha256"], **self._placement.describe(),
        }  # fmt: skip

    def judge(
        self, pairs: Sequence[tuple[str, str]], sentences: Sequence[Sequence[Span]]
    ) -> list[Judgement]:
        import torch

        from attrib.attribution.support.network import SupportNetwork
        from attrib.encoding.pair_network import outputs
        from attrib.encoding.pair_weights import load_pair

        network, reader = load_pair(SupportNetwork, self._folder, self._placement)
        inputs = reader.read(pairs)
        judgements: dict[int, Judgement] = {}
        for item, (support, tokens) in outputs(network, inputs, self._placement):
            one, said = inputs[item], torch.sigmoid(tokens).numpy()
            carried = said[1 : 1 + len(one.query)].tolist()
            held = said[one.first_passage : one.first_passage + len(one.passage)].tolist()
            judgements[item] = Judgement(
                torch.log_softmax(support, dim=-1).numpy(),
                tuple(_mean_in(span, one.passage, held) for span in sentences[item]),
                tuple(zip(one.query, carried, strict=True)),
            )
        return [judgements[item] for item in range(len(pairs))]


def _mean_in(span: Span, offsets: Sequence[Span], values: Sequence[float]) -> float:
    """Mean of the values of the tokens within ``span``; 0 where there are none."""
    inside = [
        value
        for offset, value in zip(offsets, values, strict=True)
        if span.start <= offset.start < span.end
    ]
    return sum(inside) / len(inside) if inside else 0.0
