"""The generator on an HTTP endpoint, against a real server on loopback that can misbehave."""

from __future__ import annotations

import json

import pytest
from chat_server import DROP, HANG, SAYS, Page, Refusal, chunk, event, serving

from attrib.errors import GenerationError, InputError, UnansweredError
from attrib.generation.generator import unheard
from attrib.generation.language_model import Prompt
from attrib.generation.openai import KEYS, OpenAIModel

KEY = "sk-very-secret"
PROMPT = Prompt("Use the sources.", "How hot?", "According to [1],")


@pytest.fixture
def server():
    with serving() as server:
        yield server


@pytest.fixture(autouse=True)
def key(monkeypatch):
    for name in (*KEYS, "OPENAI_BASE_URL", "http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("OPENAI_API_KEY", KEY)


def ask(server, heard=unheard, **options):
    return OpenAIModel("m", server.url, **options).complete(PROMPT, 0, heard).text


def refused(server, **options) -> str:
    with pytest.raises(GenerationError) as raised:
        ask(server, **options)
    message = str(raised.value)
    assert KEY not in message
    assert "\n" not in message
    assert server.url in message
    return message


def test_the_reply_is_streamed(server):
    heard = []
    assert ask(server, heard.append) == "It is hot [1]."
    assert heard == ["It is ", "hot [1]."]


@pytest.mark.parametrize("error", [BrokenPipeError("gone"), ValueError("closed"), TimeoutError()])
def test_what_the_listener_raises_is_its_own(server, error):
    def heard(piece):
        raise error

    with pytest.raises(type(error)) as raised:
        ask(server, heard)
    assert raised.value is error


@pytest.mark.parametrize(("finish", "cut_off"), [("stop", False), ("length", True)])
def test_a_reply_says_whether_it_was_cut_off(server, finish, cut_off):
    server.acts = [(chunk("It is "), chunk(None, finish), b"data: [DONE]\n\n")]
    reply = OpenAIModel("m", server.url).complete(PROMPT, 0, unheard)
    assert reply == ("It is", cut_off)


def test_a_text_that_a_filter_cut_is_cut_off(server):
    server.acts = [(chunk("It is hot [1]. It gets"), chunk(None, "content_filter"))]
    reply = OpenAIModel("m", server.url).complete(PROMPT, 0, unheard)
    assert reply == ("It is hot [1]. It gets", True)


@pytest.mark.parametrize(
    ("act", "message"),
    [
        ((chunk(None, "content_filter"),), "was stopped by the content filter before it answered"),
        ((chunk("<think>Hm."), chunk(None, "content_filter")), "stopped by the content filter"),
        ((chunk(None, "tool_calls"),), "was stopped by the server (tool_calls) before it answered"),
        (
            (chunk(None, refusal="I'm sorry,\n"), chunk(None, "stop", refusal="I can't.")),
            "refused to answer: I'm sorry, I can't.",
        ),
    ],
)
def test_a_reply_that_is_no_answer_is_an_error(server, act, message):
    server.acts = [act]
    with pytest.raises(UnansweredError):
        ask(server)
    assert message in refused(server)


def test_a_reply_of_thoughts_alone_is_cut_off(server):
    thinks = chunk(None, reasoning_content="We look at [1]")
    server.acts = [(thinks, chunk("", "length"))]
    assert OpenAIModel("m", server.url).complete(PROMPT, 0, unheard) == ("", True)


def test_what_is_sent(server):
    model = OpenAIModel("m", server.url, max_tokens=9, temperature=0.5, seed=40)
    model.complete(PROMPT, 2, unheard)
    ((path, headers, body),) = server.requests
    assert path == "/v1/chat/completions"
    assert headers["authorization"] == f"Bearer {KEY}"
    assert [m["role"] for m in body["messages"]] == ["system", "user"]
    assert body["messages"][1]["content"] == "How hot?"
    assert (body["max_tokens"], body["temperature"], body["seed"]) == (9, 0.5, 42)
    assert body["stream"] is True


def test_a_parameter_that_the_model_refuses_is_renamed_or_left_out(server):
    server.acts = [
        Refusal(400, "Use 'max_completion_tokens' instead.", "max_tokens", "unsupported_parameter"),
        Refusal(400, "Only the default (1) is supported.", "temperature", "unsupported_value"),
        SAYS,
    ]
    model = OpenAIModel("m", server.url, max_tokens=9)
    assert model.complete(PROMPT, 0, unheard).text == "It is hot [1]."
    assert model.complete(PROMPT, 1, unheard).text == "It is hot [1]."
    sent = [body for _, _, body in server.requests]
    assert len(sent) == 4, "what was refused once is not sent again"
    for body in sent[2:]:
        assert body["max_completion_tokens"] == 9
        assert not {"max_tokens", "temperature"} & body.keys()
    assert [body["seed"] for body in sent] == [0, 0, 0, 1]
    described = model.describe()
    assert described["temperature"] == "refused by the server"
    assert described["max_tokens"] == "9"


UNKNOWN = [
    (422, {"object": "error", "message": {"detail": [
        {"type": "extra_forbidden", "loc": ["body", "seed"], "msg": "Extra inputs are not permitted"},
    ]}}),
    (422, {"detail": [{"loc": ["body", "seed"], "msg": "extra fields not permitted"}]}),
    (400, {"error": {"message": "Unrecognized request argument supplied: seed", "param": None}}),
    (400, [{"error": {"code": 400, "message": 'Unknown name "seed": Cannot find field.'}}]),
    (400, {"error": "unknown field `seed`, expected one of `model`, `temperature`, `max_tokens`"}),
    (400, {"error": {"message": "Provider returned error", "metadata": {
        "raw": '{"error":{"message":"Unsupported parameter: \'seed\'"}}',
    }}}),
]  # fmt: skip


@pytest.mark.parametrize(("status", "body"), UNKNOWN)
def test_a_parameter_that_the_server_does_not_know_is_left_out(server, status, body):
    server.acts = [Page(status, body), SAYS]
    model = OpenAIModel("m", server.url)
    assert model.complete(PROMPT, 0, unheard).text == "It is hot [1]."
    first, second = (body for _, _, body in server.requests)
    assert first.keys() - second.keys() == {"seed"}
    assert model.describe()["seed"] == "refused by the server"


@pytest.mark.parametrize(
    "message",
    [
        "max_tokens 256 is not supported: the maximum is 128",
        "This model's maximum context length is 128 tokens: reduce max_tokens",
        "Unknown model 'm'",
    ],
)
def test_no_parameter_is_left_out_for_another_reason(server, message):
    server.acts = [Page(400, {"error": message})]
    assert f"failed with status 400: {message}" in refused(server)
    assert len(server.requests) == 1


FILTERED = {"choices": [{"index": 0, "finish_reason": None, "content_filter_results": {}}]}


@pytest.mark.parametrize(
    "act",
    [
        (*SAYS[:3], event(FILTERED)),
        (event(FILTERED), event({"choices": [{"index": 0, "delta": None}]}), *SAYS),
        (*SAYS[:3], event({"choices": None, "usage": {"total_tokens": 3}})),
        (
            chunk([{"type": "thinking", "thinking": [{"type": "text", "text": "Hm."}]}]),
            chunk([{"type": "text", "text": "It is "}, {"type": "text", "text": "hot [1]."}]),
            chunk(None, "stop"),
        ),
    ],
)
def test_what_servers_send_beside_the_words_is_no_error(server, act):
    server.acts = [act]
    assert OpenAIModel("m", server.url).complete(PROMPT, 0, unheard) == ("It is hot [1].", False)


def test_the_query_of_the_address_goes_with_each_request(server):
    model = OpenAIModel("m", f"{server.url}/?api-version=2024-10-21&x=")
    model.complete(PROMPT, 0, unheard)
    ((path, _, _),) = server.requests
    assert path == "/v1/chat/completions?api-version=2024-10-21&x="
    assert "2024" not in model.describe()["base_url"]


def test_a_value_that_is_too_large_is_told(server):
    server.acts = [Refusal(400, "max_tokens is too large.", "max_tokens", "invalid_value")]
    assert "failed with status 400: max_tokens is too large." in refused(server)
    assert len(server.requests) == 1


def test_a_server_that_refuses_the_same_thing_again_is_not_asked_for_ever(server):
    server.acts = [Refusal(400, "No.", "seed", "unsupported_parameter")]
    assert "failed with status 400: No." in refused(server)
    assert len(server.requests) == 2


def test_a_server_without_keys_and_the_url_from_the_environment(server, monkeypatch):
    monkeypatch.delenv("OPENAI_API_KEY")
    monkeypatch.setenv("OPENAI_BASE_URL", server.url)
    assert OpenAIModel("m").complete(PROMPT, 0, unheard).text == "It is hot [1]."
    monkeypatch.setenv("ATTRIB_API_KEY", "first")
    OpenAIModel("m").complete(PROMPT, 0, unheard)
    assert server.requests[1][1]["authorization"] == "Bearer first"


@pytest.mark.parametrize("status", [429, 500, 502, 503])
def test_what_may_pass_is_tried_again(server, status):
    server.acts = [status, status, SAYS]
    assert ask(server) == "It is hot [1]."
    assert len(server.requests) == 3


@pytest.mark.parametrize(
    ("status", "message"),
    [(429, "too many requests"), (500, "failed with status 500"), (503, "status 503")],
)
def test_what_does_not_pass_is_an_error(server, status, message):
    server.acts = [status]
    assert message in refused(server)
    assert len(server.requests) == 3


@pytest.mark.parametrize(
    ("status", "message"),
    [
        (401, "refused the key (status 401): set ATTRIB_API_KEY or OPENAI_API_KEY"),
        (404, "knows no model 'm' (status 404)"),
        (400, "failed with status 400"),
    ],
)
def test_what_cannot_pass_is_not_tried_again(server, status, message):
    server.acts = [status]
    assert message in refused(server)
    assert len(server.requests) == 1


def test_the_servers_reason_is_told_on_one_line_without_the_key(server):
    server.acts = [Refusal(400, f"Unsupported parameter:\n'max_tokens' ({KEY})" + 999 * "x")]
    message = refused(server)
    assert "failed with status 400: Unsupported parameter: 'max_tokens' (***)" in message
    assert "tried" not in message and len(message) < 400


@pytest.mark.parametrize(
    ("act", "message"),
    [
        (
            Refusal(429, "You exceeded your current quota."),
            "status 429, too many requests, tried 1 times: You exceeded your current quota.",
        ),
        (Page(403, {"error": {"message": "Region not supported"}}), "(status 403): Region not supported"),
        (Page(403, "<html>No</html>"), "(status 403): check the key in ATTRIB_API_KEY or OPENAI_API_KEY"),
        (
            Refusal(404, "This is not a chat model."),
            "(status 404): check --model, --base-url. It says: This is not a chat model.",
        ),
        (Refusal(401, f"Incorrect key {KEY}."), "or OPENAI_API_KEY. It says: Incorrect key ***."),
        (Page(400, {"error": "The context overflows."}), "status 400: The context overflows."),
        (Page(422, {"error": "Too long.", "error_type": "validation"}), "status 422: Too long."),
        (Page(400, {"detail": "Model not loaded"}), "status 400: Model not loaded"),
        (
            Page(422, {"detail": [{"loc": ["body", "n"], "msg": "No."}, {"msg": "Why?"}]}),
            "status 422: body.n: No.; Why?",
        ),
        (Page(502, "<html>Bad gateway</html>"), "failed with status 502, tried 1 times"),
        (
            (chunk("It is "), event({"error": {"message": "Provider disconnected", "code": 502}})),
            "ended its reply with an error: Provider disconnected",
        ),
        ((event({"error": "The context is too long."}),), "with an error: The context is too long."),
        ((chunk("It is "), DROP), "broke off its reply: ask again"),
    ],
)  # fmt: skip
def test_the_servers_own_reason_is_told(server, act, message):
    server.acts = [act]
    assert message in refused(server, retries=0)


@pytest.mark.parametrize("end", ["\r", "\n", " \r\n"])
def test_white_space_around_the_key_is_none_of_it(server, monkeypatch, end):
    monkeypatch.setenv("OPENAI_API_KEY", KEY + end)
    monkeypatch.setenv("ATTRIB_API_KEY", end)
    ask(server)
    assert server.requests[0][1]["authorization"] == f"Bearer {KEY}"


@pytest.mark.parametrize("key", [f"{KEY}…", f"{KEY}\n{KEY}"])
def test_what_can_be_no_key_is_an_error_without_it(server, monkeypatch, key):
    monkeypatch.setenv("OPENAI_API_KEY", key)
    with pytest.raises(
        InputError, match="OPENAI_API_KEY holds a character that no key has"
    ) as raised:
        ask(server)
    assert KEY not in str(raised.value)
    assert not server.requests


def test_nothing_is_struck_out_where_there_is_no_key(server, monkeypatch):
    monkeypatch.delenv("OPENAI_API_KEY")
    server.acts = [Refusal(400, "nonexistent option; none of a, b")]
    assert "nonexistent option; none of a, b" in refused(server)


@pytest.mark.parametrize(
    "act",
    [
        (chunk("It is "),),
        (chunk("It is "), b"data: [DONE]\n\n"),
        (),
        (b"<html><body>Welcome</body></html>",),
        (b"data: [DONE]\n\n",),
    ],
)
def test_a_reply_that_breaks_off_is_an_error(server, act):
    server.acts = [act]
    assert "broke off its reply" in refused(server, retries=0)


@pytest.mark.parametrize(
    "act", [(b"data: nonsense\n\n",), (b"data: [1, 2]\n\n",), (b'data: {"choices": 3}\n\n',)]
)
def test_a_reply_that_is_no_chat_completion_is_an_error(server, act):
    server.acts = [act]
    assert "sent what is no chat completion" in refused(server, retries=0)


@pytest.mark.parametrize("act", [(HANG,), (chunk("It is "), HANG)])
def test_a_server_that_hangs_is_left(server, act):
    server.acts = [act]
    message = refused(server, timeout=0.2, retries=0)
    assert "did not answer in time (0.2 s of silence" in message


def test_a_server_that_is_not_there():
    model = OpenAIModel("m", "http://127.0.0.1:9/v1", retries=0)
    with pytest.raises(GenerationError, match=r"127\.0\.0\.1:9/v1 cannot be reached"):
        model.complete(PROMPT, 0, unheard)


def test_provenance_holds_no_secret():
    model = OpenAIModel("m", "https://me:secret@llm.test:8443/v1?key=secret")
    told = model.describe()
    assert told["base_url"] == "https://llm.test:8443/v1"
    assert "secret" not in json.dumps(told)


def test_an_address_keeps_its_brackets():
    assert OpenAIModel("m", "http://[::1]:8080/v1").describe()["base_url"] == "http://[::1]:8080/v1"


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("http://llm.test:abc/v1", "http://llm.test:abc/v1"),
        ("http://llm.test:99999/v1", "http://llm.test:99999/v1"),
        ("http://[::1/v1", "http://[::1/v1"),
        ("localhost:8080/v1", "localhost:8080/v1"),
        ("http:///v1", "http:///v1"),
        ("http://me:secret@llm.test:abc/v1?key=secret", "llm.test:abc/v1"),
    ],
)
def test_what_is_no_address_is_refused(url, shown, monkeypatch):
    monkeypatch.setenv("OPENAI_BASE_URL", url)
    with pytest.raises(InputError) as raised:
        OpenAIModel("m")
    assert str(raised.value) == (
        f"base_url '{shown}' is no address of an endpoint: write for example http://localhost:8080/v1"
    )
