"""Replies of APIs: read as rows to audit, with their citations by offsets."""

from __future__ import annotations

import base64
import copy
import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from replies_of_apis import (
    ALL,
    ANTHROPIC,
    ANTHROPIC_WEB,
    ASSISTANT,
    AZURE,
    BEDROCK,
    BEDROCK_AGENT,
    BEDROCK_STREAM,
    CHAT,
    COHERE,
    COHERE_1,
    CONVERSE,
    GEMINI,
    MISTRAL,
    MISTRAL_CONVERSATION,
    OLLAMA,
    PERPLEXITY,
    RESPONSES,
)

from attrib.answers.claims import read_answer
from attrib.answers.markers import Marker
from attrib.auditing.rows import rows_of


def row(item):
    (made,) = rows_of([item])
    assert made.error is None, made.error
    return made


def annotated(made):
    """The words that each annotation stands for, and what it cites."""
    return [
        (made.answer[a.start : a.end], a.target or a.uri or a.context) for a in made.annotations
    ]


def texts(made):
    return [(c.name or c.id, c.text) for c in made.contexts]


def test_anthropic_cites_with_what_it_quoted():
    made = row(ANTHROPIC)
    assert made.answer == "🌳 Laut Quelle wächst die Eiche langsam. Die Kiefer wächst schnell."
    assert annotated(made) == [
        ("wächst die Eiche langsam", "document 1"),
        ("wächst die Eiche langsam", "document 2"),
        ("Die Kiefer wächst schnell.", "document 1"),
    ]
    assert texts(made) == [
        ("document 1", "Eichen wachsen langsam. "),
        ("document 2", "Die Eiche wächst wenig."),
        ("document 1", "Kiefern wachsen schnell."),
    ]
    assert (made.id, made.contexts[0].title) == ("msg_1", "Bäume im Park")


def test_anthropic_counts_the_contexts_of_the_row():
    contexts = [{"id": "2", "text": "Eichen."}, {"id": "b", "text": "Kiefern."}]
    made = row({"question": "Eiche?", "response": ANTHROPIC, "contexts": contexts, "id": "q1"})
    assert (made.id, made.question) == ("q1", "Eiche?")
    assert [a.context for a in made.annotations] == [1, 2, 1]
    assert texts(made) == [("2", "Eichen."), ("b", "Kiefern.")]


def test_anthropic_counts_the_citations_of_the_row():
    made = row({"result": ANTHROPIC, "citations": ["oak.md", "pine.md"]})
    assert [a.target for a in made.annotations] == ["1", "2", "1"]
    assert made.contexts == () and [r.uri for r in made.references] == ["oak.md", "pine.md"]


def test_anthropic_cites_pages_and_search_results():
    made = row(ANTHROPIC_WEB)
    assert made.answer == "I will look for it.\n\nOaks grow slowly."
    assert annotated(made) == [
        ("Oaks grow slowly.", "https://a.example/oak"),
        ("Oaks grow slowly.", "trees/oak.md"),
    ]
    assert texts(made) == [
        ("https://a.example/oak", "An oak grows slowly."),
        ("trees/oak.md", "Oaks are slow."),
    ]
    made = row({**ANTHROPIC_WEB, "contexts": ["One.", "Two."]})
    assert [(a.uri, a.context) for a in made.annotations] == [
        ("https://a.example/oak", 0),
        ("trees/oak.md", 2),
    ]


def snake(value):
    """A reply as the SDK for Python dumps it."""
    if isinstance(value, list):
        return [snake(each) for each in value]
    if not isinstance(value, dict):
        return value
    return {re.sub(r"([A-Z])", r"_\1", key).lower(): snake(each) for key, each in value.items()}


@pytest.mark.parametrize("reply", [GEMINI, snake(GEMINI)])
def test_gemini_counts_bytes_of_a_part(reply):
    made = row(reply)
    assert made.answer == (
        "Größe: die Eiche 🌳 ist groß. Sie wächst langsam. Die Kiefer ist größer."
    )
    assert annotated(made) == [
        ("Größe: die Eiche 🌳 ist groß.", "https://a.example/r/1"),
        ("Größe: die Eiche 🌳 ist groß.", "gs://trees/oak.txt"),
        ("Sie wächst langsam.", "gs://trees/oak.txt"),
        ("Die Kiefer ist größer.", "Pines"),
    ]
    assert texts(made) == [
        ("gs://trees/oak.txt", "Eichen sind groß."),
        ("Pines", "Kiefern sind größer."),
    ]


def test_gemini_without_a_text_of_the_segment_may_lie_outside():
    reply = copy.deepcopy(GEMINI)
    reply["candidates"][0]["groundingMetadata"]["groundingSupports"][1]["segment"]["endIndex"] = 999
    (made,) = rows_of([reply])
    assert made.error and "goes from 29 to" in made.error


def test_responses_cite_files_by_a_place_and_pages_by_their_link():
    made = row(RESPONSES)
    assert [(a.start, a.end, a.target, a.uri) for a in made.annotations] == [
        (19, 19, "file-oak", "oak.txt"),
        (37, 86, "", "https://a.example/?utm_source=openai"),
    ]
    assert texts(made) == [("file-oak", "Oaks grow slowly.")]


def test_chat_completions_annotate_links_and_words():
    made = row(CHAT)
    assert annotated(made) == [
        ("([a](https://a.example/oak))", "https://a.example/oak"),
        ("Pines grow fast.", "https://a.example/pine"),
    ]
    assert made.contexts == ()


def test_azure_numbers_what_it_found():
    made = row(AZURE)
    assert texts(made) == [
        ("oak.pdf", "Oaks are slow."),
        ("https://a.example/pine", "Pines are fast."),
        ("oak.pdf", "Oaks are big."),
    ]
    assert [(r.id, r.uri) for r in made.references] == [
        ("1", "oak.pdf"), ("2", "https://a.example/pine"), ("3", "oak.pdf"),
    ]  # fmt: skip


@pytest.mark.parametrize("place", ["choice", "context"])
def test_azure_once_wrote_what_it_found_as_a_message_of_a_tool(place):
    message = AZURE["choices"][0]["message"]
    said = {"role": "assistant", "content": message["content"], "end_turn": True}
    tool = {"role": "tool", "content": json.dumps(message["context"]), "end_turn": False}
    choice = (
        {"messages": [tool, said]}
        if place == "choice"
        else {"message": {**said, "context": {"messages": [tool]}}}
    )
    made = row({"choices": [choice]})
    assert made.answer == message["content"]
    assert (texts(made), made.references) == (texts(row(AZURE)), row(AZURE).references)


@pytest.mark.parametrize("content", [None, "", "{", "[]", "3", '{"citations": 3}', "[" * 100_000])
def test_what_a_tool_of_azure_says_may_be_anything(content):
    messages = [
        {"role": "tool", "content": content},
        {"role": "assistant", "content": "So [doc1]."},
    ]
    made = row({"choices": [{"messages": messages}]})
    assert (made.answer, made.references) == ("So [doc1].", ())


def test_perplexity_numbers_what_it_found():
    made = row({"question": "Oak?", "response": PERPLEXITY})
    assert texts(made) == [("https://a.example/pine", "Pines are fast.")]
    assert [r.uri for r in made.references] == ["https://a.example/oak", "https://a.example/pine"]
    less = {key: value for key, value in PERPLEXITY.items() if key != "citations"}
    assert row(less).references == made.references
    less = {key: value for key, value in PERPLEXITY.items() if key != "search_results"}
    assert (row(less).references, row(less).contexts) == (made.references, ())


def test_assistants_annotate_their_markers():
    made = row(ASSISTANT)
    assert annotated(made) == [("【4:0†source】", "file-oak"), ("【4:1†pine.txt】", "file-pine")]
    assert [a.uri for a in made.annotations] == ["file-oak", "pine.txt"]


def test_annotations_of_openai_beside_an_answer():
    message = CHAT["choices"][0]["message"]
    made = row({"answer": message["content"], "annotations": message["annotations"]})
    assert made.annotations == row(CHAT).annotations
    (part,) = RESPONSES["output"][-1]["content"]
    made = row({"response": part["text"], "annotations": part["annotations"]})
    assert made.annotations == row(RESPONSES).annotations


def test_cohere_cites_documents_and_what_tools_gave_out():
    made = row(COHERE)
    assert made.answer == "🌳 Oaks grow slowly. Pines grow fast."
    assert annotated(made) == [("slowly.", "doc:0"), ("fast.", "look:0")]
    assert texts(made) == [("doc:0", "Oaks are slow."), ("look:0", "pine\nfast\n3")]


def test_cohere_1_cites_by_the_ids_of_its_documents():
    made = row(COHERE_1)
    assert annotated(made) == [("slowly.", "doc_0"), ("slowly.", "doc_1"), ("fast.", "doc_1")]
    assert texts(made) == [("doc_0", "Oaks are slow."), ("doc_1", "Pines are fast, oaks slow.")]
    assert made.contexts[0].url == "https://a.example/oak"
    less = {**COHERE_1, "documents": None, "contexts": ["Slow.", "Fast."]}
    assert [a.context for a in row(less).annotations] == [1, 2, 2]


@pytest.mark.parametrize("key", ["answer", "response", "text"])
def test_citations_of_cohere_beside_a_text(key):
    message = COHERE["message"]
    made = row({key: message["content"][1]["text"], "citations": message["citations"]})
    assert (made.answer, made.annotations) == (row(COHERE).answer, row(COHERE).annotations)
    assert (texts(made), made.references) == (texts(row(COHERE)), ())
    cites = {"citations": COHERE_1["citations"], "documents": COHERE_1["documents"]}
    made = row({key: COHERE_1["text"], **cites})
    assert (annotated(made), texts(made)) == (annotated(row(COHERE_1)), texts(row(COHERE_1)))


def test_the_contexts_beside_citations_of_cohere_count_more():
    message = COHERE["message"]
    made = row(
        {
            "answer": message["content"][1]["text"],
            "citations": message["citations"],
            "contexts": [{"id": "doc:0", "text": "All of it."}],
            "annotations": [{"text": "Pines", "target": "look:0"}],
        }
    )
    assert texts(made) == [("doc:0", "All of it."), ("look:0", "pine\nfast\n3")]
    assert annotated(made) == [("Pines", "look:0"), ("slowly.", "doc:0"), ("fast.", "look:0")]


@pytest.mark.parametrize("junk", [None, 0, "x", [], [3], {}, [{"id": 3}], [{"document": 3}]])
def test_citations_of_cohere_may_be_damaged(junk):
    citations = [{"text": "So", "sources": junk, "document_ids": junk}, junk]
    (made,) = rows_of([{"answer": "So.", "citations": citations}])
    assert made.error is None


def test_bedrock_is_read_by_its_texts():
    made = row(BEDROCK)
    assert annotated(made) == [
        ("Eichen wachsen langsam.", "s3://trees/oak.txt"),
        ("Kiefern wachsen schnell.", "https://a.example/pine"),
        ("Kiefern wachsen schnell.", "s3://trees/oak.txt"),
    ]
    assert texts(made) == [
        ("s3://trees/oak.txt", "Eichen sind langsam."),
        ("https://a.example/pine", "Kiefern sind schnell."),
    ]


def test_an_agent_of_bedrock_cites_as_its_knowledge_base_does():
    made = row(BEDROCK_AGENT)
    assert made.answer == f"🌳 {BEDROCK['output']['text']}"
    assert annotated(made) == annotated(row(BEDROCK))
    assert texts(made) == texts(row(BEDROCK))


def chunks_of(*parts):
    return {"completion": [{"chunk": {"bytes": part}} for part in parts]}


@pytest.mark.parametrize(
    "reply",
    [
        chunks_of("Größe: 3 m.".encode()),
        chunks_of(b"Gr\xc3", "öße: 3 m.".encode()[1:]),
        chunks_of("Größe: ", "3 m."),
        chunks_of("Größe", ": ", "3 m."),
        chunks_of(*(base64.b64encode(b).decode() for b in (b"Gr\xc3", "öße: 3 m.".encode()[1:]))),
    ],
)
def test_an_agent_of_bedrock_sends_bytes(reply):
    assert row(reply).answer == "Größe: 3 m."


def test_events_of_bedrock_are_collected():
    made = row(BEDROCK_STREAM)
    assert made.answer == BEDROCK["output"]["text"]
    assert (annotated(made), texts(made)) == (annotated(row(BEDROCK)), texts(row(BEDROCK)))
    for reply, key in ((BEDROCK_STREAM, "stream"), (BEDROCK_AGENT, "completion")):
        assert row({"answer": reply[key]}).annotations == row(reply).annotations


def test_converse_cites_by_documents_results_and_pages():
    made = row(CONVERSE)
    assert made.answer == "🌳 Laut Quelle wächst die Eiche langsam. Die Kiefer wächst schnell."
    assert annotated(made) == [
        ("wächst die Eiche langsam", "document 1"),
        ("wächst die Eiche langsam", "document 2"),
        ("Die Kiefer wächst schnell.", "https://a.example/pine"),
        ("Die Kiefer wächst schnell.", "https://a.example/kb"),
    ]
    assert texts(made) == [
        ("document 1", "Eichen wachsen langsam."),
        ("document 2", "Die Eiche wächst wenig."),
        ("https://a.example/pine", "Kiefern wachsen schnell."),
        ("https://a.example/kb", "Kiefern sind schnell."),
    ]
    assert (made.contexts[0].title, made.contexts[2].url) == (
        "Bäume im Park",
        "https://a.example/pine",
    )


def test_converse_counts_the_contexts_of_the_row():
    made = row({"answer": CONVERSE, "contexts": ["Eichen.", "Mehr."]})
    assert [a.context for a in made.annotations] == [1, 2, 0, 0]
    assert [c.text for c in made.contexts] == ["Eichen.", "Mehr."]


def test_gemini_names_the_pages_that_words_are_taken_from():
    sources = [
        {"startIndex": 6, "endIndex": 12, "uri": "https://a.example/oak", "license": ""},
        {"endIndex": 5, "uri": "https://a.example/tree"},
        {"startIndex": 0, "endIndex": 5},
    ]
    content = {"parts": [{"text": "🌳. Eichen."}]}
    camel = row(
        {"candidates": [{"content": content, "citationMetadata": {"citationSources": sources}}]}
    )
    assert annotated(camel) == [
        ("Eichen", "https://a.example/oak"),
        ("🌳.", "https://a.example/tree"),
    ]
    snake = [{"start_index": 6, "end_index": 12, "uri": "https://a.example/oak"}]
    made = row({"candidates": [{"content": content, "citation_metadata": {"citations": snake}}]})
    assert annotated(made) == annotated(camel)[:1]


def backed(made):
    """The words before each annotation, to the beginning of its sentence."""
    return [
        (made.answer[: a.start].rpartition(". ")[2], a.target or a.uri) for a in made.annotations
    ]


def test_mistral_cites_behind_the_words_by_the_names_of_the_request():
    contexts = [{"id": 0, "text": "Oaks are slow."}, {"id": 1, "text": "Pines are fast."}]
    made = row({"response": MISTRAL, "contexts": contexts})
    assert made.answer == "🌳 Oaks grow slowly. Pines grow fast. Both are trees."
    assert backed(made) == [
        ("🌳 Oaks grow slowly", "0"), ("🌳 Oaks grow slowly", "1"), ("Pines grow fast.", "1"),
    ]  # fmt: skip
    markers = [Marker("", a.start, a.end, (a.target,), written=False) for a in made.annotations]
    read = read_answer(made.answer, (), markers)
    assert [[m.targets for m in sentence.markers] for sentence in read] == [
        [("0", "1")], [("1",)], [],
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("given", "targets"),
    [
        ({}, ["0", "1", "1"]),
        ({"contexts": ["Slow.", "Fast."]}, ["1", "2", "2"]),
        ({"citations": ["oak.md", "pine.md"]}, ["1", "2", "2"]),
        ({"citations": {"0": "oak.md", "1": "pine.md"}}, ["0", "1", "1"]),
    ],
)
def test_mistral_counts_sources_without_names_from_0(given, targets):
    assert [a.target for a in row({"response": MISTRAL, **given}).annotations] == targets


@pytest.mark.parametrize(
    "reply",
    [
        {**OLLAMA, "message": None, "response": "🌳 Oaks grow slowly.", "context": [128006, 882]},
        OLLAMA,
    ],
)
def test_replies_of_ollama_have_no_contexts(reply):
    for item in (
        reply,
        {**reply, "contexts": ["Slow."]},
        {"response": reply, "contexts": ["Slow."]},
    ):
        made = row(item)
        assert made.answer == "🌳 Oaks grow slowly."
        assert [c.text for c in made.contexts] == item.get("contexts", [])
    (gold,) = rows_of([{**reply, "answer": "Fast."}])
    assert "are two answers" in gold.error
    (piece,) = rows_of([{**reply, "done": False}])
    assert "a piece of an answer that was streamed" in piece.error


def test_a_completion_is_the_text_of_a_choice():
    choice = {"index": 0, "text": " Oaks are slow.", "finish_reason": "stop"}
    assert row({"object": "text_completion", "choices": [choice]}).answer == " Oaks are slow."
    (quiz,) = rows_of([{"question": "Oak?", "choices": [{"label": "A", "text": "Slow."}]}])
    assert quiz.error


@pytest.mark.parametrize(
    ("annotation", "words", "cited"),
    [
        ({"type": "url_citation", "start_index": 6, "end_index": 15, "url": "https://a.example"},
         "grow fast", "https://a.example"),
        ({"type": "file_citation", "index": 15, "file_id": "file-1", "filename": "a.pdf"}, "", "file-1"),
        ({"type": "citation", "start_index": 6, "end_index": 15, "url": "https://a.example", "title": "A"},
         "grow fast", "https://a.example"),
        ({"type": "citation", "title": "a.pdf", "cited_text": "So."}, "Pines grow fast.", "a.pdf"),
        ({"type": "citation", "extras": {"document_index": 1}}, "Pines grow fast.", "document 2"),
    ],
)  # fmt: skip
def test_blocks_of_langchain_keep_annotations(annotation, words, cited):
    blocks = [
        {"type": "text", "text": "🌳 Oaks grow slowly. "},
        {
            "type": "text",
            "text": "Pines grow fast.",
            "annotations": [annotation, {"type": "other"}],
        },
    ]
    made = row({"answer": blocks})
    assert annotated(made) == [(words, cited)]
    assert [c.text for c in made.contexts] == ["So."] * ("cited_text" in annotation)


def test_an_answer_of_haystack_is_read_as_an_object_and_as_its_dict():
    answer = {
        "data": "Oaks are slow [1].",
        "query": "Oak?",
        "documents": [
            {"id": "a1", "content": "Slow.", "meta": {"title": "T"}},
            {"content": "Fast."},
        ],
        "meta": {},
    }
    kept = {"type": "haystack.dataclasses.answer.GeneratedAnswer", "init_parameters": answer}
    for item in (answer, kept, {"id": 7, "answer": kept}):
        made = row(item)
        assert (made.question, made.answer) == ("Oak?", "Oaks are slow [1].")
        assert texts(made) == [("a1", "Slow."), ("2", "Fast.")]


@pytest.mark.parametrize("kind", ["file_path", "container_file_citation"])
def test_files_that_a_model_wrote_are_no_citations(kind):
    written = {
        "type": kind,
        "text": "sandbox:/a.csv",
        "start_index": 0,
        "end_index": 2,
        "file_id": "f",
    }
    assert row({"answer": "So.", "annotations": [written]}).annotations == ()
    cited = {"type": "url_citation", "start_index": 0, "end_index": 2, "url": "https://a.example"}
    assert len(row({"answer": "So.", "annotations": [written, cited]}).annotations) == 1


@pytest.mark.parametrize(
    "message",
    [
        {"role": "assistant", "content": "Oaks grow slowly."},
        {"type": "ai", "content": "Oaks grow slowly.", "response_metadata": {}},
        {"lc": 1, "id": ["AIMessage"], "kwargs": {"type": "ai", "content": "Oaks grow slowly."}},
    ],
)
def test_a_message_of_a_model_is_an_answer(message):
    cited = {"type": "url_citation", "start_index": 0, "end_index": 4, "url": "https://a.example"}
    made = row({"question": "Oak?", "response": message, "annotations": [cited]})
    assert (made.answer, annotated(made)) == ("Oaks grow slowly.", [("Oaks", "https://a.example")])
    (gold,) = rows_of([{"answer": "Slowly", "response": message}])
    assert "two answers" in gold.error


def test_open_webui_numbers_its_sources_by_their_names():
    sources = [
        {"source": {"id": "kb", "name": "Trees"}, "document": ["Slow.", "Fast.", "Big."],
         "metadata": [{"source": "oak.pdf"}, {"source": "pine.pdf"}, {"source": "oak.pdf", "name": "Oak"}]},
        {"source": {"id": "https://a.example"}, "document": ["Green."], "metadata": []},
    ]  # fmt: skip
    said = {"role": "assistant", "content": "Oaks are slow [1]. Moss is green [3]."}
    for item in (said, {"choices": [{"message": said}]}, {"answer": said["content"]}):
        made = row({**item, "sources": sources})
        assert made.answer == said["content"]
        assert texts(made) == [
            ("oak.pdf", "Slow."), ("pine.pdf", "Fast."), ("oak.pdf", "Big."), ("https://a.example", "Green."),
        ]  # fmt: skip
        assert [(r.id, r.uri) for r in made.references] == [
            ("1", "oak.pdf"), ("2", "pine.pdf"), ("3", "https://a.example"),
        ]  # fmt: skip
    for other in (["a.pdf"], [{"uri": "a.pdf"}], [{"content": "x", "tool_name": "y"}], {}, None):
        assert row({"answer": "So.", "sources": other}).contexts == ()


def test_mistral_cites_in_a_message_alone():
    message = MISTRAL["choices"][0]["message"]
    for reply in (message, {"answer": message["content"]}):
        made = row({**reply, "contexts": ["Slow.", "Fast."]})
        assert made.answer == row(MISTRAL).answer
        assert [a.target for a in made.annotations] == ["1", "2", "2"]


def test_agents_of_mistral_cite_pages_and_documents():
    made = row(MISTRAL_CONVERSATION)
    assert made.answer == "I will look for it.\n\nOaks grow slowly."
    assert [(a.start, a.uri) for a in made.annotations] == [
        (37, "https://a.example/oak"),
        (37, "trees.pdf"),
    ]
    assert texts(made) == [("https://a.example/oak", "An oak grows slowly.")]
    bare = row({"answer": MISTRAL_CONVERSATION["outputs"]})
    assert (bare.annotations, bare.contexts) == (made.annotations, made.contexts)


@pytest.mark.parametrize("key", ["answer", "response", "output", "actual_output", "result"])
@pytest.mark.parametrize("name", ALL)
def test_a_reply_is_the_row_or_its_answer(name, key):
    alone, within = row(ALL[name]), row({"question": "Why?", key: ALL[name], "id": "a"})
    assert (within.id, within.question) == ("a", "Why?")
    assert (within.answer, within.annotations) == (alone.answer, alone.annotations)
    assert (within.contexts, within.references) == (alone.contexts, alone.references)
    beside = row({**ALL[name], "question": "Why?"})
    assert (beside.question, beside.annotations) == ("Why?", alone.annotations)


@pytest.mark.parametrize("name", ALL)
def test_every_citation_stands_where_it_says(name):
    made = row(ALL[name])
    places = [(a.start, a.end) for a in made.annotations]
    assert all(0 <= start <= end <= len(made.answer) for start, end in places)
    assert read_answer(made.answer)


def test_the_contexts_of_the_row_come_first_and_count_more():
    given = [{"id": "doc_1", "text": "All of it."}, "Unnamed."]
    made = row(
        {"answer": COHERE_1, "contexts": given, "annotations": [{"text": "Oaks", "target": 2}]}
    )
    assert texts(made) == [
        ("doc_1", "All of it."), ("2", "Unnamed."), ("doc_0", "Oaks are slow."),
    ]  # fmt: skip
    assert annotated(made)[0] == ("Oaks", "2")


@pytest.mark.parametrize(
    "item",
    [
        {"custom_id": "q7", "result": {"type": "succeeded", "message": ANTHROPIC}},
        {"id": "b_1", "custom_id": "q7", "response": {"status_code": 200, "body": ANTHROPIC}},
        {"key": "q7", "response": ANTHROPIC},
        {"id": "q7", "response": ANTHROPIC["content"]},
    ],
)
def test_results_of_batches_and_bare_lists_of_blocks(item):
    made = row(item)
    assert (made.id, made.annotations) == ("q7", row(ANTHROPIC).annotations)


@pytest.mark.parametrize(
    ("item", "reason"),
    [
        ({"response": {"type": "error"}}, "'answer' is a dict: a string or the reply of an API"),
        ({"result": {"type": "errored", "error": {}}}, "'answer' is a dict"),
        ({"candidates": [{"finishReason": "SAFETY"}]}, "'answer' is empty"),
        ({"answer": "So.", "response": ANTHROPIC}, "'answer' and 'response' are two answers"),
    ],
)
def test_what_is_no_reply_is_told(item, reason):
    (made,) = rows_of([item])
    assert reason in made.error


@pytest.mark.parametrize(
    "reply",
    [
        {"role": "user", "content": [{"type": "text", "text": "I read 5 m."}]},
        {**ASSISTANT, "role": "user"},
        {"role": "system", "content": "Be brief."},
        {"role": "human", "type": "human", "content": [{"type": "text", "text": "I read 5 m."}]},
    ],
)
def test_the_message_of_a_user_is_no_answer(reply):
    (made,) = rows_of([reply])
    assert f"it is a message of the role '{reply['role']}': leave it out" in made.error
    (made,) = rows_of([{"question": "Oak?", "answer": reply}])
    assert "'answer' is a dict" in made.error
    assert row({"answer": "So.", **reply}).answer == "So."


def test_what_a_user_wrote_is_no_part_of_the_output():
    asked = {"type": "message", "role": "user", "content": [{"type": "input_text", "text": "Oak?"}]}
    made = row({**RESPONSES, "output": [asked, *RESPONSES["output"]]})
    assert (made.answer, made.annotations) == (row(RESPONSES).answer, row(RESPONSES).annotations)


def batched(reply):
    return {"status_code": 200, "body": reply}


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("response", CHAT),
        ("response", batched(CHAT)),
        ("response", batched(RESPONSES)),
        ("output", RESPONSES["output"]),
        ("output", CONVERSE["output"]),
        ("actual_output", GEMINI),
        ("result", {"type": "succeeded", "message": ANTHROPIC}),
    ],
)
def test_a_reply_beside_another_answer_is_told(key, value):
    (gold,) = rows_of([{"question": "Oak?", "answer": "Slowly", key: value}])
    assert f"'answer' and '{key}' are two answers" in gold.error
    (alone,) = rows_of([{"question": "Oak?", key: value}])
    again = row({"question": "Oak?", "answer": f" {alone.answer}\n", key: value})
    assert (again.answer, again.annotations) == (alone.answer, alone.annotations)
    (other,) = rows_of([{"answer": value, "response": "Slowly"}])
    assert other.error


def test_of_a_row_of_alce_the_reply_is_audited():
    gold = {"answer": "Slowly", "docs": [{"text": "Oaks are slow."}]}
    for output in (CHAT, RESPONSES["output"], CONVERSE["output"]):
        made = row({**gold, "output": output})
        assert (made.answer, texts(made)[0]) == (
            row({"output": output}).answer,
            ("1", "Oaks are slow."),
        )


def test_what_stands_beside_an_answer_may_look_like_a_reply():
    beside = {
        "choices": [{"text": "Fast"}],
        "content": [{"type": "text", "text": "Oaks are slow."}],
    }
    assert row({"answer": "Slowly", **beside}).answer == "Slowly"


JUNK = st.sampled_from(
    [None, 0, -3, 99, True, 1.5, "", "x", "\x00ü", [], ["x"], [[]], {}, {"x": 1}]
)


@given(st.sampled_from(sorted(ALL)), st.lists(st.tuples(st.integers(0, 200), JUNK), max_size=3))
def test_no_damaged_reply_ends_the_run(name, changes):
    reply = copy.deepcopy(ALL[name])
    for number, junk in changes:
        holders = list(_places(reply))
        holder, key = holders[number % len(holders)]
        holder[key] = copy.deepcopy(junk)
    (made,) = rows_of([reply])
    json.dumps(made.answer)
    assert all(0 <= a.start <= a.end <= len(made.answer) for a in made.annotations)


def _places(value):
    keys = value if isinstance(value, dict) else range(len(value))
    for key in list(keys):
        yield value, key
        if isinstance(value[key], (dict, list)):
            yield from _places(value[key])
