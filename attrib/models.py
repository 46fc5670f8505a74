"""From a model NAME to a local folder with verified weights; the network only when allowed.

A name is looked up, in this order, as a local folder, an installed model package, an entry of
the local hub cache, and (only with ``allow_downloads``) on the hub.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from attrib.config import path_of
from attrib.errors import ModelError
from attrib.model_packages import PACKAGES, ModelPackage


@dataclass(frozen=True, slots=True)
class ModelFiles:
    """A model on this machine."""

    name: str
    path: Path
    """The folder, or the GGUF file."""
    sha256: str
    """Of the weights file; of the list of their digests where there are several."""
    origin: Literal["folder", "package", "cache", "hub"]


GGUF = ".gguf"
CONFIG = "config.json"
"""Beside weights that were trained for attrib: their hash, thresholds, and where they come from."""
NETWORK = "network.json"
"""Beside them too: the kind of network, and of an adapter the model that it belongs to, or of a part of
weights the folder with the rest."""
TRAINED = Path(__file__).parent / "weights"
"""The weights that come with attrib, a folder each."""
_HUB_FILES = [
    "*.json", "*.txt", "*.model", "*.jinja", "*.safetensors", "1_Pooling/*", "2_Dense/*"
]  # fmt: skip


def resolve(name: str, *, allow_downloads: bool = False, writes: bool = False) -> ModelFiles:
    """The files of model ``name``: with ``writes`` a language model, else one that embeds.

    Raises ModelError when it is nowhere (the message says what to install) or when a packaged
    model's weights are not the published ones.
    """
    short = name.removeprefix("sentence-transformers/")
    if short in PACKAGES and not Path(name).is_dir():
        found = _from_package(short, PACKAGES[short])
        if found:
            return found
    # Absolute: what is remembered of a folder must not be of another one of the same name.
    path = path_of(name).absolute()
    if path.is_dir() or (path.suffix == GGUF and path.is_file()):
        return _files(name, path, "folder")
    if _looks_like_path(name) or path.suffix == GGUF:
        kind = "file" if path.suffix == GGUF else "folder"
        raise ModelError(f"model {kind} '{name}' does not exist: give the path of a model {kind}")
    cached = _from_hub(name, download=False)
    if cached and _holds_model(cached):
        return _files(name, cached, "cache")
    if allow_downloads:
        fetched = _from_hub(name, download=True)
        if fetched:
            return _files(name, fetched, "hub")
    if short in PACKAGES:
        raise ModelError(
            f"model '{name}' is not installed: run pip install {PACKAGES[short].install}"
        )
    packaged = " or ".join(n for n, package in PACKAGES.items() if package.writes == writes)
    raise ModelError(
        f"model '{name}' is not on this machine: give the path of a model folder, use {packaged}, "
        "or pass --allow-downloads to fetch it from the hub"
    )


def config_of(folder: Path, what: str) -> dict[str, Any]:
    """What the config.json beside weights that were trained for attrib says.

    Raises ModelError when the weights are not those that it was written for, or are an adapter of a
    model that is not installed.
    """
    files = resolve(str(folder))
    config: dict[str, Any] = json.loads((folder / CONFIG).read_text(encoding="utf-8"))
    if files.sha256 != config["sha256"]:
        raise ModelError(
            f"{what} '{folder}': weights have sha256 {files.sha256[:12]}..., expected "
            f"{config['sha256'][:12]}...: install attrib again"
        )
    network = json.loads((folder / NETWORK).read_text(encoding="utf-8"))
    if "adapter" in network:  # what is not installed is to be told before the work begins
        resolve(network["adapter"]["model"])
    return config


def no_progress_bars() -> None:
    """Keeps transformers from drawing bars of its own while it loads weights."""
    from transformers.utils import logging

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]


def _looks_like_path(name: str) -> bool:
    return name.startswith((".", "/", "~")) or "\\" in name or name.count("/") > 1


def _from_package(name: str, package: ModelPackage) -> ModelFiles | None:
    path = package.find()
    if path is None:
        return None
    mend = f"run pip install --force-reinstall {package.install}"
    if package.parts:
        mend = f"delete '{path}', which is made again, or {mend}"
        if not _holds_model(path):
            raise ModelError(f"model '{name}' lacks files: {mend}")
    files = _files(name, path, "package")
    if files.sha256 != package.sha256:
        raise ModelError(
            f"model '{name}': weights have sha256 {files.sha256[:12]}..., expected "
            f"{package.sha256[:12]}...: {mend}"
        )
    return files


def _from_hub(name: str, *, download: bool) -> Path | None:
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HFValidationError, LocalEntryNotFoundError

    try:
        path = snapshot_download(
            _hub_id(name), local_files_only=not download, allow_patterns=_HUB_FILES
        )
    except HFValidationError:
        return None
    except Exception as error:  # of a download: whatever the hub's HTTP client raises
        if isinstance(error, LocalEntryNotFoundError) and not download:
            return None
        if not download:
            raise
        raise ModelError(f"model '{name}' could not be fetched: {error}".splitlines()[0]) from error
    return Path(path)


def _hub_id(name: str) -> str:
    return name if "/" in name else f"sentence-transformers/{name}"


def _files(
    name: str, path: Path, origin: Literal["folder", "package", "cache", "hub"]
) -> ModelFiles:
    if path.suffix == GGUF:
        return ModelFiles(name, path, _digest((path,)), origin)
    if not _holds_model(path):
        raise ModelError(
            f"model folder '{path}' holds no model: it needs config.json and *.safetensors"
        )
    return ModelFiles(name, path, _digest(_weights(path)), origin)


def _holds_model(path: Path) -> bool:
    """Whether a model can be loaded; a cache folder may hold a part of one."""
    return bool(_weights(path)) and (path / "config.json").is_file()


def _weights(path: Path) -> tuple[Path, ...]:
    found = sorted(path.glob("*.safetensors")) or sorted(path.glob("pytorch_model*.bin"))
    return tuple(found)


@lru_cache(maxsize=32)
def _digest(weights: tuple[Path, ...]) -> str:
    digests = []
    for file in weights:
        with file.open("rb") as stream:
            digest = hashlib.sha256()
            while chunk := stream.read(1 << 20):
                digest.update(chunk)
        digests.append(digest.hexdigest())
    return (
        digests[0] if len(digests) == 1 else hashlib.sha256("".join(digests).encode()).hexdigest()
    )
