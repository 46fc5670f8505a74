"""Writes a GGUF model as a folder that transformers loads in a second, not in half a minute.

    python scripts/convert_gguf.py SmolLM2-135M-Instruct models/smollm2

The weights are as the GGUF file has them: what was quantised stays as coarse. Needs the extra gguf.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from transformers import AutoConfig, AutoModelForCausalLM, AutoTokenizer

from attrib.models import resolve


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("model", help="a GGUF file, or the name of a packaged model")
    parser.add_argument("folder", type=Path, help="where the folder is written")
    args = parser.parse_args()
    path = resolve(args.model).path
    tokenizer = AutoTokenizer.from_pretrained(path.parent, gguf_file=path.name)
    read = AutoModelForCausalLM.from_pretrained(path.parent, gguf_file=path.name)
    # What was read is in full precision, but marked as quantised, which cannot be saved.
    config = AutoConfig.from_pretrained(path.parent, gguf_file=path.name)
    model = AutoModelForCausalLM.from_config(config)
    model.load_state_dict(read.state_dict())
    model.save_pretrained(args.folder)
    tokenizer.save_pretrained(args.folder)
    print(f"{args.folder}: {model.num_parameters() / 1e6:.0f} million parameters")


if __name__ == "__main__":
    main()
