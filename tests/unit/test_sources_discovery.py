from __future__ import annotations

import contextlib
import os
import socket
from pathlib import Path

import pytest
from source_files import xlsx_bytes

from attrib.errors import InputError
from attrib.sources import Skipped, SourceItem, discover, folders


@pytest.fixture
def tree(tmp_path):
    """Makes files of one word, or of the text given by name."""

    def make(*names: str, **texts: str):
        for name in names:
            path = tmp_path / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("Words.\n")
        for name, text in texts.items():
            (tmp_path / name).write_text(text)
        return tmp_path

    return make


@contextlib.contextmanager
def chdir(folder: Path):
    here = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(here)


def uris(found) -> list[str]:
    return [item.uri for item in found if isinstance(item, SourceItem)]


def skips(found) -> dict[str, str]:
    return {item.uri: item.reason for item in found if isinstance(item, Skipped)}


def run(base, *targets: str, exclude: tuple[str, ...] = ()):
    return list(discover(targets, base=base, exclude=exclude))


def test_a_folder_is_read_recursively_in_a_stable_order(tree):
    base = tree("docs/b.md", "docs/a.txt", "docs/sub/c.html", "docs/Z.txt", "other.txt")
    found = run(base, "docs")
    assert uris(found) == ["docs/Z.txt", "docs/a.txt", "docs/b.md", "docs/sub/c.html"]
    assert [item.path for item in found] == [base / uri for uri in uris(found)]
    assert found == run(base, str(base / "docs"))


def test_uris_are_relative_to_base(tree):
    base = tree("docs/a.txt")
    assert uris(run(base / "docs", "a.txt", "../docs/./a.txt")) == ["a.txt"]
    assert uris(discover([str(base / "docs" / "a.txt")], base=base / "x")) == ["../docs/a.txt"]


def test_hidden_files_and_what_programs_keep_are_passed_over(tree):
    base = tree("a.txt", ".secret.txt", ".git/b.txt", "__pycache__/c.txt", "node_modules/d/e.md")
    found = run(base, ".")
    assert uris(found) == ["a.txt"]
    assert skips(found) == {}
    assert uris(run(base, ".secret.txt", ".git")) == [".secret.txt", ".git/b.txt"]


def test_an_index_is_no_source(tree):
    base = tree("a.txt", "notes/attrib.sqlite", "notes/b.txt", "notes/deep/c.txt")
    found = run(base, ".")
    assert (uris(found), skips(found)) == (["a.txt"], {})
    assert skips(run(base, "notes")) == {
        "notes": "is an index, not documents: name the folder of your documents"
    }
    assert uris(run(base, "notes/*")) == []


def test_ignore_files_hold_for_their_own_folder(tree):
    base = tree(
        "a.log",
        "keep.log",
        "sub/b.log",
        "sub/c.txt",
        "sub/deep/d.txt",
        "build/x.txt",
        "e/build/y.txt",
    )
    (base / ".gitignore").write_text("*.log\n!keep.log\n/build/\n!\n# comment\n")
    (base / "sub" / ".attribignore").write_text("!b.log\n/c.txt\ndeep/\n")
    assert uris(run(base, ".")) == ["keep.log", "e/build/y.txt", "sub/b.log"]


def test_what_the_user_excludes_no_ignore_file_takes_back(tree):
    base = tree("a.txt", "b.md", "drafts/c.txt", "sub/drafts/d.txt", "sub/e.txt")
    (base / ".gitignore").write_text("!b.md\n")
    assert uris(run(base, ".", exclude=("*.md", "drafts/"))) == ["a.txt", "sub/e.txt"]
    assert uris(run(base, ".", exclude=("/drafts",))) == [
        "a.txt",
        "b.md",
        "sub/e.txt",
        "sub/drafts/d.txt",
    ]
    assert uris(run(base, "b.md", "a.txt", exclude=("*.md",))) == ["a.txt"]
    with pytest.raises(InputError, match=r"exclude pattern '!' is not gitignore syntax"):
        discover(["."], base=base, exclude=("!",))


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("*.txt", ["a.txt"]),
        ("docs/*.md", ["docs/b.md"]),
        ("docs/**/*.md", ["docs/b.md", "docs/x/c.md", "docs/x/y/d.md"]),
        ("docs/*/*.md", ["docs/x/c.md"]),
        ("docs/[ab].m?", ["docs/b.md"]),
        ("do*/x", ["docs/x/c.md", "docs/x/y/d.md"]),
        ("./docs/../*.txt", ["a.txt"]),
    ],
)  # fmt: skip
def test_globs(tree, pattern, expected):
    base = tree("a.txt", "docs/b.md", "docs/x/c.md", "docs/x/y/d.md", "docs/.hidden/e.md")
    assert uris(run(base, pattern)) == expected
    assert uris(run(base, str(base / pattern))) == expected


def test_a_name_with_glob_characters_is_a_name_first(tree):
    base = tree("a[1].txt", "a1.txt")
    assert uris(run(base, "a[1].txt")) == ["a[1].txt"]


def test_a_glob_that_matches_nothing_is_reported_one_that_matches_again_is_not(tree):
    base = tree("a.txt")
    assert skips(run(base, "a.txt", "*.txt", "*.pdf", "no/*.txt")) == {
        "*.pdf": "matches no file: check the pattern and quote it",
        "no/*.txt": "matches no file: check the pattern and quote it",
    }


def test_missing_targets(tree):
    found = run(tree("a.txt"), "b.txt", "", "sub/c.txt")
    assert uris(found) == []
    assert "does not exist in" in skips(found)["b.txt"]
    assert "empty name" in skips(found)[""]


def test_the_same_file_is_yielded_once(tree):
    base = tree("docs/a.txt", "z/b.txt")
    (base / "docs" / "link.txt").symlink_to("a.txt")
    (base / "docs" / "far").symlink_to("../z")
    assert uris(run(base, "docs", "docs/a.txt", "*/a.txt", ".")) == ["docs/a.txt", "docs/far/b.txt"]
    assert uris(run(base, ".")) == ["docs/a.txt", "z/b.txt"]


def test_symlink_loops_end_and_are_reported_once(tree):
    base = tree("docs/a.txt", "docs/sub/b.txt")
    (base / "docs" / "loop").symlink_to(".")
    (base / "docs" / "sub" / "up").symlink_to("..")
    (base / "docs" / "self").symlink_to("self")
    for targets in (["docs"], ["docs/**/*.txt"]):
        found = run(base, *targets)
        assert uris(found) == ["docs/a.txt", "docs/sub/b.txt"]
        loops = {uri: reason for uri, reason in skips(found).items() if "back to docs" in reason}
        assert len(loops) == 1
    assert skips(run(base, "docs"))["docs/self"] == "is a symbolic link loop"


def test_many_links_to_each_other_do_not_explode(tree):
    names = [f"f{n}" for n in range(12)]
    base = tree(*(f"docs/{name}/a.txt" for name in names))
    for name in names:
        for other in names:
            (base / "docs" / name / other).symlink_to(f"../{other}")
    assert len(uris(run(base, "docs"))) == len(names)


def test_broken_links(tree):
    base = tree("a.txt")
    (base / "gone.txt").symlink_to("nowhere.txt")
    reason = "is a broken symbolic link: nowhere.txt does not exist"
    assert skips(run(base, ".")) == {"gone.txt": reason}
    assert skips(run(base, "gone.txt")) == {"gone.txt": reason}


def test_special_files_are_never_opened(tree):
    base = tree("a.txt")
    os.mkfifo(base / "pipe.txt")
    server = socket.socket(socket.AF_UNIX)
    with chdir(base):  # the whole path may be too long for a socket
        server.bind("s")
    server.close()
    found = run(base, ".", "/dev/null")
    assert uris(found) == ["a.txt"]
    reasons = list(skips(found).values())
    assert reasons == [
        "is a pipe, not a file: send it to stdin and name it -",
        "is a socket, not a file",
        "is a device, not a file",
    ]


def test_unknown_suffixes_are_read_when_they_are_text(tree):
    base = tree("README", "notes.adoc")
    (base / "data.bin").write_bytes(bytes(range(256)) * 8)
    (base / "photo.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    (base / "sheet.renamed").write_bytes(xlsx_bytes())
    (base / "utf16.cfg").write_bytes("Schlüssel = Wert\n".encode("utf-16-le"))
    found = run(base, ".")
    assert uris(found) == ["README", "notes.adoc", "sheet.renamed", "utf16.cfg"]
    assert skips(found) == {
        "data.bin": "is not a format attrib reads: binary data, not text",
        "photo.png": "is a PNG image: make it text by OCR first",
    }
    assert uris(run(base, "data.bin")) == []


def test_undecodable_names_stay_unique_and_storable(tmp_path):
    for name in (b"a\xff.txt", b"a\xfe.txt", "a\ufffdff.txt".encode(), b"a.txt"):
        (tmp_path / os.fsdecode(name)).write_bytes(b"x")
    found = run(tmp_path, ".")
    names = uris(found)
    assert len(set(names)) == 4
    assert "a\ufffdff.txt" in names
    for item in found:
        item.uri.encode()
        assert item.path.read_bytes() == b"x"
    missing = run(tmp_path, "no\udcff.txt", "no\udcff*", "x://\udcff")
    assert all(item.uri.encode() for item in missing)


def test_urls(tmp_path):
    found = run(
        tmp_path,
        "https://x.org/a#part", "https://x.org/a", "HTTP://Y.org", "ftp://x.org", "https://",
        "http://x.org:port/", "https://me:secret@x.org/p?q", "https://x.org/a b",
    )  # fmt: skip
    assert uris(found) == ["https://x.org/a", "HTTP://Y.org"]
    assert all(item.path is None for item in found if isinstance(item, SourceItem))
    reasons = skips(found)
    assert reasons["ftp://x.org"] == "is not http or https, which is all attrib fetches"
    assert "user name or password" in reasons["https://x.org/p"]
    assert "not a valid URL" in reasons["https://"]
    assert "not a valid URL" in reasons["http://x.org:port/"]
    assert "percent-encode" in reasons["https://x.org/a b"]


LIST = "# pages\nhttps://x.org/1\n\n  https://x.org/2  \nhttps://x.org/1\n"


def test_lists_of_urls(tree):
    base = tree("docs/a.txt", **{"pages.txt": LIST, "pages.urls": LIST, "words.txt": "Words.\n"})
    expected = ["https://x.org/1", "https://x.org/2"]
    for target in ("@pages.txt", "pages.txt", "pages.urls", "@pages.urls"):
        assert uris(run(base, target)) == expected
    assert uris(run(base, "words.txt")) == ["words.txt"]
    found = run(base, "@words.txt", "@no.txt")
    assert uris(found) == []
    assert skips(found) == {
        "words.txt#1": "'Words.' is not an http(s) URL",
        "no.txt": "is not a file that lists URLs: check the name after @",
    }


def test_a_list_that_nobody_named_is_not_fetched(tree):
    base = tree(**{"pages.txt": LIST, "pages.urls": LIST})
    found = run(base, ".")
    assert uris(found) == ["pages.txt"]
    assert "name it as a target" in skips(found)["pages.urls"]


def test_stdin_once(tmp_path):
    assert run(tmp_path, "-", "-") == [SourceItem("stdin", None)]


def test_unreadable_folders_and_files(tree, monkeypatch):
    base = tree("a.txt", "locked/b.txt", "shut")

    def scandir(path):
        if str(path).endswith("locked"):
            raise PermissionError(13, "Permission denied")
        return original(path)

    original = os.scandir
    monkeypatch.setattr(os, "scandir", scandir)
    original_open = type(base).open

    def refuse(self, *args, **kwargs):
        if self.name == "shut":
            raise PermissionError(13, "Permission denied")
        return original_open(self, *args, **kwargs)

    monkeypatch.setattr(type(base), "open", refuse)
    found = run(base, ".")
    assert uris(found) == ["a.txt"]
    assert skips(found) == {
        "shut": "cannot be opened: Permission denied",
        "locked": "cannot be opened: Permission denied",
    }


def test_deep_folders(tmp_path):
    with chdir(tmp_path):
        for _ in range(400):
            Path("d").mkdir()
            os.chdir("d")
        Path("a.txt").write_text("x")
    assert uris(run(tmp_path, ".")) == ["d/" * 400 + "a.txt"]


def test_folders_names_the_targets_that_are_folders(tree):
    base = tree("docs/a.txt", "b/c/d.txt")
    targets = [
        "docs",
        "docs/",
        "docs/a.txt",
        "b/c",
        ".",
        "no",
        "*/",
        "https://x.org",
        "-",
        "@docs",
        "",
    ]
    assert folders(targets, base=base) == ("docs", "b/c", ".")
    assert folders([".."], base=base / "docs") == ("..",)
