"""A language model behind any HTTP endpoint that speaks OpenAI's chat completions."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from attrib.errors import GenerationError, InputError, ModelError, UnansweredError
from attrib.generation.generator import OnText
from attrib.generation.language_model import Prompt, Reply
from attrib.text.thoughts import without_thoughts

KEYS = ("ATTRIB_API_KEY", "OPENAI_API_KEY")
"""Environment variables that may hold the key, in this order. It is read when it is needed, and
stands in no setting, message or result."""
NO_KEY = "none"
"""What is sent where there is no key: servers on one's own machine ask for none."""
SAID = 200
"""Characters of a server's reason that are told."""
DEFAULT_URL = "https://api.openai.com/v1"
RENAMED = {"max_tokens": "max_completion_tokens"}
"""What newer models want a parameter to be called. Others they refuse altogether, and go without."""
OPTIONAL = {*RENAMED, "temperature", "seed"}
UNSUPPORTED = ("unsupported_parameter", "unsupported_value")
"""What a server says of them. A number that is too large is no such thing, but an error of who asks."""

COMPLETE, OUT_OF_TOKENS, FILTERED = "stop", "length", "content_filter"
"""Why a reply ended, in the words of the protocol; servers have more of them."""


class _Piece(NamedTuple):
    """A piece of a reply."""

    text: str
    refusal: str
    ended: str
    """Why the reply ended here; empty where it goes on."""


class OpenAIModel:
    """Asks ``model`` at ``base_url``, streaming.

    A refused connection, a timeout before the first word, and the statuses 408, 409, 429 and 5xx
    are tried again, ``retries`` times, with growing pauses or those that the server asks for. After
    ``timeout`` seconds of silence, or five times as many in all, the call fails.
    """

    focus: int | None = None

    def __init__(
        self,
        model: str,
        base_url: str | None = None,
        *,
        max_tokens: int = 256,
        temperature: float = 0.0,
        seed: int = 0,
        timeout: float = 60.0,
        retries: int = 2,
    ) -> None:
        self._model = model
        self._url = base_url or os.environ.get("OPENAI_BASE_URL") or DEFAULT_URL
        self._shown = _shown(self._url)
        self.max_tokens = max_tokens
        self._temperature = temperature
        self._seed = seed
        self._timeout = timeout
        self._retries = retries
        self._refused: set[str] = set()

    def describe(self) -> dict[str, str]:
        return {
            "name": "openai", "model": self._model, "base_url": self._shown,
            "temperature": str(self._temperature), "max_tokens": str(self.max_tokens),
            **dict.fromkeys(sorted(self._refused - RENAMED.keys()), "refused by the server"),
        }  # fmt: skip

    def fits(self, prompt: Prompt) -> bool:
        return True  # a server says so itself when it does not

    def complete(self, prompt: Prompt, sample: int, on_text: OnText) -> Reply:
        text = refusal = ended = ""
        for piece in self._pieces(prompt, sample):
            if piece.text:
                text += piece.text
                on_text(piece.text)
            refusal += piece.refusal
            ended = piece.ended or ended
        model = f"model '{self._model}' at {self._shown}"
        if refusal:
            raise UnansweredError(f"{model} refused to answer: {one_line(refusal)}")
        if not ended:
            raise GenerationError(
                f"the endpoint {self._shown} broke off its reply after {len(text)} characters: ask "
                "again, or look at the server's log"
            )
        if ended not in (COMPLETE, OUT_OF_TOKENS) and not without_thoughts(text):
            by = "the content filter" if ended == FILTERED else f"the server ({ended})"
            raise UnansweredError(f"{model} was stopped by {by} before it answered")
        return Reply(text.strip(), ended != COMPLETE)

    def _pieces(self, prompt: Prompt, sample: int) -> Iterator[_Piece]:
        """The reply as it comes."""
        deadline = time.monotonic() + 5 * self._timeout
        # What the receiver of the pieces raises does not come by here.
        with self._errors():
            stream = self._stream(prompt, sample)
            with stream:
                for chunk in stream:
                    if time.monotonic() > deadline:
                        raise TimeoutError
                    for choice in chunk.choices[:1]:
                        delta = choice.delta
                        refusal = getattr(delta, "refusal", None) or ""
                        yield _Piece(delta.content or "", refusal, choice.finish_reason or "")

    def _stream(self, prompt: Prompt, sample: int) -> Any:
        """The reply as it comes; a parameter that the server refuses is not sent again."""
        from openai import BadRequestError

        while True:
            try:
                return self._client.chat.completions.create(
                    model=self._model,
                    messages=[
                        {"role": "system", "content": prompt.system},
                        {"role": "user", "content": prompt.user},
                    ],
                    stream=True,
                    **self._parameters(sample),
                )
            except BadRequestError as error:
                new = OPTIONAL - self._refused
                if error.code not in UNSUPPORTED or error.param not in new:
                    raise
                self._refused.add(error.param)

    def _parameters(self, sample: int) -> dict[str, Any]:
        wanted = {
            "max_tokens": self.max_tokens,
            "temperature": self._temperature,
            "seed": self._seed + sample,
        }
        for name, other in RENAMED.items():
            if name in self._refused:
                wanted[other] = wanted.pop(name)
        return {name: value for name, value in wanted.items() if name not in self._refused}

    @cached_property
    def _client(self) -> Any:
        try:
            import openai
        except ImportError:
            raise ModelError(
                "the generator 'openai' needs the package openai: run pip install 'attrib[openai]'"
            ) from None
        key = next((os.environ[name] for name in KEYS if os.environ.get(name)), NO_KEY)
        return openai.OpenAI(
            api_key=key, base_url=self._url, timeout=self._timeout, max_retries=self._retries
        )

    @contextmanager
    def _errors(self) -> Iterator[None]:
        """Whatever the client or its HTTP library raises, as one line without headers or key."""
        try:
            yield
        except (ModelError, GenerationError):
            raise
        except Exception as error:
            raise GenerationError(self._reason(error)) from None

    def _reason(self, error: Exception) -> str:
        status = getattr(error, "status_code", None)
        kind = type(error).__name__
        where = f"the endpoint {self._shown}"
        if isinstance(error, TimeoutError) or "Timeout" in kind:
            return (
                f"{where} did not answer in time ({self._timeout:g} s of silence, "
                f"{5 * self._timeout:g} s in all): raise --timeout, or look at the server"
            )
        if status in (401, 403):
            return f"{where} refused the key (status {status}): set {' or '.join(KEYS)}"
        if status == 404:
            return f"{where} knows no model '{self._model}' (status 404): check --model, --base-url"
        if status == 429:
            return f"{where} has too many requests (status 429, tried {self._retries + 1} times)"
        if status is not None:
            tried = f", tried {self._retries + 1} times" if status >= 500 else ""
            return f"{where} failed with status {status}{tried}{_said(error, self._client.api_key)}"
        if "Connect" in kind or kind == "APIConnectionError":
            return f"{where} cannot be reached: check --base-url, and whether the server runs"
        return f"{where} sent what is no chat completion ({kind}): check --base-url"


def _said(error: Exception, key: str) -> str:
    """The server's own reason, such as a parameter that the model does not know; never the key."""
    body = getattr(error, "body", None)
    message = body.get("message") if isinstance(body, dict) else None
    said = one_line(message.replace(key, "***")) if isinstance(message, str) else ""
    return f": {said}" if said else ""


def one_line(text: str) -> str:
    """So much of a server's words as is told."""
    return " ".join(text.split())[:SAID]


def _shown(url: str) -> str:
    """``url`` without user name, password and query, which may be secrets. Raises InputError."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:  # a port that is none, a bracket that is not closed
        host = ""
    if not host or parts.scheme not in ("http", "https"):
        raise InputError(
            f"base_url '{url.rpartition('@')[2].partition('?')[0]}' is no address of an endpoint: "
            "write for example http://localhost:8080/v1"
        )
    host = f"[{host}]" if ":" in host else host
    return f"{parts.scheme}://{host}{f':{port}' if port else ''}{parts.path}"
