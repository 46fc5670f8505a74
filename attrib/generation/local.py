"""A language model on this machine: any causal or seq2seq model that transformers loads."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from attrib.encoding.device import Placement
from attrib.errors import ModelError
from attrib.generation.generator import OnText
from attrib.generation.language_model import Prompt, Reply
from attrib.models import no_progress_bars, resolve
from attrib.text.thoughts import OPENINGS, marks_thoughts

if TYPE_CHECKING:
    from torch import Tensor

SMALL = 1_000_000_000
"""A model of fewer parameters is given only the best sentences, and the first words of its reply.
With a model of 135M parameters the share of right answers was 18 of 37 so, and 4 of 24 with five
whole passages."""
FOCUS = 2
UNBOUNDED = 1 << 20
"""What a tokenizer without a limit says is more than this."""


class LocalModel:
    """Greedy, unless ``temperature`` is above 0. The model is loaded when it is first needed.

    ``name`` is a folder, a GGUF file, the name of an installed model package, or a model of the
    hub that is in the local cache. Raises ModelError when there is no such model.
    """

    def __init__(
        self,
        name: str,
        placement: Placement | None = None,
        *,
        max_tokens: int = 256,
        temperature: float = 0.0,
        seed: int = 0,
        allow_downloads: bool = False,
    ) -> None:
        self.files = resolve(name, allow_downloads=allow_downloads, writes=True)
        self._placement = placement or Placement()
        self.max_tokens = max_tokens
        self._temperature = temperature
        self._seed = seed
        self._samples = temperature > 0

    def describe(self) -> dict[str, str]:
        return {
            "name": "local", "model": self.files.name, "sha256": self.files.sha256,
            "temperature": str(self._temperature), "max_tokens": str(self.max_tokens),
            **self._placement.describe(),
        }  # fmt: skip

    @cached_property
    def focus(self) -> int | None:
        return FOCUS if self.model.num_parameters() < SMALL else None

    def fits(self, prompt: Prompt) -> bool:
        return self.ids(prompt).shape[1] + self.max_tokens <= self._room

    def complete(self, prompt: Prompt, sample: int, on_text: OnText) -> Reply:
        import torch
        from transformers import GenerationConfig

        ids = self.ids(prompt)
        room = self._room - (0 if self.encodes_apart else ids.shape[1])
        if room < 1:
            raise ModelError(
                f"model '{self.files.name}' reads at most {self._room} tokens, and one source with "
                f"the question has {ids.shape[1]}: ask a shorter question, or use another model"
            )
        sampling = {"temperature": self._temperature, "top_k": 0} if self._samples else {}
        config = GenerationConfig(  # type: ignore[no-untyped-call]
            max_new_tokens=min(self.max_tokens, room),
            do_sample=self._samples,
            pad_token_id=next(iter(self._ends), 0),
            eos_token_id=list(self._ends) or None,
            decoder_start_token_id=self.model.generation_config.decoder_start_token_id,
            **sampling,
        )
        opened = self._opened(prompt)
        if opened:
            on_text(opened)
        with torch.inference_mode(), _seeded(self._seed + sample, self._placement.device):
            written = self.model.generate(
                ids.to(self._placement.device),
                attention_mask=torch.ones_like(ids).to(self._placement.device),
                generation_config=config,
                streamer=_Streamer(self, on_text, skip=not self.encodes_apart),
            )[0]
        reply = written if self.encodes_apart else written[ids.shape[1] :]
        return Reply(
            opened + self.decode(reply.tolist()).strip(), int(written[-1]) not in self._ends
        )

    def log_probabilities(
        self, prompts: Sequence[Prompt], sentences: Sequence[str]
    ) -> list[list[float]]:
        """See Scoring. One prompt at a time: so a figure does not depend on the others."""
        import torch

        reply, owners = self._reply(sentences)
        device = self._placement.device
        found = []
        for prompt in prompts:
            ids = self.ids(prompt)
            with torch.inference_mode():
                if self.encodes_apart:
                    logits = self.model(input_ids=ids.to(device), labels=reply.to(device)).logits[0]
                else:
                    both = torch.cat([ids, reply], dim=1).to(device)
                    logits = self.model(input_ids=both).logits[0, ids.shape[1] - 1 : -1]
            chances = torch.log_softmax(logits.float(), dim=-1).cpu()
            each = chances.gather(1, reply[0][:, None])[:, 0]
            found.append([float(each[owners == n].sum()) for n in range(len(sentences))])
        return found

    def _reply(self, sentences: Sequence[str]) -> tuple[Tensor, Tensor]:
        """Token ids of the sentences as one reply, shape (1, tokens), and whose each token is."""
        import torch

        ids: list[int] = []
        owners: list[int] = []
        for number, sentence in enumerate(sentences):
            lead = " " if number else ""
            tokens = self.tokenizer(lead + sentence, add_special_tokens=False)["input_ids"]
            ids += tokens
            owners += [number] * len(tokens)
        return torch.tensor([ids]), torch.tensor(owners)

    def ids(self, prompt: Prompt) -> Tensor:
        """Token ids of ``prompt``, shape (1, tokens), in the model's own chat template if it has one."""
        prompt = replace(prompt, user=self._plain(prompt.user))
        if self.tokenizer.chat_template:
            text = self._chat(prompt) + prompt.opening
            encoded = self.tokenizer(text, return_tensors="pt", add_special_tokens=False)
        else:
            text = f"{prompt.system}\n\n{prompt.user}\n\nAnswer: {prompt.opening}".rstrip()
            encoded = self.tokenizer(text, return_tensors="pt")
        ids: Tensor = encoded["input_ids"]
        return ids

    def _plain(self, text: str) -> str:
        """``text`` in which no special token of this model is spelt: it comes from documents."""
        return self._special.sub(lambda m: f"{m[0][0]} {m[0][1:]}", text)

    def decode(self, ids: Sequence[int]) -> str:
        """The text of ``ids`` without special tokens, but for those by which thoughts are told."""
        kept = [token for token in ids if token not in self._silent]
        return str(self.tokenizer.decode(kept, skip_special_tokens=False))

    @cached_property
    def _silent(self) -> frozenset[int]:
        added = self.tokenizer.added_tokens_decoder.items()
        return frozenset(n for n, t in added if t.special and not marks_thoughts(t.content))

    @cached_property
    def _special(self) -> re.Pattern[str]:
        added = self.tokenizer.added_tokens_decoder.values()
        special = sorted((t.content for t in added if t.special), key=len, reverse=True)
        spelt = "|".join(re.escape(token) for token in special if len(token) > 1)
        return re.compile(spelt or "(?!)")

    def _opened(self, prompt: Prompt) -> str:
        """What the chat template has opened the model's thoughts with at the end of the prompt."""
        end = self._chat(prompt).rstrip() if self.tokenizer.chat_template else ""
        return next((tag for tag in OPENINGS if end.endswith(tag)), "")

    def _chat(self, prompt: Prompt) -> str:
        system, user = ({"role": "system", "content": prompt.system},
                        {"role": "user", "content": prompt.user})  # fmt: skip
        from jinja2 import TemplateError

        try:
            return self._template([system, user])
        except TemplateError:  # a template without a place for a system message
            joined = {"role": "user", "content": f"{prompt.system}\n\n{prompt.user}"}
            return self._template([joined])

    def _template(self, messages: Sequence[dict[str, str]]) -> str:
        return str(
            self.tokenizer.apply_chat_template(
                messages, tokenize=False, add_generation_prompt=True, enable_thinking=False
            )
        )

    @cached_property
    def encodes_apart(self) -> bool:
        """Whether the prompt is not a part of what is written: a seq2seq model."""
        return bool(self.model.config.is_encoder_decoder)

    @cached_property
    def tokenizer(self) -> Any:
        from transformers import AutoTokenizer

        with self._loading():
            return AutoTokenizer.from_pretrained(*self._where[0], **self._where[1])

    @cached_property
    def model(self) -> Any:
        import torch
        from transformers import AutoConfig, AutoModelForCausalLM, AutoModelForSeq2SeqLM

        dtype = torch.bfloat16 if self._placement.precision == "bf16" else torch.float32
        (folder,), options = self._where
        with self._loading():
            config = AutoConfig.from_pretrained(folder, **options)
            kind = AutoModelForSeq2SeqLM if config.is_encoder_decoder else AutoModelForCausalLM
            model: Any = kind.from_pretrained(folder, dtype=dtype, **options)
        return model.to(self._placement.device).eval()

    @property
    def _where(self) -> tuple[tuple[str], dict[str, Any]]:
        path = self.files.path
        options: dict[str, Any] = {"local_files_only": True, "trust_remote_code": False}
        if path.suffix == ".gguf":
            return (str(path.parent),), {"gguf_file": path.name, **options}
        return (str(path),), options

    @cached_property
    def _room(self) -> int:
        """Tokens that the model can read at once."""
        limits = [int(self.tokenizer.model_max_length)]
        for name in ("max_position_embeddings", "n_positions"):
            limits.append(int(getattr(self.model.config, name, None) or UNBOUNDED))
        return min(UNBOUNDED, *limits)

    @cached_property
    def _ends(self) -> tuple[int, ...]:
        """Tokens that end a reply."""
        ends = self.model.generation_config.eos_token_id
        if ends is None:
            ends = self.tokenizer.eos_token_id
        return () if ends is None else tuple(ends) if isinstance(ends, list) else (ends,)

    @contextmanager
    def _loading(self) -> Iterator[None]:
        no_progress_bars()
        try:
            yield
        except ImportError as error:  # GGUF needs the package gguf
            raise ModelError(
                f"model '{self.files.name}' needs a package: {str(error).splitlines()[0]}"
            ) from error
        except (OSError, ValueError, KeyError, RuntimeError) as error:
            raise ModelError(
                f"model '{self.files.name}' in '{self.files.path}' cannot be loaded as a language "
                f"model: {str(error).splitlines()[0]}"
            ) from error


@contextmanager
def _seeded(seed: int, device: str) -> Iterator[None]:
    """Random numbers from ``seed``, and whatever others draw goes on where it was."""
    import torch

    cuda = [torch.device(device)] if device.startswith("cuda") else []
    with torch.random.fork_rng(devices=cuda):
        torch.manual_seed(seed)
        yield


def _Streamer(decoder: Any, on_text: OnText, skip: bool) -> Any:  # noqa: N802 - makes one
    from transformers import TextStreamer

    class Streamer(TextStreamer):
        def on_finalized_text(self, text: str, stream_end: bool = False) -> None:
            if text:
                on_text(text)

    return Streamer(decoder, skip_prompt=skip)
