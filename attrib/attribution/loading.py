"""From a scorer's name to the scorer."""

from __future__ import annotations

from attrib.attribution.baseline import BaselineScorer
from attrib.attribution.caching import CachingScorer
from attrib.attribution.cross_encoder import CrossEncoderModel
from attrib.attribution.scorer import SupportScorer
from attrib.attribution.support.model import FOLDER, LARGE, SupportModel
from attrib.attribution.trained import TrainedScorer
from attrib.config import Settings, path_of
from attrib.encoding.device import Placement
from attrib.encoding.embedder import Embedder
from attrib.errors import ModelError
from attrib.models import NETWORK

OWN = {"support": FOLDER, "large": LARGE}
"""The scorers that come with attrib and read with a model."""


def scorer_for(settings: Settings, embedder: Embedder) -> SupportScorer:
    """The scorer that ``settings`` name, with its cache where they name one.

    Raises ModelError as ``named`` does, InputError when the cache cannot be used.
    """
    scorer = named(settings, embedder)
    return CachingScorer(scorer, embedder, settings.cache) if settings.cache else scorer


def named(settings: Settings, embedder: Embedder) -> SupportScorer:
    """The scorer that ``settings`` name: one that comes with attrib, or the folder of a model.

    A folder with a ``network.json`` holds a support model (scripts/train_scorer.py), any other a
    sequence-classification model with entailment labels. Raises ModelError when there is no such
    folder, or it holds something else.
    """
    if settings.scorer == "baseline":
        return BaselineScorer(embedder)
    placement = Placement(settings.device, settings.precision)
    if settings.scorer in OWN:
        return TrainedScorer(embedder, SupportModel(OWN[settings.scorer], placement))
    folder = path_of(settings.scorer)
    if not folder.is_dir():
        raise ModelError(
            f"scorer '{settings.scorer}' is none of {', '.join(OWN)}, baseline, and no folder: "
            "give the path of a folder with a sequence-classification model"
        )
    if (folder / NETWORK).is_file():
        return TrainedScorer(embedder, SupportModel(folder, placement))
    return TrainedScorer(embedder, CrossEncoderModel(folder, placement))
