"""The documentation says what the code does: generated parts, links, names."""

from __future__ import annotations

import ast
import importlib.util
import json
import re
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from report_cases import abstention, answer, report

from attrib.auditing.metrics import Totals
from attrib.config import Settings
from attrib.types import AuditReport

REPOSITORY = Path(__file__).resolve().parent.parent.parent
DOCS = REPOSITORY / "docs"
SCRIPT = REPOSITORY / "scripts" / "sync_docs.py"
PAGES = sorted(
    [
        *DOCS.rglob("*.md"),
        *REPOSITORY.glob("attrib/weights/*/MODEL_CARD.md"),
        *(REPOSITORY / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")),
        REPOSITORY / "samples" / "README.md",
        REPOSITORY / "indexes" / "README.md",
    ]
)


SCHEMAS = sorted(path.stem for path in (DOCS / "schemas").glob("*.json"))


def load_script() -> Any:
    spec = importlib.util.spec_from_file_location("sync_docs", SCRIPT)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def sync_docs() -> Any:
    return load_script()


def schema(name: str) -> dict[str, Any]:
    return json.loads((DOCS / "schemas" / f"{name}.json").read_text(encoding="utf-8"))


def complaints(value: object, name: str) -> list[str]:
    """What the schema of this name finds wrong with ``value``, as JSON brings it."""
    validator = jsonschema.Draft202012Validator(schema(name))
    return [error.message for error in validator.iter_errors(json.loads(json.dumps(value)))]


# -- generated files --------------------------------------------------------------------------


def test_generated_files_are_current(sync_docs) -> None:
    for name, text in sync_docs.generated().items():
        assert (DOCS / name).read_text(encoding="utf-8") == text, "run python scripts/sync_docs.py"


def test_generating_does_not_depend_on_the_terminal(sync_docs, monkeypatch) -> None:
    usual = sync_docs.generated()
    monkeypatch.setenv("COLUMNS", "40")
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert load_script().generated() == usual


def test_check_names_what_is_stale_and_writing_mends_it(sync_docs, tmp_path, monkeypatch, capsys):
    def run(*arguments: str) -> tuple[int, str]:
        monkeypatch.setattr(sys, "argv", ["sync_docs.py", "--out", str(tmp_path), *arguments])
        return sync_docs.main(), capsys.readouterr().err

    assert run()[0] == 0
    assert run("--check") == (0, "")
    (tmp_path / "cli.md").write_text("old", encoding="utf-8")
    (tmp_path / "schemas" / "audit.json").unlink()
    code, said = run("--check")
    assert code == 1
    assert "docs/cli.md" in said and "docs/schemas/audit.json" in said
    assert "answer.json" not in said
    assert (tmp_path / "cli.md").read_text(encoding="utf-8") == "old"
    run()
    assert run("--check") == (0, "")


def test_every_option_of_every_command_is_on_the_page(sync_docs) -> None:
    page = (DOCS / "cli.md").read_text(encoding="utf-8")
    sections = dict(re.findall(r"^## (.+?)\n(.*?)(?=^## |\Z)", page, re.DOTALL | re.MULTILINE))
    named = {name: command for name, command, _ in sync_docs.commands()}
    assert sections.keys() == named.keys()
    assert {"attrib ingest", "attrib ask", "attrib audit", "attrib index verify"} <= named.keys()
    for name, command in named.items():
        for parameter in command.params:
            for option in parameter.opts:
                assert option in sections[name], f"{name}: {option}"


# -- results and their schemas ----------------------------------------------------------------


@pytest.mark.parametrize("name", SCHEMAS)
def test_schemas_are_valid_schemas(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(schema(name))


def counted() -> AuditReport:
    """The report of the report tests, with totals as the audit counts them."""
    totals = Totals()
    for audited in report().answers:
        totals.add(audited)
    return replace(report(), totals=totals.to_dict())


def test_results_match_their_schemas() -> None:
    assert not complaints(answer().to_dict(), "answer")
    assert not complaints(abstention().to_dict(), "answer")
    assert not complaints(counted().to_dict(), "audit")
    assert not complaints(
        AuditReport((), Totals().to_dict(), answer().provenance).to_dict(), "audit"
    )
    for audited in report().answers:
        assert not complaints(audited.to_dict(), "answer_audit")


def test_schemas_refuse_what_is_not_a_result() -> None:
    good = answer().to_dict()
    first = good["attributions"][0]
    for change in (
        {"schema": "attrib.answer/2"},
        {"confidence": "high"},
        {"surprise": 1},
        {"attributions": [{**first, "verdict": "true"}]},
        {"attributions": [{**first, "claim": {**first["claim"], "start": 1.5}}]},
        {"attributions": [{**first, "unsupported_spans": [[1, 2, 3]]}]},
    ):
        assert complaints({**good, **change}, "answer"), change
    for field in good:
        assert complaints({key: v for key, v in good.items() if key != field}, "answer"), field
    totals = {**counted().to_dict()["totals"], "claims": -1}
    assert complaints({**counted().to_dict(), "totals": totals}, "audit")


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_field_is_described_in_words(name: str) -> None:
    page = (DOCS / "formats.md").read_text(encoding="utf-8")

    def fields(part: object) -> set[str]:
        if isinstance(part, list):
            return {field for item in part for field in fields(item)}
        if not isinstance(part, dict):
            return set()
        own = set(part["properties"]) if isinstance(part.get("properties"), dict) else set()
        return own | {field for value in part.values() for field in fields(value)}

    assert len(fields(schema(name))) > 20
    assert not {field for field in fields(schema(name)) if f"`{field}`" not in page}


def test_every_setting_is_described_in_words() -> None:
    page = (DOCS / "formats.md").read_text(encoding="utf-8")
    table = page[page.index("## Settings") :]
    assert not {name for name in Settings.model_fields if f"| `{name}` |" not in table}


# -- pages ------------------------------------------------------------------------------------


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as forges make them."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    kept = (re.sub(r"[^\w\- ]", "", heading.lower()) for heading in headings)
    return {heading.replace(" ", "-") for heading in kept}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(REPOSITORY).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    text = re.sub(r"```.*?```|`[^`\n]*`", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, anchor = target.partition("#")
        linked = (page.parent / name).resolve() if name else page
        assert linked.is_relative_to(REPOSITORY) and linked.exists(), target
        assert not anchor or anchor in anchors(linked), target


def commands_of(page: Path) -> list[str]:
    """The commands on a page: lines in fences, spans of code; those that go over lines are joined."""
    text = re.sub(r"\\\n\s*", " ", page.read_text(encoding="utf-8"))
    fenced = "\n".join(re.findall(r"```.*?\n(.*?)```", text, re.DOTALL)).splitlines()
    spans = re.findall(r"`([^`]+)`", re.sub(r"```.*?```", "", text, flags=re.DOTALL))
    lines = [" ".join(one.split()).removeprefix("$ ") for one in (*fenced, *spans)]
    return [
        line for line in lines if re.match(r"(?:python )?(?:attrib [a-z]|scripts/.*\.py)", line)
    ]


OPTION = re.compile(r"(?<![\w-])--[a-z][\w-]*")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(REPOSITORY).as_posix())
def test_commands_on_a_page_have_the_options_they_are_given(page: Path, sync_docs) -> None:
    options = {
        name.removeprefix("attrib "): {o for p in command.params for o in (*p.opts, "--help")}
        for name, command, _ in sync_docs.commands()
    }
    shared = [
        REPOSITORY / "scripts" / name for name in ("training/loop.py", "evaluation/asking.py")
    ]
    for line in commands_of(page):
        if script := re.search(r"scripts/[\w/]+\.py", line):
            files = [REPOSITORY / script[0], *shared]
            known = "".join(file.read_text(encoding="utf-8") for file in files)
            assert all(f'"{option}"' in known for option in OPTION.findall(line)), line
        else:
            words = line.split()[1:3]
            name = next((n for n in (" ".join(words), words[0]) if n in options), None)
            assert name, line
            assert set(OPTION.findall(line)) <= options[name], line


def test_tests_that_the_architecture_names_exist() -> None:
    page = (DOCS / "architecture.md").read_text(encoding="utf-8")
    named = re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", page)
    assert named
    for file, function in named:
        source = (REPOSITORY / file).read_text(encoding="utf-8")
        assert not function or re.search(rf"^def {function}\(", source, re.MULTILINE), function


def test_every_dependency_has_its_reason() -> None:
    page = (DOCS / "dependencies.md").read_text(encoding="utf-8")
    project = (REPOSITORY / "pyproject.toml").read_text(encoding="utf-8")
    lists = re.findall(r"^(?:dependencies|dev) = \[\n(.*?)^\]", project, re.DOTALL | re.MULTILINE)
    names = re.findall(r"^ *\"([\w-]+)", "\n".join(lists), re.MULTILINE)
    assert len(lists) == 2 and "torch" in names and "pytest" in names
    described = {name for row in re.findall(r"^\| ([\w, -]+) \|", page, re.MULTILINE)
                 for name in row.split(", ")}  # fmt: skip
    assert set(names) <= described


# -- rooms ------------------------------------------------------------------------------------

ROOMS = [
    "version", "errors", "types", "progress", "config", "model_packages", "models",
    "encoding", "sources", "text", "answers", "index", "reader", "retrieval", "generation",
    "attribution", "provenance", "drafting", "repair", "why", "attempt", "engine", "checking", "json_rows",
    "saved_results", "auditing", "asking", "report", "cli", "__main__",
]  # fmt: skip
"""From top to bottom, as docs/architecture.md draws them."""


def test_rooms_import_only_what_is_above_them() -> None:
    package = REPOSITORY / "attrib"
    seen = set()
    for file in package.rglob("*.py"):
        if file == package / "__init__.py":  # holds the public names of all rooms
            continue
        room = file.relative_to(package).parts[0].removesuffix(".py")
        seen.add(room)
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            names = (
                [alias.name for alias in node.names]
                if isinstance(node, ast.Import)
                else [node.module or ""]
                if isinstance(node, ast.ImportFrom)
                else []
            )
            for name in names:
                if not name.startswith("attrib."):
                    assert name != "attrib", file
                    continue
                imported = name.split(".")[1]
                assert ROOMS.index(imported) <= ROOMS.index(room), f"{file} imports {name}"
    assert seen == set(ROOMS)
