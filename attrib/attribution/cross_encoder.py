"""A cross-encoder of the user's own as the entailment model: any sequence classifier that
transformers loads and whose labels say entailment, such as a DeBERTa trained on NLI.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from attrib.attribution.entailment import Calibration, Judgement
from attrib.attribution.scorer import Thresholds
from attrib.encoding.batches import batches
from attrib.encoding.device import Placement
from attrib.errors import ModelError
from attrib.models import resolve
from attrib.types import Span

SUPPORTED, NOT_SUPPORTED, CONTRADICTED = range(3)
NAMES = {
    **dict.fromkeys("entailment entailed entails supported supports attributable".split(), SUPPORTED),
    **dict.fromkeys(
        "neutral not_entailment not_entailed not_supported unsupported not_attributable "
        "not_enough_info".split(), NOT_SUPPORTED,
    ),
    **dict.fromkeys("contradiction contradicted contradicts refuted refutes".split(), CONTRADICTED),
}  # fmt: skip
"""Label names, folded, and what they mean."""
LONGEST = 512
"""Most tokens of a claim and a passage together, whatever the model could take."""
NEVER = -30.0
"""Log probability of what a model has no label for."""


class CrossEncoderModel:
    """An EntailmentModel that reads (passage, claim) with the classifier in ``folder``.

    It tells neither evidence nor words: shared words stand in for both. Its probabilities are
    taken as they are. Raises ModelError when the folder holds no classifier whose labels are known.
    """

    calibration = Calibration(Thresholds(supported=0.5, partial=0.25, contradicted=0.5))

    def __init__(
        self, folder: Path, placement: Placement | None = None, *, name: str | None = None
    ) -> None:
        self._files = resolve(str(folder))
        self._name = name or folder.name
        self._labels = _labels(self._files.path)
        self._placement = placement or Placement()

    def describe(self) -> dict[str, Any]:
        return {
            "name": self._name, "version": "1", "sha256": self._files.sha256,
            **self._placement.describe(),
        }  # fmt: skip

    def judge(
        self, pairs: Sequence[tuple[str, str]], sentences: Sequence[Sequence[Span]]
    ) -> list[Judgement]:
        import torch

        loaded = _load(self._files.path, self._placement.device)
        encoded = [
            loaded.tokenizer(passage, claim, truncation="longest_first", max_length=loaded.longest)
            for claim, passage in pairs
        ]
        judgements: dict[int, Judgement] = {}
        lengths = [len(one["input_ids"]) for one in encoded]
        device = self._placement.device
        for batch in batches(lengths, longest=loaded.longest, device=device):
            tensors = loaded.tokenizer.pad(
                [encoded[i] for i in batch.rows],
                padding="max_length", max_length=batch.length, return_tensors="pt",
            ).to(device)  # fmt: skip
            with torch.inference_mode(), self._placement.autocast():
                logits = loaded.model(**tensors).logits
            said = torch.log_softmax(logits.float(), dim=-1).cpu().numpy()
            for row, item in enumerate(batch.items):
                support = np.full(3, NEVER, dtype=np.float32)
                for number, meaning in self._labels.items():
                    support[meaning] = np.logaddexp(support[meaning], said[row, number])
                judgements[item] = Judgement(support)
        return [judgements[item] for item in range(len(pairs))]


class _Loaded(NamedTuple):
    model: Any
    tokenizer: Any
    longest: int


def _labels(path: Path) -> Mapping[int, int]:
    """Output number -> what it means, from the model's own config."""
    from transformers import AutoConfig

    try:
        names: dict[int, str] = AutoConfig.from_pretrained(path, local_files_only=True).id2label
    except (OSError, ValueError) as error:
        raise ModelError(
            f"model folder '{path}': config.json cannot be used ({str(error).splitlines()[0]})"
        ) from error
    folded = {int(n): "_".join(name.casefold().replace("-", " ").replace("_", " ").split())
              for n, name in names.items()}  # fmt: skip
    known = {n: NAMES[name] for n, name in folded.items() if name in NAMES}
    if len(known) < len(names) or SUPPORTED not in known.values() or len({*known.values()}) == 1:
        raise ModelError(
            f"model folder '{path}': its labels are {', '.join(map(str, names.values()))}, and "
            "attrib needs to know which one means entailment: set id2label in its config.json, "
            'for example {"0": "not_entailment", "1": "entailment"}'
        )
    return known


@lru_cache(maxsize=2)
def _load(path: Path, device: str) -> _Loaded:
    """Model and tokenizer, once per process."""
    from transformers import AutoModelForSequenceClassification, AutoTokenizer

    try:
        tokenizer = AutoTokenizer.from_pretrained(
            path, local_files_only=True, split_special_tokens=True
        )
        model = AutoModelForSequenceClassification.from_pretrained(path, local_files_only=True)
    except (OSError, ValueError) as error:
        raise ModelError(
            f"model folder '{path}' cannot be loaded as a sequence classifier with a tokenizer: "
            f"{str(error).splitlines()[0]}"
        ) from error
    return _Loaded(model.eval().float().to(device), tokenizer, _longest(model.config, tokenizer))


def _longest(config: Any, tokenizer: Any) -> int:
    """Most tokens that the model has positions for, at most LONGEST."""
    places = getattr(config, "max_position_embeddings", None) or LONGEST
    if config.model_type in ("roberta", "xlm-roberta", "camembert"):
        places -= config.pad_token_id + 1  # these count positions from behind the padding's
    return int(min(LONGEST, places, tokenizer.model_max_length))
