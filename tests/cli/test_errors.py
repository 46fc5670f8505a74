"""What a user did wrong is one line on standard error that names the value and the mend."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path

import pytest

from attrib import cli
from attrib.index.lock import writer_lock
from attrib.index.schema import DATABASE


@pytest.mark.parametrize(
    "command",
    [
        ("audit", "-", "--out", "f"),
        ("audit", "-", "--out", "f", "--resume"),
        ("audit", "-", "--report", "f"),
        ("ask", "--questions", "-", "--out", "f"),
        ("ask", "-", "--html", "f"),
    ],
    ids=" ".join,
)
def test_a_file_on_standard_input_is_not_written_over(attrib, workspace, command):
    file = Path("f")
    file.write_text("Why?")
    Path("link").symlink_to("f")
    for name in ("f", "link"):
        complaint = attrib(
            *(name if part == "f" else part for part in command), stdin=file
        ).complaint
        assert complaint == f"'{name}' cannot be written: it is the file to read: name another"
    assert file.read_text() == "Why?"


@pytest.mark.parametrize("given", [b"", Path("other"), Path(os.devnull)], ids=str)
def test_what_else_is_on_standard_input_can_stay(given, workspace, attrib):
    Path("other").touch()
    Path("f").touch()
    for out in ("f", os.devnull):
        # The next fault is told: the outputs are fine.
        complaint = attrib("audit", "-", "--out", out, "--index", "nowhere", stdin=given).complaint
        assert "nowhere" in complaint


NEEDS_AN_INDEX = [
    ("ask", "Why?"),
    ("audit", "answers.jsonl"),
    ("index", "info"),
    ("index", "documents"),
    ("index", "remove", "a.txt"),
    ("index", "verify"),
    ("index", "compact"),
    ("index", "rebuild"),
]


@pytest.mark.parametrize("command", NEEDS_AN_INDEX, ids=" ".join)
def test_no_index(attrib, workspace, command):
    Path("answers.jsonl").touch()
    complaint = attrib(*command, "--index", "nowhere").complaint
    assert complaint == "there is no index in 'nowhere': run attrib ingest FILES --index nowhere"
    assert not Path("nowhere").exists()


def test_an_index_that_is_a_file_or_another_folder(attrib, workspace):
    Path("docs/a.txt").write_text("Words.")
    for name in ("docs", "docs/a.txt"):
        complaint = attrib("ingest", "docs", "--index", name).complaint
        assert complaint == (
            f"'{name}' exists and is not an index: choose another --index, or empty it"
        )
        assert "there is no index in" in attrib("ask", "Why?", "--index", name).complaint


def test_an_empty_index(attrib, workspace):
    assert "Nothing to ingest." in attrib("ingest", "docs", "--index", "index").out
    complaint = attrib("ask", "Why?", "--index", "index").complaint
    assert complaint == "index 'index' is empty: run attrib ingest FILES --index index"


@pytest.mark.parametrize("command", [("ask", "Why?"), ("ingest", ".")], ids=["ask", "ingest"])
def test_another_embedder(attrib, library_folder, command):
    complaint = attrib(*command, "--index", library_folder, "--embedder", "bge-small").complaint
    assert "was built with all-MiniLM-L6-v2 (384 dims), not bge-small" in complaint
    assert "attrib index rebuild --embedder bge-small" in complaint
    assert complaint.endswith("or pass --embedder all-MiniLM-L6-v2")


def test_a_model_that_is_not_here(attrib, workspace):
    complaint = attrib("ingest", "docs", "--embedder", "no-such-model").complaint
    assert "model 'no-such-model' is not on this machine" in complaint
    assert not Path("indexes").exists()
    complaint = attrib("ingest", "docs", "--embedder", "./folder").complaint
    assert "model folder './folder' does not exist" in complaint


def test_cuda_without_cuda(attrib, library_folder, monkeypatch):
    import torch

    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    complaint = attrib("ask", "Why?", "--index", library_folder, "--device", "cuda:1").complaint
    assert complaint == (
        "device 'cuda:1' cannot be used: torch sees no CUDA device; pass --device cpu or auto"
    )


@pytest.mark.parametrize(
    ("options", "start"),
    [
        (["--device", "gpu"], "setting 'device' = 'gpu': "),
        (["--threads", 0], "setting 'threads' = 0: "),
        (["--top-k", 0], "setting 'top_k' = 0: "),
        (["--min-confidence", 1.5], "setting 'min_confidence' = 1.5: "),
        (["--max-sentences", 99], "setting 'max_sentences' = 99: "),
        (["--dense-weight", 2], "setting 'dense_weight' = 2.0: "),
        (["--where", "language"], "--where 'language' is not KEY=VALUE: write for example"),
        (["--where", "=de"], "--where '=de' is not KEY=VALUE: write for example"),
        (["--where", 'a"b=c'], "filter key 'a\"b' holds a quote"),
        (["--since", "yesterday"], "--since 'yesterday' is not a date: write 2024, 2024-05 or"),
        (["--until", "2024-13"], "--until '2024-13' is not a date: write 2024, 2024-05 or"),
        (["--until", "2024-02-30"], "--until '2024-02-30' is not a date: write"),
        (["--since", ""], "--since '' is not a date: write"),
        (["--html", "no/such/page.html"], "'no/such/page.html' cannot be written: there is no"),
        (["--html", "docs"], "'docs' cannot be written: it is a folder"),
    ],
    ids=lambda value: " ".join(map(str, value)) if isinstance(value, list) else "",
)
def test_values_that_cannot_be(attrib, library_folder, workspace, options, start):
    complaint = attrib("ask", "Why?", "--index", library_folder, *options).complaint
    assert complaint.startswith(start)


def test_a_page_is_looked_at_before_the_work(attrib, library_folder, workspace, monkeypatch):
    monkeypatch.setattr("attrib.engine.Engine.open", None)  # whoever works, fails
    page = workspace / "page.html"
    page.touch(mode=0o600)
    monkeypatch.setattr("os.access", lambda _, mode: mode != os.W_OK)
    complaint = attrib("ask", "Why?", "--index", library_folder, "--html", page).complaint
    assert complaint == f"'{page}' cannot be written: permission denied"


@pytest.mark.parametrize(
    "arguments",
    [("ingest",), ("ask",), ("nonsense",), ("ask", "Why?", "--nonsense"), ("ask", "a", "b"),
     ("ask", "Why?", "--top-k", "many"), ("audit", "a", "--max-contradicted", -1), ("index", "remove")],
    ids=lambda value: " ".join(map(str, value)),
)  # fmt: skip
def test_a_misspelt_command_gets_the_usage(attrib, arguments):
    result = attrib(*arguments)
    assert (result.code, result.out) == (2, "")
    assert "Usage: " in result.err
    assert "Traceback" not in result.err


# -- settings from elsewhere ------------------------------------------------------------------


def test_environment_and_file(attrib, library_folder, workspace, monkeypatch):
    Path("attrib.toml").write_text(f'index = "{library_folder}"\n')
    assert f"folder: {library_folder}" in attrib("index", "info").out
    monkeypatch.setenv("ATTRIB_INDEX", "nowhere")
    assert "no index in 'nowhere'" in attrib("index", "info").complaint
    monkeypatch.setenv("ATTRIB_TOP_K", "many")
    assert attrib("index", "info").complaint.startswith("setting 'top_k' = 'many': ")


@pytest.mark.parametrize(
    ("text", "start"),
    [
        (b"topk = 3\n", "unknown setting 'topk': known settings are allow_downloads, "),
        (b"top_k = \n", "attrib.toml cannot be read: "),
        (b"\xff\xfe", "attrib.toml cannot be read: "),
        (b"top_k = 0\n", "setting 'top_k' = 0: "),
    ],
)
def test_a_bad_settings_file(attrib, workspace, text, start):
    Path("attrib.toml").write_bytes(text)
    assert attrib("index", "info").complaint.startswith(start)


# -- an index in use, or damaged --------------------------------------------------------------


@pytest.mark.parametrize(
    "command",
    [("ingest", "docs"), ("index", "remove", "a"), ("index", "compact"), ("index", "rebuild")],
    ids=" ".join,
)
def test_one_writer_at_a_time(attrib, library_copy, workspace, command):
    with writer_lock(library_copy):
        complaint = attrib(*command, "--index", library_copy).complaint
        assert complaint == (
            f"index '{library_copy}' is being written by another process: "
            "wait until it has finished, or use another --index"
        )
        assert attrib("index", "info", "--index", library_copy).code == 0


@pytest.mark.parametrize("command", [("ask", "Why?"), ("index", "info"), ("index", "verify")])
def test_a_file_that_is_no_database(attrib, library_copy, command):
    (library_copy / DATABASE).write_bytes(b"This is no database." * 100)
    complaint = attrib(*command, "--index", library_copy).complaint
    assert complaint.startswith(f"index '{library_copy}' cannot be read (file is not a database)")


@pytest.mark.parametrize("command", [("ask", "Why?"), ("index", "info"), ("ingest", "docs")])
def test_a_damaged_database(attrib, library_copy, workspace, command):
    with (library_copy / DATABASE).open("r+b") as file:
        file.seek(8192)
        file.write(b"\x07" * 150_000)
    complaint = attrib(*command, "--index", library_copy).complaint
    assert "malformed" in complaint
    assert "restore attrib.sqlite from a copy" in complaint


def test_another_schema(attrib, library_copy):
    (library_copy / DATABASE).write_bytes(b"")
    complaint = attrib("index", "info", "--index", library_copy).complaint
    assert "has schema 0, this attrib reads schema 1" in complaint


# -- the world outside ------------------------------------------------------------------------


def broken(monkeypatch, error: BaseException) -> None:
    def fail(*_, **__):
        raise error

    monkeypatch.setattr("attrib.index.Index.open", fail)


@pytest.mark.parametrize(
    ("error", "complaint"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "No space left on device"),
        (
            PermissionError(errno.EACCES, "Permission denied", "i/writer.lock"),
            "cannot use 'i/writer.lock': Permission denied",
        ),
    ],
)
def test_what_the_system_refuses(attrib, monkeypatch, error, complaint):
    broken(monkeypatch, error)
    assert attrib("index", "info").complaint == complaint


def test_an_error_of_ours_is_not_hidden(attrib, monkeypatch):
    broken(monkeypatch, ZeroDivisionError("a bug"))
    with pytest.raises(ZeroDivisionError):
        attrib("index", "info")


def test_interrupted(attrib, monkeypatch):
    broken(monkeypatch, KeyboardInterrupt())
    result = attrib("index", "info")
    assert (result.code, result.out) == (130, "")
    assert result.err.splitlines()[-1] == "attrib: interrupted"


def test_an_error_is_one_harmless_line(attrib):
    complaint = attrib("index", "info", "--index", "a\nb\x1b[31m\udcff").complaint
    assert complaint.startswith("there is no index in 'a b␛[31m\ufffd'")


def test_a_closed_standard_input(monkeypatch, capsys, library_folder):
    monkeypatch.setattr(sys, "argv", ["attrib", "ask", "-", "--index", str(library_folder)])
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(SystemExit, match="2"):
        cli.main()
    assert "standard input is closed: give the question as an argument" in capsys.readouterr().err
