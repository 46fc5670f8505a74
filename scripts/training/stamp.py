"""What is written beside weights, so that they can be told apart and made again."""

from __future__ import annotations

import hashlib
import subprocess
from pathlib import Path
from typing import Any


def sha256_of(weights: Path) -> str:
    """Of the weights in a folder, as attrib checks it."""
    return hashlib.sha256((weights / "model.safetensors").read_bytes()).hexdigest()


def training_of(data: Path) -> dict[str, Any]:
    """The commit of the code, and the hashes of the files in ``data``."""
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=True
    ).stdout.strip()
    digests = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(data.glob("*.gz"))
    }
    return {"commit": commit, "data": digests}
