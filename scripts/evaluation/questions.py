"""Development questions, and an index of all their paragraphs together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from training.reading import is_held_out, is_held_out_question, plain
from training.sets import read

from attrib.config import load_settings
from attrib.index import Index
from attrib.index.schema import DATABASE
from attrib.index.store import Store
from attrib.index.writer import Writer
from attrib.progress import Silent
from attrib.sources.document import DocumentBuilder
from attrib.types import Document


@dataclass(frozen=True, slots=True)
class Question:
    """A question, and what is known of its answer."""

    text: str
    kind: Literal["squad2", "xquad", "hotpot"]
    article: str
    answers: tuple[str, ...]
    evidence: tuple[str, ...]
    """Sentences that hold the answer."""
    answerable: bool
    held_out: bool
    """Whether the reader saw neither the question nor its article."""
    gold: frozenset[str]
    """The paragraphs that answer it, together where there are several."""
    given: str
    """The paragraph that it was asked of; empty for HotpotQA."""


def questions(data: Path) -> list[Question]:
    """All questions of SQuAD2, XQuAD and HotpotQA."""
    squad2 = list(read(data / "qa_squad2_dev.jsonl.gz"))
    titles = {plain(row["doc_title"]) for row in squad2}
    found = [
        Question(
            text=row["question"], kind=kind, article=row["doc_title"].replace("_", " "),
            answers=tuple(row["answers"]), evidence=tuple(row["evidence"] or ()),
            answerable=row.get("answerable", True), held_out=is_held_out(row["doc_title"], titles),
            gold=frozenset([row["context"]]), given=row["context"],
        )
        for kind, rows in (("squad2", squad2), ("xquad", read(data / "qa_xquad_dev.jsonl.gz")))
        for row in rows
    ]  # fmt: skip
    for row in read(data / "qa_hotpot_dev.jsonl.gz"):
        gold = {e.strip() for e in row["evidence"]}
        held = [
            paragraph(doc["sentences"])
            for doc in row["docs"]
            if any(s.strip() in gold for s in doc["sentences"])
        ]
        found.append(
            Question(
                text=row["question"], kind="hotpot", article=row["qid"],
                answers=tuple(row["answers"]), evidence=tuple(sorted(gold)), answerable=True,
                held_out=is_held_out_question(row), gold=frozenset(held), given="",
            )
        )  # fmt: skip
    return found


def paragraph(sentences: Iterable[str]) -> str:
    return "".join(sentences).strip()


def paragraphs(data: Path) -> dict[str, str]:
    """The text of each paragraph, and its title."""
    found = {
        row["context"]: row["doc_title"].replace("_", " ")
        for name in ("qa_squad2_dev", "qa_xquad_dev")
        for row in read(data / f"{name}.jsonl.gz")
    }
    for row in read(data / "qa_hotpot_dev.jsonl.gz"):
        found |= {paragraph(doc["sentences"]): doc["title"] for doc in row["docs"]}
    return {text: title for text, title in found.items() if text}


def open_index(folder: Path, texts: dict[str, str], precision: str) -> Index:
    """The index of ``texts`` in ``folder``, one document each; made where there is none.

    Ends the script where there is one of other texts, or one whose making was interrupted.
    """
    settings = load_settings(precision=precision)
    documents = [_document(number, *both) for number, both in enumerate(texts.items())]
    if (folder / DATABASE).is_file():
        index = Index.open(folder, settings)
        held = [index.document(source.document_id) for source in index.store.documents()]
        if {d.uri: d.content_hash for d in held} != {d.uri: d.content_hash for d in documents}:
            raise SystemExit(
                f"the index in {folder} is not of the {len(texts)} paragraphs in --data: delete that "
                "folder, or give another as --index"
            )
        return index
    index = Index.create(folder, settings)
    store = Store(folder, write=True)
    writer = Writer(store, index.embedder, index.recipe.rules, Silent())
    for document in documents:
        writer.put(document.uri, document.content_hash, [document])
    writer.finish()
    store.close()
    return index


def _document(number: int, text: str, title: str) -> Document:
    builder = DocumentBuilder()
    builder.add(text)
    return builder.build(f"paragraph-{number}", title)


def paragraphs_by_id(index: Index, texts: dict[str, str]) -> dict[str, str]:
    """The paragraph of each document id."""
    by_uri = {f"paragraph-{number}": text for number, text in enumerate(texts)}
    return {source.document_id: by_uri[source.uri] for source in index.documents()}
