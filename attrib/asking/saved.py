"""Answers as ``attrib ask`` wrote them, read again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from attrib.asking.asked import AskedQuestion, AskReport
from attrib.auditing.own_answers import ANSWER, ASKED
from attrib.auditing.saved import SCHEMAS as AUDITS
from attrib.errors import InputError, SourceError
from attrib.saved_results import first_schema, read_saved, reader, schema_of, unfinished
from attrib.types import Answer

REPORT = "attrib.ask/1"
NOUN = "an answer"
MEND = "name a file that attrib ask --out or attrib ask --json wrote"


def read_answers(answers: str | Path | AskReport) -> tuple[AskedQuestion, ...]:
    """What is in a file of ``attrib ask --out`` or ``--json``, or in a report.

    Raises InputError when it cannot be read or is something else.
    """
    if isinstance(answers, AskReport):
        return answers.questions
    name = f"answers file '{answers}'"
    try:
        return _questions(read_saved(Path(answers), name, MEND))
    except SourceError as error:
        raise InputError(f"{name}: {error}: {MEND}") from None


def read_unfinished(path: str | Path) -> Iterator[AskedQuestion]:
    """The answers that ``attrib ask --out`` wrote until it was stopped, one at a time; none where there
    is no file. A last line without its end was cut off, and is none.

    Raises InputError when the file cannot be read, or is something else.
    """
    return unfinished(Path(path), f"answers file '{path}'", AskedQuestion, ASKED, NOUN, MEND)


def hold_answers(before: Path, after: Path) -> bool:
    """Whether two files hold answers of ``attrib ask``; what else is no audit is for others to say.

    Raises InputError where one does and the other is an audit: they cannot be compared.
    """
    answers, audits = [], []
    for path in (before, after):
        schema = first_schema(path)
        if schema in (ANSWER, ASKED, REPORT):
            answers.append(path)
        elif schema in AUDITS.values():
            audits.append(path)
    if answers and audits:
        raise InputError(
            f"'{answers[0]}' holds answers of attrib ask, and '{audits[0]}' an audit: audit the answers "
            "first (attrib audit), or name two files of one kind"
        )
    return bool(answers)


def _questions(items: Sequence[tuple[int, Any]]) -> tuple[AskedQuestion, ...]:
    if len(items) == 1 and schema_of(items[0][1]) == REPORT:
        return reader(AskReport, REPORT, NOUN)(*items[0]).questions
    asked, bare = reader(AskedQuestion, ASKED, NOUN), reader(Answer, ANSWER, NOUN)
    return tuple(
        AskedQuestion(None, number, bare(number, item))
        if schema_of(item) == ANSWER
        else asked(number, item)
        for number, item in items
    )
