"""What is written beside weights, so that they can be told apart and made again."""

from __future__ import annotations

import hashlib
import json
import subprocess
from pathlib import Path
from typing import Any

from attrib.models import CONFIG

SPLIT = "support_train.jsonl.gz"
"""Which of its rows are held out, chains of shared claims and premises decide: all of its rows together."""


def sha256_of(weights: Path) -> str:
    """Of the weights in a folder, as attrib checks it."""
    return _digest(weights / "model.safetensors")


def training_of(data: Path) -> dict[str, Any]:
    """The commit of the code, and the hashes of the files in ``data``."""
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=True
    ).stdout.strip()
    digests = {path.name: _digest(path) for path in sorted(data.glob("*.gz"))}
    return {"commit": commit, "data": digests}


def split_otherwise(weights: Path, data: Path) -> bool:
    """Whether SPLIT in ``data`` is another file than when the weights were stamped: then rows may be
    held out that they were trained on.
    """
    config, path = weights / CONFIG, data / SPLIT
    if not config.is_file() or not path.is_file():
        return False
    stamp = json.loads(config.read_text(encoding="utf-8")).get("training", {})
    return SPLIT in stamp.get("data", {}) and stamp["data"][SPLIT] != _digest(path)


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
