"""Questions about rows of tables, for the reader: made from kinds of tables and what is asked of them.

scripts/training/tables/*.json hold the kinds: titles, names of rows, columns with their headers, what
their values look like, and questions that avoid the headers' words. A table is a few rows and columns of
one kind, as ``add_table`` writes them; a column that was left out, a row that is not there and a value
that no row has make questions without an answer.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from attrib.sources.document import DocumentBuilder
from attrib.sources.tables import add_table
from attrib.text.passages import context
from training.reading import QuestionExample

KINDS = Path(__file__).parent / "tables"
LONGEST = 600
"""Characters of a table: about those of a passage."""
NAMED = (
    "What is the {header} of {name}?", "{header} of {name}?", "What's the {header} for {name}?",
    "{name} {header}", "Tell me the {header} of {name}.", "Which {header} does {name} have?",
)  # fmt: skip
_UNIT = re.compile(r"\s*[(\[][^)\]]*[)\]]")
_MONTHS = (
    "January February March April May June July August September October November December".split()
)


class Table(NamedTuple):
    """Some rows and columns of a kind."""

    kind: Mapping[str, Any]
    columns: Sequence[Mapping[str, Any]]
    left_out: Sequence[Mapping[str, Any]]
    headers: Sequence[str]
    names: Sequence[str]
    absent: Sequence[str]
    """Names of the kind that no row has."""
    values: Sequence[Sequence[str]]
    """By row, then by column."""
    passage: str
    starts: Mapping[tuple[int, int], int]
    """Where each value stands in the passage, by row and column; the name's column is -1."""


def table_examples(count: int, rng: random.Random) -> list[QuestionExample]:
    """``count`` examples; of each table several."""
    kinds = [kind for path in sorted(KINDS.glob("*.json")) for kind in json.loads(path.read_text())]
    made: list[QuestionExample] = []
    while len(made) < count:
        table = _table(rng.choice(kinds), rng)
        for question in rng.choices(list(QUESTIONS), list(QUESTIONS.values()), k=4):
            made.extend(question(table, rng))
    return made[:count]


def _table(kind: Mapping[str, Any], rng: random.Random) -> Table:
    columns = rng.sample(kind["columns"], rng.randint(3, len(kind["columns"]) - 1))
    names = rng.sample(kind["names"], rng.randint(3, 8))
    headers = [rng.choice(column["header"]) for column in columns]
    values = [[_value(column["values"], rng) for column in columns] for _ in names]
    rows = [[name, *row] for name, row in zip(names, values, strict=True)]
    builder = DocumentBuilder()
    add_table(builder, rows, ["" if rng.random() < 0.1 else rng.choice(kind["key"]), *headers])
    text = builder.build("table", "", {}).text
    lines = text.split("\n")
    while len("\n".join(lines)) > LONGEST and len(lines) > 2:
        lines.pop()
    passage = context(rng.choice(kind["title"]), (), "\n".join(lines))
    starts, at = {}, len(passage) - len("\n".join(lines))
    for row, line in enumerate(lines):
        inside = 0
        for column, value in enumerate(rows[row], start=-1):
            inside = line.index(value, inside)
            starts[row, column] = at + inside
            inside += len(value)
        at += len(line) + 1
    kept = len(lines)
    return Table(
        kind, columns, [c for c in kind["columns"] if c not in columns], headers, names[:kept],
        [n for n in kind["names"] if n not in names], values[:kept], passage, starts,
    )  # fmt: skip


def _value(values: Mapping[str, Any], rng: random.Random) -> str:
    if values["kind"] == "list":
        return str(rng.choice(values["of"]))
    if values["kind"] == "yesno":
        return rng.choice(("yes", "no"))
    if values["kind"] == "date":
        year, month, day = rng.randint(1995, 2026), rng.randint(1, 12), rng.randint(1, 28)
        return f"{year}-{month:02}-{day:02}"
    low, high, step = values["low"], values["high"], values.get("step", 1)
    number = low + step * rng.randint(0, max(1, round((high - low) / step)))
    number = round(number, 3) if isinstance(step, float) else number
    return str(values.get("format", "{:,}").format(number))


def _asked(table: Table, rng: random.Random) -> Iterator[QuestionExample]:
    """A cell, in other words than its header."""
    row, column = _cell(table, rng)
    said = rng.choice(table.columns[column]["ask"]).format(name=table.names[row])
    yield _answered(table, said, row, column, rng)


def _named(table: Table, rng: random.Random) -> Iterator[QuestionExample]:
    """A cell, by its header."""
    row, column = _cell(table, rng)
    header = _UNIT.sub("", table.headers[column])
    header = header if header.isupper() else header[:1].lower() + header[1:]
    said = rng.choice(NAMED).format(header=header, name=table.names[row])
    yield _answered(table, said, row, column, rng)


def _which(table: Table, rng: random.Random) -> Iterator[QuestionExample]:
    """A row, by a value that it alone has; or by one that no row has."""
    row, column = _cell(table, rng)
    held = [values[column] for values in table.values]
    value = held[row] if rng.random() < 0.75 else _value(table.columns[column]["values"], rng)
    said = rng.choice(table.columns[column]["which"]).format(value=_spoken(value, rng))
    if held.count(value) == 1:
        yield _answered(table, said, held.index(value), -1, rng)
    elif value not in held:
        yield _unanswered(table, said, rng, relevant=True)


def _column_left_out(table: Table, rng: random.Random) -> Iterator[QuestionExample]:
    name = rng.choice(table.names)
    others = [q for column in table.left_out for q in column["ask"]]
    said = rng.choice(rng.choice([others, table.kind["missing"]])).format(name=name)
    yield _unanswered(table, said, rng, relevant=True)


def _row_absent(table: Table, rng: random.Random) -> Iterator[QuestionExample]:
    if table.absent:
        _, column = _cell(table, rng)
        said = rng.choice(table.columns[column]["ask"]).format(name=rng.choice(table.absent))
        yield _unanswered(table, said, rng, relevant=False)


QUESTIONS: dict[Callable[[Table, random.Random], Iterator[QuestionExample]], float] = {
    _asked: 0.4, _named: 0.1, _which: 0.2, _column_left_out: 0.2, _row_absent: 0.1
}  # fmt: skip
"""What is asked of a table, and how often."""


def _cell(table: Table, rng: random.Random) -> tuple[int, int]:
    return rng.randrange(len(table.names)), rng.randrange(len(table.columns))


def _answered(
    table: Table, said: str, row: int, column: int, rng: random.Random
) -> QuestionExample:
    value = table.names[row] if column < 0 else table.values[row][column]
    start = table.starts[row, column]
    return QuestionExample(
        _as_typed(said, rng), table.passage, "table", True, True, (start, start + len(value))
    )


def _unanswered(table: Table, said: str, rng: random.Random, relevant: bool) -> QuestionExample:
    source = "table-unanswerable" if relevant else "table-other"
    return QuestionExample(_as_typed(said, rng), table.passage, source, relevant, False)


def _spoken(value: str, rng: random.Random) -> str:
    """A date as people write it; anything else as it is."""
    date = re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", value)
    if not date or rng.random() < 0.3:
        return value
    month, day = _MONTHS[int(date[2]) - 1], int(date[3])
    return rng.choice((f"{day} {month} {date[1]}", f"{month} {day}, {date[1]}"))


def _as_typed(question: str, rng: random.Random) -> str:
    if rng.random() < 0.1:
        question = question.rstrip("?.")
    return question.casefold() if rng.random() < 0.1 else question
