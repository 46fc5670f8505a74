"""The sample library keeps what its README promises: other tests and the demo rely on it."""

from __future__ import annotations

import csv
import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "samples"
LIBRARY = SAMPLES / "library"
BUILD = ROOT / "scripts" / "build_samples.py"
BINARY = (
    "annual-report-2023.pdf",
    "budget-2024.pptx",
    "output-and-tariffs.xlsx",
    "wildlife-monitoring.docx",
)
MARKER = re.compile(r"""\s*(?:\[\^?[\d,\s]+\]|【\d+】)|</?cite[^>]*>""")


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


ANSWERS = rows(SAMPLES / "answers.jsonl")
EXPECTED = {row["id"]: row["sentences"] for row in rows(SAMPLES / "answers.expected.jsonl")}
QUESTIONS = rows(SAMPLES / "questions.jsonl")
ANSWERABLE = [row for row in QUESTIONS if row["answerable"]]


def folded(text: str) -> str:
    return " ".join(text.split())


def build(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, BUILD, *arguments], cwd=ROOT, capture_output=True, text=True, check=False
    )


def pdf_pages() -> list[str]:
    import pypdfium2

    with pypdfium2.PdfDocument(LIBRARY / "annual-report-2023.pdf") as pdf:
        return [folded(pdf[n].get_textpage().get_text_range()) for n in range(len(pdf))]


def docx_text() -> str:
    import docx

    document = docx.Document(str(LIBRARY / "wildlife-monitoring.docx"))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return " ".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def pptx_text() -> str:
    from pptx import Presentation

    slides = Presentation(str(LIBRARY / "budget-2024.pptx")).slides
    shapes = [s.text_frame.text for page in slides for s in page.shapes if s.has_text_frame]
    return " ".join([*shapes, *(page.notes_slide.notes_text_frame.text for page in slides)])


def sheet(name: str) -> list[tuple[Any, ...]]:
    from openpyxl import load_workbook

    return list(load_workbook(LIBRARY / "output-and-tariffs.xlsx")[name].values)


def xlsx_text() -> str:
    values = [*sheet("Output 2023 (MWh)"), *sheet("Tariffs")]
    return " ".join(str(value) for row in values for value in row)


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    """The words of every document by URI, read without attrib: an independent witness."""
    found = {
        "annual-report-2023.pdf": " ".join(pdf_pages()),
        "wildlife-monitoring.docx": docx_text(),
        "budget-2024.pptx": pptx_text(),
        "output-and-tariffs.xlsx": xlsx_text(),
    }
    for path in LIBRARY.iterdir():
        if path.suffix in {".md", ".txt", ".csv", ".html"}:
            found[path.name] = path.read_text(encoding="utf-8")
    for row in rows(LIBRARY / "faq.jsonl"):
        found[row.get("url", f"faq.jsonl#{row['id']}")] = row["text"]
    return {
        name if name.startswith("https:") else f"samples/library/{name}": folded(text)
        for name, text in found.items()
    }


def test_binary_documents_are_what_the_script_builds() -> None:
    done = build("--check")
    assert done.returncode == 0, done.stderr


def test_building_twice_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("first", "second"):
        done = build("--out", tmp_path / name)
        assert done.returncode == 0, done.stderr
    for name in BINARY:
        assert (tmp_path / "first" / name).read_bytes() == (tmp_path / "second" / name).read_bytes()


def test_check_names_a_document_that_is_out_of_date(tmp_path: Path) -> None:
    for name in BINARY:
        (tmp_path / name).write_bytes((LIBRARY / name).read_bytes())
    report = tmp_path / "annual-report-2023.pdf"
    report.write_bytes(report.read_bytes().replace(b"52.8 GWh", b"52.9 GWh"))
    (tmp_path / "budget-2024.pptx").unlink()
    done = build("--check", "--out", tmp_path)
    assert done.returncode == 1
    assert "annual-report-2023.pdf" in done.stderr
    assert "budget-2024.pptx" in done.stderr
    assert "xlsx" not in done.stderr


def test_readme_lists_every_document() -> None:
    readme = (SAMPLES / "README.md").read_text(encoding="utf-8")
    listed = re.findall(r"^\| `([\w.-]+)` \|", readme, flags=re.MULTILINE)
    assert sorted(listed) == sorted(path.name for path in LIBRARY.iterdir())


def test_pdf_has_a_sentence_that_runs_over_the_page_end() -> None:
    first, second = pdf_pages()
    begin = first.rindex("The delay had two causes")
    assert "." not in first[begin:]
    assert second.startswith("made the cable 4.6 km long")


def test_sums_of_the_sheet_agree_with_the_report(texts: dict[str, str]) -> None:
    _, *turbines, total = sheet("Output 2023 (MWh)")
    assert len(turbines) == 14
    assert all(sum(months) == year for _, *months, year in turbines)
    assert [sum(column) for column in zip(*(row[1:] for row in turbines), strict=True)] == [
        *total[1:]
    ]
    assert total[-1] == 52_800
    report = texts["samples/library/annual-report-2023.pdf"]
    assert f"September with {max(total[1:-1]):,} MWh" in report
    assert f"May with {min(total[1:-1]):,} MWh" in report


def test_every_row_of_the_incidents_has_all_columns() -> None:
    with (LIBRARY / "incidents-2023.csv").open(encoding="utf-8", newline="") as file:
        header, *incidents = csv.reader(file)
    assert len(incidents) >= 10
    assert all(len(row) == len(header) == 6 for row in incidents)


@pytest.mark.parametrize("row", ANSWERABLE, ids=[row["id"] for row in ANSWERABLE])
def test_every_expected_document_holds_the_expected_words(
    row: dict[str, Any], texts: dict[str, str]
) -> None:
    for uri in row["expect_uri"]:
        for word in row["expect_words"]:
            assert word in texts[uri], (uri, word)


def test_questions_cover_every_document_and_both_kinds_without_an_answer() -> None:
    asked = {uri for row in ANSWERABLE for uri in row["expect_uri"]}
    files = {uri.split("#")[0] for uri in asked if not uri.startswith("https:")}
    assert files == {f"samples/library/{path.name}" for path in LIBRARY.iterdir()}
    assert len(ANSWERABLE) == 24
    assert [row["language"] for row in ANSWERABLE].count("de") == 2
    kinds = [row["kind"] for row in QUESTIONS if not row["answerable"]]
    assert sorted(kinds) == ["near_topic"] * 6 + ["off_topic"] * 6
    assert len({row["id"] for row in QUESTIONS}) == len(QUESTIONS)


@pytest.mark.parametrize("row", ANSWERS, ids=[row["id"] for row in ANSWERS])
def test_citations_point_to_documents_of_the_library(
    row: dict[str, Any], texts: dict[str, str]
) -> None:
    assert ("citations" in row) != ("contexts" in row)
    assert {citation["uri"] for citation in row.get("citations", [])} <= texts.keys()


@pytest.mark.parametrize("row", ANSWERS, ids=[row["id"] for row in ANSWERS])
def test_expected_sentences_are_the_answer(row: dict[str, Any]) -> None:
    expected = EXPECTED[row["id"]]
    assert " ".join(sentence["text"] for sentence in expected) == folded(
        MARKER.sub("", row["answer"])
    )


@pytest.mark.parametrize("row", ANSWERS, ids=[row["id"] for row in ANSWERS])
def test_expected_citations_follow_from_the_row(row: dict[str, Any]) -> None:
    known = {citation["id"] for citation in row.get("citations", [])}
    known |= {str(number + 1) for number in range(len(row.get("contexts", [])))}
    for sentence in EXPECTED[row["id"]]:
        dangling = {
            marker for marker, status in sentence["citations"].items() if status == "dangling"
        }
        assert sentence["citations"].keys() - known == dangling
        assert set(sentence["citations"].values()) <= {"valid", "wrong", "dangling"}
        if sentence["uncited"]:
            assert sentence["verdict"] == "supported"
            assert not sentence["citations"]


def test_answers_show_every_verdict_and_every_status() -> None:
    assert EXPECTED.keys() == {row["id"] for row in ANSWERS}
    sentences = [sentence for group in EXPECTED.values() for sentence in group]
    assert {sentence["verdict"] for sentence in sentences} == {
        "supported",
        "partial",
        "contradicted",
        "unsupported",
        "not_a_claim",
    }
    statuses = {status for sentence in sentences for status in sentence["citations"].values()}
    assert statuses == {"valid", "wrong", "dangling"}
    assert any(sentence["uncited"] for sentence in sentences)
