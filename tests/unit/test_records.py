"""Records of other tools, whose inputs and outputs are objects, read as rows to audit."""

from __future__ import annotations

import pytest
from replies_of_apis import ALL, BEDROCK, RESPONSES

from attrib.auditing.rows import rows_of

TEXTS = ["So it is."]
MESSAGES = [
    {"role": "user", "content": "Who?"},
    {"role": "assistant", "content": "I."},
    {"role": "user", "content": [{"type": "text", "text": "Why?"}]},
]
ANSWER = {"role": "assistant", "content": "So."}


def row(item):
    (made,) = rows_of([item])
    assert made.error is None, made.error
    return made


@pytest.mark.parametrize(
    "item",
    [
        {"inputs": {"question": "Why?"}, "outputs": {"answer": "So.", "context": TEXTS}},
        {"inputs": {"messages": MESSAGES}, "outputs": {"output": ANSWER, "docs": TEXTS}},
        {"inputs.question": "Why?", "outputs.answer": "So.", "outputs.contexts": TEXTS, "answers": ["No."]},
        {"input": {"query": "Why?", "context": TEXTS}, "output": {"answer": "So."}},
        {"input": MESSAGES, "output": ANSWER, "documents": TEXTS},
        {"vars": {"question": "Why?", "context": TEXTS, "answer": "No."}, "response": {"output": "So."}},
        {"question": "Why?", "input": {"context": "Joined."}, "output": {"answer": "So."}, "contexts": TEXTS},
        {"input": "Why?", "inputs": {"question": "Who?"}, "outputs": {"answer": "So."}, "contexts": TEXTS},
    ],
)  # fmt: skip
def test_what_went_in_and_came_out_is_a_row(item):
    made = row({"id": 7, **item})
    assert (made.id, made.question, made.answer) == ("7", "Why?", "So.")
    assert [context.text for context in made.contexts] == TEXTS


@pytest.mark.parametrize("name", ALL)
def test_a_reply_may_be_what_came_out(name):
    alone, kept = (
        row(ALL[name]),
        row({"inputs": {"question": "Why?"}, "outputs": {"answer": ALL[name]}}),
    )
    assert (kept.question, kept.answer, kept.annotations) == (
        "Why?",
        alone.answer,
        alone.annotations,
    )


def test_a_reply_is_no_record():
    for reply in (RESPONSES, BEDROCK):
        made = row({"response": reply, "input": MESSAGES, "id": "a"})
        assert (made.id, made.question, made.answer) == ("a", "Why?", row(reply).answer)


def test_a_gold_answer_beside_what_came_out_is_told():
    for key in ("output", "response"):
        (made,) = rows_of([{"question": "Why?", "answer": "Gold.", key: {"answer": "So."}}])
        assert f"'answer' and '{key}' are two answers" in made.error


@pytest.mark.parametrize(
    "junk", [None, 3, "x", [], [3], {}, {"messages": 3}, {"messages": [{"role": "user"}]}]
)
def test_damaged_records_are_told_or_read(junk):
    for item in (
        {"inputs": junk, "outputs": junk},
        {"input": junk, "output": junk},
        {"vars": junk, "response": junk},
    ):
        (made,) = rows_of([item])
        assert made.error or made.answer == "x"
