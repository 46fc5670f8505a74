"""Gives attrib everything that can be wrong with an input, and prints what it says, as Markdown.

    python scripts/bad_inputs.py > docs/bad-inputs.md

Files, folders, links and URLs go to ``attrib ingest``, rows to ``attrib audit``, and questions to
``attrib ask``, all through the command line. Root may read everything, so as root this script
starts itself again without that right, where the system has ``setpriv``.
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import shutil
import socket
import struct
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from attrib import Index, cli
from attrib.report.safety import visible

REPOSITORY = Path(__file__).resolve().parent.parent
FOLDER = "bad"
"""The folder of bad files, in the current directory."""
PROSE = "The mill at Norby grinds rye. Its stone weighs nine tonnes, and two horses draw it.\n"
GERMAN = "Die Mühle in Nørby mahlt für 20 € große Säcke Roggen. Über der Tür hängt ein Fächer.\n"
RIGHTS = "-dac_override,-dac_read_search"


@dataclass(frozen=True, slots=True)
class Input:
    """Something that attrib is asked to read."""

    label: str
    uri: str
    """As attrib names it."""
    target: str | None = None
    """How the user names it; None for what lies in the folder."""


@contextlib.contextmanager
def working_in(folder: Path) -> Iterator[None]:
    """Makes ``folder`` the current directory for a while (``contextlib.chdir`` is of Python 3.11)."""
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


# -- files ------------------------------------------------------------------------------------


def pdf(*pages: str, password: str = "") -> bytes:
    from fpdf import FPDF

    file = FPDF()
    if password:
        file.set_encryption(owner_password=password, user_password=password)
    for text in pages:
        file.add_page()
        file.set_font("Helvetica", size=11)
        file.multi_cell(0, 6, text)
    return bytes(file.output())


def pdf_without_pages() -> bytes:
    import pypdfium2

    buffer = io.BytesIO()
    with contextlib.closing(pypdfium2.PdfDocument.new()) as file:
        file.save(buffer)
    return buffer.getvalue()


def docx() -> bytes:
    from docx import Document

    buffer = io.BytesIO()
    file = Document()
    file.add_paragraph(PROSE)
    file.save(buffer)
    return buffer.getvalue()


def empty_xlsx() -> bytes:
    from openpyxl import Workbook

    buffer = io.BytesIO()
    Workbook().save(buffer)
    return buffer.getvalue()


def zipped(**parts: bytes) -> bytes:
    """A zip file; ``word__document.xml`` stands for ``word/document.xml``."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name.replace("__", "/"), data)
    return buffer.getvalue()


def office(folder: str, name: str, data: bytes) -> bytes:
    return zipped(**{"[Content_Types].xml": b"<Types/>", f"{folder}__{name}": data})


def tar() -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("a.txt"), io.BytesIO())
    return buffer.getvalue()


def noise(size: int) -> bytes:
    """Bytes that look random, the same every time."""
    state, made = 1, bytearray()
    for _ in range(size):
        state = (state * 1103515245 + 12345) % 2**31
        made.append(state >> 16 & 255)
    return bytes(made)


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000)
ENTITIES = (
    b'<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><d>&b;</d>'
)
DEEP = 20_000
GOOD_ROW = json.dumps({"id": "good", "text": PROSE})

FILES: list[tuple[str, str, bytes | Callable[[], bytes]]] = [
    ("a good file, beside all the bad ones", "good.txt", PROSE.encode()),
    # nothing in it
    ("empty file", "empty.txt", b""),
    ("white space only", "blank.md", b" \n\t\r\n"),
    ("NUL bytes only", "nuls.txt", bytes(500)),
    ("text with NUL bytes in it", "some-nuls.txt", PROSE.replace("rye", "r\0ye\0").encode()),
    # PDF
    ("encrypted PDF", "encrypted.pdf", lambda: pdf("Secret.", password="sesame")),  # noqa: S106
    ("scanned PDF, without text", "scanned.pdf", lambda: pdf("", "")),
    ("PDF without pages", "no-pages.pdf", pdf_without_pages),
    ("PDF cut off in the middle", "truncated.pdf", lambda: pdf(PROSE)[:400]),
    ("PDF that is only its first line", "header.pdf", b"%PDF-1.7\n"),
    ("HTML called .pdf", "page.pdf", f"<html><body><p>{PROSE * 3}</p></body></html>".encode()),
    # office files and other zips
    ("DOCX cut off in the middle", "truncated.docx", lambda: docx()[:-600]),
    ("text called .docx", "text.docx", PROSE.encode()),
    ("noise called .xlsx", "noise.xlsx", noise(2000)),
    ("broken zip called .xlsx", "broken.xlsx", b"PK\x03\x04" + noise(500)),
    ("broken zip called .pptx", "broken.pptx", b"PK\x03\x04" + noise(500)),
    ("DOCX without its parts", "hollow.docx", lambda: office("word", "document.xml", b"<d/>")),
    ("zip bomb as DOCX", "bomb.docx", lambda: office("word", "document.xml", bytes(30_000_000))),
    ("entity bomb as DOCX", "entities.docx", lambda: office("word", "document.xml", ENTITIES)),
    ("XLSX without a row", "no-rows.xlsx", empty_xlsx),
    ("encrypted DOCX", "encrypted.docx", OLE + "EncryptedPackage".encode("utf-16-le")),
    ("legacy Word file", "letter.doc", OLE),
    ("legacy Excel file", "table.xls", OLE),
    ("RTF", "letter.rtf", rb"{\rtf1\ansi The mill grinds rye.}"),
    ("ODT", "letter.odt", lambda: zipped(mimetype=b"application/vnd.oasis.opendocument.text")),
    ("EPUB", "book.epub", lambda: zipped(mimetype=b"application/epub+zip")),
    ("zip archive", "files.zip", lambda: zipped(**{"a.txt": b"a"})),
    ("tar archive", "files.tar", tar),
    # not text
    ("noise called .txt", "noise.txt", noise(3000)),
    ("PNG image called .txt", "picture.txt", b"\x89PNG\r\n\x1a\n" + noise(300)),
    ("gzip called .md", "packed.md", b"\x1f\x8b\x08" + noise(300)),
    ("program without a suffix", "program", b"\x7fELF" + struct.pack("<60I", *range(60))),
    # encodings
    ("Windows-1252", "cp1252.txt", (GERMAN * 3).encode("cp1252")),
    ("UTF-8 with a byte order mark", "bom.txt", GERMAN.encode("utf-8-sig")),
    ("UTF-16 with a byte order mark", "utf16.txt", GERMAN.encode("utf-16")),
    ("UTF-16 without one", "utf16-bare.txt", GERMAN.encode("utf-16-le")),
    ("Shift JIS", "sjis.txt", ("水車は川のそばにあり、毎日ライ麦をひく。\n" * 5).encode("shift_jis")),
    ("KOI8-R", "koi8.txt", ("Мельница стоит у реки и мелет рожь каждый день.\n" * 5).encode("koi8-r")),
    ("UTF-8 with a few wrong bytes", "torn.txt", PROSE.encode() * 3 + b"\xff\xfe\x80 end.\n"),
    ("UTF-8 page that says ISO-8859-1", "liar.html",
     f'<html><head><meta charset="iso-8859-1"></head><body><p>{GERMAN * 3}</p></body></html>'.encode()),
    # markup and rows
    ("HTML nested 20,000 deep", "deep.html", f"<html>{'<div>' * DEEP}{PROSE * 3}".encode()),
    ("HTML without words", "wordless.html", b"<html><body><script>var a = 1;</script></body></html>"),
    ("XHTML with an entity bomb", "entities.xhtml", b"<?xml version='1.0'?>" + ENTITIES),
    ("Markdown with broken front matter", "front.md", f"---\ntitle: [\n---\n\n{PROSE}".encode()),
    ("Markdown nested 20,000 deep", "deep.md", b"> " * DEEP + PROSE.encode()),
    ("JSONL with bad rows", "rows.jsonl",
     f'{GOOD_ROW}\nno JSON\n[1]\n{{"text": 5}}\n{{"text": ""}}\n{GOOD_ROW}\n'.encode() + b"\xff\n"),
    ("JSONL without a good row", "no-rows.jsonl", b'{"body": "x"}\n'),
    ("JSON nested 20,000 deep", "deep.json", b"[" * DEEP),
    ("CSV with rows of all lengths", "ragged.csv", b"Name,Age\nAnn\nBob,3,4,5\n\n,,\n"),
    ("CSV that is only its header", "header.csv", b"Name,Age\n"),
    ("CSV with an open quote", "open-quote.csv", b'Name,Age\n"Ann,3\nBob,4\n'),
    # sizes and names
    ("one line of 200,000 characters", "long-line.txt", ("wide " * 40_000).encode()),
    ("one word of 50,000 characters", "long-word.txt", b"x" * 50_000),
    ("name of 255 characters", "n" * 251 + ".txt", PROSE.encode()),
    ("name with a line end and an escape sequence", "red\n\x1b[31m.txt", PROSE.encode()),
    ("name that is not UTF-8", os.fsdecode(b"caf\xe9.txt"), PROSE.encode()),
    ("list of URLs in a folder", "pages.urls", b"http://127.0.0.1/\n"),
]  # fmt: skip


def make_files(folder: Path) -> list[Input]:
    """Writes every bad file, folder and link into ``folder``."""
    made = []

    def add(label: str, name: str) -> Path:
        shown = name.replace("\udce9", "\ufffde9")
        made.append(Input(label, f"{folder.name}/{shown}"))
        return folder / name

    for label, name, data in FILES:
        add(label, name).write_bytes(data if isinstance(data, bytes) else data())
    with add("file of 1.1 GB", "huge.txt").open("wb") as file:
        file.truncate(1_100_000_000)
    add("file that may not be read", "secret.txt").write_text(PROSE)
    (folder / "secret.txt").chmod(0)
    add("folder that may not be read", "closed").mkdir()
    (folder / "closed" / "inside.txt").write_text(PROSE)
    (folder / "closed").chmod(0)
    (folder / "loop").mkdir()
    add("link to the folder above", "loop/up").symlink_to("..")
    add("link to itself", "itself.txt").symlink_to("itself.txt")
    add("link to nothing", "nothing.txt").symlink_to("no-such-file.txt")
    add("link to a device", "zeros.txt").symlink_to("/dev/zero")
    os.mkfifo(add("named pipe", "pipe.txt"))
    with contextlib.closing(socket.socket(socket.AF_UNIX)) as listener, working_in(folder):
        listener.bind("socket.txt")
    add("socket", "socket.txt")
    return made


def open_again(folder: Path) -> None:
    """Makes ``folder`` removable."""
    (folder / "closed").chmod(0o700)


# -- targets ----------------------------------------------------------------------------------

TARGETS = [
    ("no such file", "nowhere.txt"),
    ("glob that matches nothing", "*.nothing"),
    ("glob that is not one", "bad/[.txt"),
    ("no name at all", ""),
    ("no such list of URLs", "@nowhere"),
    ("list of URLs with other lines", "@list"),
    ("file:", "file:///etc/passwd"),
    ("FTP", "ftp://ftp.example.org/a.txt"),
    ("URL without a host", "http:///a.html"),
    ("URL with a space", "http://127.0.0.1/a b"),
    ("URL with a port that is no number", "http://127.0.0.1:http/"),
    ("URL with a password", "http://user:password@127.0.0.1/a.html"),
    ("this machine", "http://127.0.0.1:9/"),
    ("this machine, by name", "http://localhost:9/"),
    ("this machine, as one number", "http://2130706433:9/"),
    ("this machine, IPv6", "http://[::1]:9/"),
    ("this machine, IPv4 inside IPv6", "http://[::ffff:127.0.0.1]:9/"),
    ("private network", "http://10.0.0.1/"),
    ("cloud metadata (link-local)", "http://169.254.169.254/latest/meta-data/"),
]
_SHOWN = {
    "@nowhere": "nowhere",
    "@list": "list#1",
    "http://user:password@127.0.0.1/a.html": "http://127.0.0.1/a.html",
}


def make_inputs(workspace: Path) -> list[Input]:
    """Everything that attrib is asked to ingest; files are made in ``workspace``."""
    folder = workspace / FOLDER
    folder.mkdir()
    (workspace / "list").write_text("example.org\nmailto:ann@example.org\n")
    targets = [Input(label, _SHOWN.get(target, target), target) for label, target in TARGETS]
    return [*make_files(folder), *targets]


def arguments_of(inputs: list[Input]) -> list[str]:
    """The targets of the one ``attrib ingest`` that reads all ``inputs``."""
    return [FOLDER, *(item.target for item in inputs if item.target is not None)]


def outcome(item: Input, report: dict[str, Any], texts: dict[str, str]) -> list[str]:
    """What became of ``item``: the words read, the reasons why not; empty when it was lost."""
    said = []
    if any(_of(item, uri) for uri in report["added"]):
        said = [f"read: “{text[:50]}”" for uri, text in texts.items() if _of(item, uri)]
    for skipped in report["skipped"]:
        if _of(item, skipped["uri"]):
            row = skipped["uri"].removeprefix(item.uri)
            said.append(f"{row}: {skipped['reason']}" if row else skipped["reason"])
    return said


def texts_in(index: str) -> dict[str, str]:
    """URI and text of each document of an index."""
    with Index.open(index) as opened:
        found = [opened.document(row.document_id) for row in opened.documents()]
    return {document.uri: document.text for document in found if document is not None}


def _of(item: Input, uri: str) -> bool:
    return uri == item.uri or uri.startswith((f"{item.uri}#", f"{item.uri}/"))


# -- rows and questions -----------------------------------------------------------------------

CONTEXTS = '"contexts": ["The mill grinds rye."]'
ROWS = [
    ("no JSON", b"The mill grinds rye."),
    ("cut off", b'{"answer": "The mill'),
    ("not an object", b'["The mill grinds rye."]'),
    ("not UTF-8", '{"answer": "Mühle"}'.encode("latin-1")),
    ("nested 100,000 deep", b"[" * 100_000),
    ("a number of 10,000 digits", b'{"id": ' + b"9" * 10_000 + b', "answer": "So."}'),
    ("no answer", b'{"question": "What does the mill grind?"}'),
    ("empty answer", b'{"answer": " "}'),
    ("answer that is a number", b'{"answer": 7}'),
    ("question that is a number", b'{"answer": "It grinds rye.", "question": 7}'),
    ("contexts that are a string", b'{"answer": "It grinds rye.", "contexts": "rye"}'),
    ("context without text", b'{"answer": "It grinds rye.", "contexts": [{"id": "a"}]}'),
    ("two contexts of one id",
     b'{"answer": "It is.", "contexts": [{"id": 1, "text": "a"}, {"id": 1, "text": "b"}]}'),
    ("citations that are a number", b'{"answer": "It grinds rye [1].", "citations": 5}'),
    ("citation without a URI", b'{"answer": "It grinds rye [1].", "citations": [{}]}'),
    ("nothing to hold it against", b'{"answer": "The mill grinds rye."}'),
    ("citation of nothing", f'{{"answer": "The mill grinds rye [7].", {CONTEXTS}}}'.encode()),
    ("citation of a document that is not here",
     f'{{"answer": "The mill grinds rye [1].", {CONTEXTS}, "citations": ["a.md"]}}'.encode()),
    ("empty context", b'{"answer": "The mill grinds rye [1].", "contexts": [""]}'),
    ("lone surrogates and NUL",
     f'{{"id": "\\ud800", "answer": "The mill \\u0000grinds rye [1].", {CONTEXTS}}}'.encode()),
]  # fmt: skip

QUESTIONS = [
    ("nothing", ""),
    ("white space", " \n"),
    ("an open quote", 'What is the "rated power'),
    ("FTS5 operators", "turbine* NEAR(rotor blade, 2) NOT AND OR"),
    ("unbalanced brackets", "((( [[ }} turbines"),
    ("SQL", "'; DROP TABLE passages; --"),
    ("format characters", "%s %d {0} \\ [bold]turbines[/bold]"),
    ("only punctuation", "?!"),
    ("only emoji", "🌊🐬"),
    ("emoji", "How many turbines are there? 🌊"),
    ("NUL", "How many\0 turbines are there?"),
    ("bytes that are not UTF-8", "How many \udcff turbines are there?"),
    ("escape sequence and false direction", "\x1b[31m\u202eturbines"),
    ("another script", "发电站有多少台涡轮机？"),
    ("a word of 10,000 characters", "x" * 10_000),
    ("10,000 characters", "how many turbines " * 556),
]


# -- running ----------------------------------------------------------------------------------


def attrib(*arguments: str, stdin: bytes = b"") -> tuple[int, str, str]:
    """Runs the command line in this process; gives exit code, standard output and error."""
    out, err = io.StringIO(), io.StringIO()
    before = sys.argv, sys.stdin
    sys.argv = ["attrib", *arguments]
    sys.stdin = io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8")
    code: object = 0
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            cli.main()
    except SystemExit as ended:
        code = ended.code
    finally:
        sys.argv, sys.stdin = before
    return int(str(code)), out.getvalue(), err.getvalue()


def ingest_rows(workspace: Path) -> Iterator[tuple[str, str]]:
    inputs = make_inputs(workspace)
    try:
        code, out, err = attrib("ingest", *arguments_of(inputs), "--index", "index", "--json")
    finally:
        open_again(workspace / FOLDER)
    if code:
        raise SystemExit(f"attrib ingest ended with {code}: {err}")
    report, texts = json.loads(out), texts_in("index")
    for item in inputs:
        said = outcome(item, report, texts) or ["**lost**"]
        name = f" `{item.target}`" if item.target else ""
        yield f"{item.label}{name}", "; ".join(said).replace(str(workspace), "FOLDER")


def audit_rows(workspace: Path) -> Iterator[tuple[str, str]]:
    path = workspace / "answers.jsonl"
    path.write_bytes(b"\n".join(row for _, row in ROWS) + b"\n")
    _, out, _ = attrib("audit", str(path), "--json")
    answers = json.loads(out)["answers"]
    for (label, _), answer in zip(ROWS, answers, strict=True):
        yield label, answer["error"] or "; ".join(_findings(answer))


def _findings(answer: dict[str, Any]) -> Iterator[str]:
    for sentence in answer["attributions"]:
        yield sentence["verdict"]
        yield from sentence["reasons"]
        yield from (f"{c['marker']} {c['status']}" for c in sentence["citations"])


def question_rows(workspace: Path) -> Iterator[tuple[str, str]]:
    with working_in(REPOSITORY):
        index = str(workspace / "library")
        attrib("ingest", "samples/library", "--index", index)
        for label, question in QUESTIONS:
            given = question.encode("utf-8", "surrogateescape")
            code, out, err = attrib("ask", "-", "--index", index, "--json", stdin=given)
            if code:
                yield label, err.strip()
                continue
            answer = json.loads(out)
            said = "abstains" if answer["abstained"] else f"answers: {answer['text']}"
            yield label, f"{said} (confidence {answer['confidence']:.2f})"


HEAD = """\
# Bad inputs, and what attrib says

<!-- Made by `python scripts/bad_inputs.py > docs/bad-inputs.md`. Do not edit. -->

Everything below was given to the command line, and the answers are its own. Nothing of it ends a
run: what cannot be read is reported with its reason, and the rest goes on. `tests/cli` checks that
none of it crashes or is lost without a word.

Made as a user who may not read every file. For root nothing is unreadable: the file and the folder
"that may not be read" are then read.
"""


def shown(text: str) -> str:
    """``text`` on one line of a Markdown table."""
    return " ".join(visible(text).split()).replace("|", "\\|").replace("<", "&lt;")


def table(rows: Iterator[tuple[str, str]], *columns: str) -> str:
    lines = [f"| {' | '.join(columns)} |", "|---|---|"]
    for row in rows:
        lines.append(f"| {' | '.join(map(shown, row))} |")
    return "\n".join(lines)


def without_root_rights() -> None:
    """Starts this script again without the right of root to read every file, where it can."""
    command = ["setpriv", f"--bounding-set={RIGHTS}", f"--inh-caps={RIGHTS}"]
    if os.geteuid() != 0 or "BAD_INPUTS_AGAIN" in os.environ or not shutil.which(command[0]):
        return
    if subprocess.run([*command, "true"], capture_output=True).returncode == 0:
        os.environ["BAD_INPUTS_AGAIN"] = "1"
        os.execvp(command[0], [*command, sys.executable, *sys.argv])  # noqa: S606


def main() -> None:
    """Prints the page."""
    without_root_rights()
    with tempfile.TemporaryDirectory() as name:
        workspace = Path(name).resolve()
        with working_in(workspace):
            files = table(ingest_rows(workspace), "Input", "What `attrib ingest` says")
        answers = table(audit_rows(workspace), "Row", "What `attrib audit` says")
        questions = table(question_rows(workspace), "Question", "What `attrib ask` says")
    print(HEAD)
    print(f"## Files, folders, links, URLs\n\n{files}\n")
    print(f"## Rows of answers to audit\n\n{answers}\n")
    print(f"## Questions\n\nAsked of the sample library.\n\n{questions}")


if __name__ == "__main__":
    main()
