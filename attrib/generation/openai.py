"""A language model behind any HTTP endpoint that speaks OpenAI's chat completions."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urlsplit

from attrib.errors import AttribError, GenerationError, InputError, ModelError, UnansweredError
from attrib.generation.complaints import refused_parameter, told
from attrib.generation.generator import OnText
from attrib.generation.language_model import Prompt, Reply
from attrib.text.thoughts import without_thoughts

KEYS = ("ATTRIB_API_KEY", "OPENAI_API_KEY")
"""Environment variables that may hold the key, in this order. It is read when it is needed, and
stands in no setting, message or result."""
NO_KEY = "none"
"""What is sent where there is no key: servers on one's own machine ask for none."""
DEFAULT_URL = "https://api.openai.com/v1"
RENAMED = {"max_tokens": "max_completion_tokens"}
"""What newer models want a parameter to be called. Others they refuse altogether, and go without."""
OPTIONAL = {*RENAMED, "temperature", "seed"}

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
        self._url = (base_url or os.environ.get("OPENAI_BASE_URL") or DEFAULT_URL).strip()
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
            raise UnansweredError(f"{model} refused to answer: {told(refusal)}")
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
        with self._errors(begun=True), stream:
            for chunk in stream:
                if time.monotonic() > deadline:
                    raise TimeoutError
                # Azure tells what its filter found in choices that have no delta.
                for choice in (chunk.choices or ())[:1]:
                    said = getattr(choice, "delta", None)
                    text, refusal = (_words(getattr(said, n, None)) for n in ("content", "refusal"))
                    yield _Piece(text, refusal, choice.finish_reason or "")

    def _stream(self, prompt: Prompt, sample: int) -> Any:
        """The reply as it comes; a parameter that the server refuses is not sent again."""
        from openai import BadRequestError, UnprocessableEntityError

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
            except (BadRequestError, UnprocessableEntityError) as error:
                refused = refused_parameter(error, OPTIONAL)
                if refused is None or refused in self._refused:
                    raise
                self._refused.add(refused)

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
        address = urlsplit(self._url)
        return openai.OpenAI(
            api_key=self._key or NO_KEY,
            base_url=address._replace(query="", fragment="").geturl(),
            # Azure's api-version
            default_query=dict(parse_qsl(address.query, keep_blank_values=True)),
            timeout=self._timeout,
            max_retries=self._retries,
        )

    @cached_property
    def _key(self) -> str:
        """The key; empty where there is none. Raises InputError."""
        for name in KEYS:
            # In an .env file of Windows it ends with a carriage return.
            if key := os.environ.get(name, "").strip():
                if not (key.isascii() and key.isprintable()):
                    raise InputError(
                        f"{name} holds a character that no key has: copy the key again"
                    )
                return key
        return ""

    @contextmanager
    def _errors(self, *, begun: bool = False) -> Iterator[None]:
        """Whatever the client or its HTTP library raises, as one line without headers or key. ``begun``
        says that the reply had begun.
        """
        try:
            yield
        except AttribError:
            raise
        except Exception as error:
            raise GenerationError(self._reason(error, begun)) from None

    def _reason(self, error: Exception, begun: bool) -> str:
        status = getattr(error, "status_code", None)
        kind = type(error).__name__
        where = f"the endpoint {self._shown}"
        if isinstance(error, TimeoutError) or "Timeout" in kind:
            return (
                f"{where} did not answer in time ({self._timeout:g} s of silence, "
                f"{5 * self._timeout:g} s in all): raise --timeout, or look at the server"
            )
        said = told(getattr(error, "body", None), self._key)
        keys = " or ".join(KEYS)
        tried = f"tried {self._retries + 1} times"
        if status == 401:
            return f"{where} refused the key (status 401): set {keys}{_quoted(said)}"
        if status == 403:
            return f"{where} refused the request (status 403): {said or f'check the key in {keys}'}"
        if status == 404:
            return (
                f"{where} knows no model '{self._model}' (status 404): check --model, --base-url"
                f"{_quoted(said)}"
            )
        if status is not None:
            known = ", too many requests" if status == 429 else ""
            again = f", {tried}" if status == 429 or status >= 500 else ""
            return f"{where} failed with status {status}{known}{again}{f': {said}' if said else ''}"
        if kind == "APIError":  # one that stands in the stream
            return f"{where} ended its reply with an error: {said or error}"
        if "Connect" in kind or "Protocol" in kind:
            if begun:
                return f"{where} broke off its reply: ask again, or look at the server's log"
            return f"{where} cannot be reached: check --base-url, and whether the server runs"
        return f"{where} sent what is no chat completion ({kind}): check --base-url"


def _quoted(said: str) -> str:
    return f". It says: {said}" if said else ""


def _words(content: object) -> str:
    """The words of what a server says; Mistral gives thoughts as parts of another type beside them."""
    if isinstance(content, list):
        texts = [part for part in content if isinstance(part, dict) and part.get("type") == "text"]
        return "".join(_words(part.get("text")) for part in texts)
    return content if isinstance(content, str) else ""


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
