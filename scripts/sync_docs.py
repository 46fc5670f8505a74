"""Writes the parts of docs/ that the code tells best; ``--check`` only says what is stale.

``docs/cli.md`` is the ``--help`` of every command, and ``docs/schemas/*.json`` describe the JSON of
results, made from the dataclasses in ``attrib/types.py`` and those modules that have results of
their own.
Nothing here depends on the terminal or the time, so the same code gives the same bytes.
"""

from __future__ import annotations

import argparse
import ast
import copy
import inspect
import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, cast

import typer
from pydantic import TypeAdapter
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command

import attrib.asking.asked
import attrib.asking.differences
import attrib.auditing.differences
import attrib.types
from attrib.asking import AskDiff, AskedQuestion, AskReport, AskTotals, compare_answers
from attrib.auditing import AuditDiff, compare_audits
from attrib.auditing.metrics import Totals
from attrib.cli import app
from attrib.types import Answer, AnswerAudit, AuditReport, ClaimCheck, Provenance

DOCS = Path(__file__).resolve().parent.parent / "docs"
WIDTH = 100
"""Columns of the rendered help."""
DIALECT = "https://json-schema.org/draft/2020-12/schema"
RESULTS: dict[str, tuple[type, str]] = {
    "answer": (Answer, "attrib.answer/1"),
    "ask": (AskReport, "attrib.ask/1"),
    "ask_diff": (AskDiff, "attrib.ask_diff/1"),
    "asked_question": (AskedQuestion, "attrib.asked_question/1"),
    "answer_audit": (AnswerAudit, "attrib.answer_audit/1"),
    "audit": (AuditReport, "attrib.audit/1"),
    "audit_diff": (AuditDiff, "attrib.audit_diff/1"),
    "check": (ClaimCheck, "attrib.check/1"),
}
"""File name: the class, and what its ``to_dict()`` gives as ``schema``."""

_CLI_HEAD = """\
# Command line

<!-- Written by scripts/sync_docs.py from the code. Do not edit: run `make fix`. -->

Exit codes: 0 fine, 1 a gate failed (`audit --fail-under` or `--max-contradicted`, `ask --fail`,
`check --fail`, `diff --fail-on-worse`, `index verify`), 2 an error, 130 interrupted. What the options
mean for the JSON is in [formats.md](formats.md).
"""


def main() -> int:
    """Writes or checks; returns the exit code: 0 fine, 1 a file is stale."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="compare only, write nothing")
    parser.add_argument("--out", type=Path, default=DOCS, help="folder to write to")
    arguments = parser.parse_args()
    stale = []
    for name, text in generated().items():
        path = arguments.out / name
        if path.is_file() and path.read_text(encoding="utf-8") == text:
            continue
        stale.append(name)
        if not arguments.check:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="\n")
    for name in stale:
        said = "is stale: run python scripts/sync_docs.py" if arguments.check else "written"
        print(f"docs/{name} {said}", file=sys.stderr)
    return 1 if stale and arguments.check else 0


def generated() -> dict[str, str]:
    """What each generated file, by its path below docs/, has to hold."""
    schemas = {
        f"schemas/{name}.json": json.dumps(schema_of(result, tag), indent=2) + "\n"
        for name, (result, tag) in RESULTS.items()
    }
    return {"cli.md": cli_page(), **schemas}


# -- the command line -------------------------------------------------------------------------


def commands() -> Iterator[tuple[str, TyperCommand | TyperGroup, typer.Context]]:
    """Each command's full name, itself and its context, groups before what is in them."""
    plain = copy.copy(app)
    plain.rich_markup_mode = None  # else help is drawn with boxes, as wide as the terminal
    yield from _walk(cast("TyperGroup", get_command(plain)), "attrib", None)


def _walk(
    command: TyperCommand | TyperGroup, name: str, parent: typer.Context | None
) -> Iterator[tuple[str, TyperCommand | TyperGroup, typer.Context]]:
    size = {"terminal_width": WIDTH, "max_content_width": WIDTH}
    made = command.make_context(name, [], parent=parent, resilient_parsing=True, **size)
    context = cast("typer.Context", made)
    yield context.command_path, command, context
    for child_name, child in getattr(command, "commands", {}).items():
        yield from _walk(child, child_name, context)


def cli_page() -> str:
    """The help of every command as one page."""
    sections = [
        f"## {name}\n\n```text\n{_without_trailing_space(command.get_help(context))}\n```\n"
        for name, command, context in commands()
    ]
    return "\n".join([_CLI_HEAD, *sections])


def _without_trailing_space(text: str) -> str:
    return "\n".join(line.rstrip() for line in text.strip().splitlines())


# -- JSON schemas -----------------------------------------------------------------------------


def schema_of(result: type, tag: str) -> dict[str, Any]:
    """The JSON schema of what ``to_dict()`` of ``result`` gives, with ``tag`` as its ``schema``."""
    bare = TypeAdapter(result).json_schema(mode="serialization")
    definitions = {name: _object(part, name) for name, part in bare.pop("$defs", {}).items()}
    top = _tagged(_object(bare, result.__name__), tag)
    nothing = AuditReport((), Totals().to_dict(), Provenance("", {}, {}, {}, None))
    for inner, inner_tag in RESULTS.values():
        # A result inside another one carries its own tag.
        if inner.__name__ in definitions:
            definitions[inner.__name__] = _tagged(definitions[inner.__name__], inner_tag)
    if result is AuditReport:
        top["properties"]["totals"] |= _totals(nothing.totals)
    if result is AskReport:
        top["properties"]["totals"] |= _totals(AskTotals().to_dict())
    if result is AskDiff:
        unasked = AskReport((), {})
        top["properties"]["totals"] |= _totals(compare_answers(unasked, unasked).totals)
    if result is AuditDiff:
        top["properties"]["totals"] |= _totals(compare_audits(nothing, nothing).totals)
    return {"$schema": DIALECT, "title": tag, **top, "$defs": dict(sorted(definitions.items()))}


def _object(schema: dict[str, Any], name: str) -> dict[str, Any]:
    """``schema`` as strict as ``to_dict()`` is: every field is there, and nothing else."""
    schema = _plain(schema)
    if "properties" not in schema:
        return schema
    said = field_docstrings().get(name, {})
    properties = {
        field: {**part, "description": said[field]} if field in said else part
        for field, part in schema["properties"].items()
    }
    return {
        **schema,
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def _plain(schema: dict[str, Any]) -> dict[str, Any]:
    """Without the titles pydantic makes up and the defaults, which no reader of results needs."""
    kept = {key: value for key, value in schema.items() if key not in ("title", "default")}
    for key in ("items", "additionalProperties"):
        if isinstance(kept.get(key), dict):
            kept[key] = _plain(kept[key])
    for key in ("anyOf", "prefixItems"):
        if key in kept:
            kept[key] = [_plain(item) for item in kept[key]]
    if "properties" in kept:  # here "title" may be the name of a field
        kept["properties"] = {name: _plain(item) for name, item in kept["properties"].items()}
    return kept


def _tagged(schema: dict[str, Any], tag: str) -> dict[str, Any]:
    """``schema`` with the field ``schema`` in front, as ``to_dict()`` puts it."""
    return {
        **schema,
        "properties": {"schema": {"const": tag}, **schema["properties"]},
        "required": ["schema", *schema["required"]],
    }


def _totals(empty: Mapping[str, Any]) -> dict[str, Any]:
    """The schema of totals, from totals of nothing: counts are 0 there, rates null."""
    return {
        "type": "object",
        "properties": {
            key: _totals(value)
            if isinstance(value, dict)
            else {"type": ["number", "null"], "minimum": 0, "maximum": 1}
            if value is None
            else {"type": "integer", "minimum": 0}
            for key, value in empty.items()
        },
        "required": list(empty),
        "additionalProperties": False,
    }


def field_docstrings() -> dict[str, dict[str, str]]:
    """Class name, field name: the docstring below the field, where the results are defined."""
    found: dict[str, dict[str, str]] = {}
    modules = (
        attrib.types, attrib.asking.asked, attrib.asking.differences, attrib.auditing.differences,
    )  # fmt: skip
    for node in (node for m in modules for node in ast.parse(inspect.getsource(m)).body):
        if not isinstance(node, ast.ClassDef):
            continue
        fields = found[node.name] = {}
        for field, below in zip(node.body, node.body[1:], strict=False):
            if (
                isinstance(field, ast.AnnAssign)
                and isinstance(field.target, ast.Name)
                and isinstance(below, ast.Expr)
                and isinstance(below.value, ast.Constant)
            ):
                fields[field.target.id] = " ".join(str(below.value.value).split())
    return found


if __name__ == "__main__":
    raise SystemExit(main())
