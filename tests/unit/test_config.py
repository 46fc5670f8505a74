"""Settings: where a value comes from, and what is said of one that cannot be used."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from attrib.config import Settings, load_settings
from attrib.errors import InputError


@pytest.fixture(autouse=True)
def _empty_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def write(text: str) -> None:
    Path("attrib.toml").write_text(text, encoding="utf-8")


def message(**values: object) -> str:
    with pytest.raises(InputError) as raised:
        load_settings(**values)
    assert "\n" not in str(raised.value)
    return str(raised.value)


def test_arguments_beat_the_environment_beats_the_file_beats_the_defaults(monkeypatch):
    assert load_settings().top_k == 8
    write("top_k = 5\ncandidates = 20\nindex = 'elsewhere'\n")
    assert (load_settings().top_k, load_settings().index) == (5, Path("elsewhere"))
    monkeypatch.setenv("ATTRIB_TOP_K", "6")
    assert load_settings().top_k == 6
    assert load_settings(top_k=7).top_k == 7
    assert load_settings(top_k=7).candidates == 20
    assert load_settings(top_k=7).dense_weight == 0.5


def test_an_argument_that_was_not_given_leaves_the_others_their_say(monkeypatch):
    monkeypatch.setenv("ATTRIB_DEVICE", "cpu")
    assert load_settings(device=None, threads=None).device == "cpu"
    assert load_settings(allow_private=False).allow_private is False
    write("allow_private = true\n")
    assert load_settings(allow_private=False).allow_private is False
    assert load_settings().allow_private is True


def test_environment_of_others_is_none_of_our_business(monkeypatch):
    monkeypatch.setenv("TOP_K", "1")
    monkeypatch.setenv("INDEX", "elsewhere")
    assert load_settings() == Settings()
    assert load_settings().top_k == 8


def test_unknown_key_is_an_error_wherever_it_stands():
    assert message(topk=5).startswith("unknown setting 'topk': known settings are allow_downloads,")
    write("topk = 5\n")
    assert "unknown setting 'topk'" in message() and "top_k" in message()
    write("[attrib]\ntop_k = 5\n")
    assert "unknown setting 'attrib'" in message()


@pytest.mark.parametrize(
    ("key", "value", "says"),
    [
        ("top_k", 0, "setting 'top_k' = 0: Input should be greater than or equal to 1"),
        ("top_k", "many", "setting 'top_k' = 'many': Input should be a valid integer"),
        ("threads", 0, "setting 'threads' = 0"),
        ("min_confidence", 1.5, "setting 'min_confidence' = 1.5"),
        ("min_confidence", float("nan"), "setting 'min_confidence' = nan"),
        ("device", "tpu", "setting 'device' = 'tpu'"),
        ("device", "cuda:", "setting 'device' = 'cuda:'"),
        ("device", "cuda:1\n", "setting 'device' = 'cuda:1\\n'"),
        ("precision", "fp16", "setting 'precision' = 'fp16': Input should be 'auto', 'fp32'"),
        ("passage_tokens", 3, "setting 'passage_tokens' = 3"),
        ("overlap_sentences", -1, "setting 'overlap_sentences' = -1"),
        ("generator", "magic", "setting 'generator' = 'magic'"),
        ("seed", -1, "setting 'seed' = -1: Input should be greater than or equal to 0"),
        ("seed", 2**63, "setting 'seed' = 9223372036854775808: Input should be less than"),
    ],
)
def test_bad_value_is_named_with_what_is_allowed(key, value, says):
    assert says in message(**{key: value})


def test_bad_value_of_the_environment_or_the_file_is_named_too(monkeypatch):
    monkeypatch.setenv("ATTRIB_TOP_K", "many")
    assert message().lower().startswith(("setting 'top_k' = 'many'", "setting 'attrib_top_k'"))
    monkeypatch.delenv("ATTRIB_TOP_K")
    write("top_k = 'many'\n")
    assert message().startswith("setting 'top_k' = 'many'")


@pytest.mark.parametrize("text", ["top_k = \n", "top_k == 5", "top_k = 5\ntop_k = 6\n", "\x00"])
def test_file_that_is_not_toml_is_said(text):
    write(text)
    assert message().startswith("attrib.toml cannot be read: ")


def test_file_that_is_not_text_or_not_ours_is_said(monkeypatch):
    Path("attrib.toml").write_bytes(b"index = '\xff\xfe'")
    assert message().startswith("attrib.toml cannot be read: ")

    def refuse(*_, **__):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    assert "attrib.toml cannot be read: [Errno 13] Permission denied" in message()


def test_settings_do_not_change():
    with pytest.raises(ValidationError, match="frozen"):
        load_settings().top_k = 3


def test_an_endpoint_is_never_taken_from_the_file(monkeypatch):
    write("base_url = 'https://evil.test/v1'\n")
    assert message() == (
        "attrib.toml sets base_url = 'https://evil.test/v1': whoever wrote the file would receive "
        "your key and your documents; pass --base-url or set ATTRIB_BASE_URL"
    )
    Path("attrib.toml").unlink()
    monkeypatch.setenv("ATTRIB_BASE_URL", "http://localhost:8080/v1")
    assert load_settings().base_url == "http://localhost:8080/v1"


def test_a_path_may_begin_at_home(tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    write("index = '~/notes'\ncache = '~/said.db'\n")
    assert load_settings().index == tmp_path / "notes"
    assert load_settings().cache == tmp_path / "said.db"
    assert load_settings(index="~nobody-of-this-name/x").index == Path("~nobody-of-this-name/x")
