"""attrib ask: answers, abstentions, filters, and questions of every shape."""

from __future__ import annotations

import re
from urllib.parse import unquote

import pytest
from chat_server import says, serving

QUESTION = "How heavy is the foundation of a turbine?"


@pytest.fixture
def ask(attrib, library_folder):
    def run(*arguments: object, stdin: bytes = b""):
        return attrib("ask", "--index", library_folder, *arguments, stdin=stdin)

    return run


def passage_uris(result) -> set[str]:
    return {found["source"]["uri"] for found in result.json["passages"]}


def test_an_answer_names_its_source_and_quotes_it(ask):
    result = ask(QUESTION)
    assert result.code == 0
    assert result.err == ""
    answer, sources = result.out.split("Sources", 1)
    assert "180 tonnes" in answer
    assert "[1]" in answer
    assert "samples/library/project-overview.html" in sources
    assert "180 tonnes" in sources
    assert "\x1b" not in result.out


def test_json_follows_its_schema_and_is_the_same_every_time(ask, complaints):
    result = ask(QUESTION, "--json")
    answer = result.json
    assert complaints(answer, "answer") == []
    assert answer["question"] == QUESTION
    assert not answer["abstained"]
    assert answer["sources"][0]["uri"] == "samples/library/project-overview.html"
    assert ask(QUESTION, "--json").out == result.out


def test_html_writes_a_page_and_prints_the_answer(ask, tmp_path):
    page = tmp_path / "answer.html"
    result = ask(QUESTION, "--html", page)
    assert "180 tonnes" in result.out
    html = page.read_text(encoding="utf-8")
    assert html.lower().startswith("<!doctype html>")
    assert QUESTION in html
    assert "180 tonnes" in html
    links = re.findall('href="([^"]+)"', html)
    files = [link for link in links if not link.startswith("https:")]
    assert files
    for file in files:
        assert (tmp_path / unquote(file.partition("#")[0])).is_file(), file


def test_an_answer_is_written_as_markdown_when_the_name_says_so(ask, tmp_path):
    page = tmp_path / "answer.md"
    result = ask(QUESTION, "--html", page)
    assert "180 tonnes" in result.out
    markdown = page.read_text(encoding="utf-8")
    assert markdown.startswith(f"# {QUESTION}\n")
    assert re.search(r"^> .*180 tonnes", markdown, re.MULTILINE)
    assert str(tmp_path) not in markdown
    links = re.findall(r"\]\(<([^>]*)>\)", markdown)
    assert all(link.startswith("https://") for link in links)


def test_what_the_library_does_not_know_is_not_answered(ask, complaints):
    result = ask("Who won the football world cup in 1998?")
    assert result.code == 0
    assert "The indexed documents do not answer this question." in result.out
    assert "Closest, but not an answer" in result.out
    answer = ask("Who won the football world cup in 1998?", "--json").json
    assert answer["abstained"]
    assert answer["attributions"] == []
    assert complaints(answer, "answer") == []


def test_fail_makes_a_gate_of_it(ask):
    assert ask(QUESTION, "--fail").code == 0
    result = ask(QUESTION, "--fail", "--min-confidence", 1)
    assert result.code == 1
    assert result.err == ""
    assert "The indexed documents do not answer this question." in result.out


def test_confidence_of_1_is_never_reached(ask):
    answer = ask(QUESTION, "--min-confidence", 1, "--json").json
    assert answer["abstained"]
    assert answer["confidence"] < 1


def test_limits(ask):
    answer = ask("What does the array cost?", "--json", "--top-k", 2, "--max-sentences", 1,
                 "--min-confidence", 0, "--dense-weight", 0.3).json  # fmt: skip
    assert len(answer["passages"]) == 2
    assert len(answer["attributions"]) == 1
    used = answer["provenance"]["settings"]
    assert (used["top_k"], used["max_sentences"], used["dense_weight"]) == (2, 1, 0.3)


@pytest.mark.parametrize(
    ("filters", "allowed"),
    [
        (["--uri", "*.pdf"], {"annual-report-2023.pdf"}),
        (["--uri", "*.pdf", "--uri", "*/visit.html"], {"annual-report-2023.pdf", "visit.html"}),
        (["--where", "author=Tobias Ekwall"], {"maintenance-handbook.md"}),
        (["--where", "language=en", "--uri", "*.docx"], {"wildlife-monitoring.docx"}),
        (["--since", "2024-02"], {"annual-report-2023.pdf"}),
        (["--until", "2019"], {"project-overview.html"}),
        (["--since", "2023-12-12", "--until", "2023-12-31"], {"wildlife-monitoring.docx"}),
        (["--where", "language=tlh"], set()),
        (["--where", "language=\udce9"], set()),
        (["--where", "\udce9=en"], set()),
        (["--uri", "caf\udce9*"], set()),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_filters(ask, filters, allowed):
    result = ask("How many turbines are there?", "--json", *filters)
    assert passage_uris(result) == {f"samples/library/{name}" for name in allowed}
    assert bool(result.err) == (not allowed)


@pytest.mark.parametrize(
    ("filters", "named"),
    [
        (["--where", "lang=de"], "--where 'lang=de'"),
        (["--uri", "nothing*", "--uri", "x"], "--uri 'nothing*' --uri 'x'"),
        (["--uri", "*", "--since", "2099"], "--uri '*' --since '2099'"),
        (["--until", "1900"], "--until '1900'"),
    ],
)
def test_a_filter_that_no_document_passes_is_told(ask, library_folder, filters, named):
    result = ask(QUESTION, *filters)
    assert result.code == 0
    assert "The indexed documents do not answer this question." in result.out
    assert result.err == (
        f"no document of index '{library_folder}' passes {named}: attrib index documents --json "
        "shows the URIs, the metadata and the dates that it has\n"
    )


def test_a_question_from_standard_input(ask):
    result = ask("-", "--json", stdin=f"\ufeff{QUESTION}\r\n".encode())
    assert result.json["question"].strip() == QUESTION
    assert "180 tonnes" in result.json["text"]


@pytest.mark.parametrize("given", [b"How many\x00 turbines?", b"How many \xff\xfe turbines?"])
def test_bytes_that_are_no_text_do_no_harm(ask, given):
    result = ask("-", "--json", stdin=given)
    assert result.code == 0
    assert result.json["question"] in ("How many turbines?", "How many \ufffd\ufffd turbines?")


@pytest.mark.parametrize(
    "question",
    [
        'what is the "rated power',
        "turbine* NEAR(rotor blade, 2)",
        "((( [[ }} text:rotor ^x -y",
        "AND OR NOT",
        "🌊🐬",
        "turbines 🌊?",
        "'; DROP TABLE passages; --",
        "%s %d {0} \\ [bold]turbines[/bold]",
        "\u202eturbines",
        "a\tturbine\n\nor two",
        "?!",
        "发电站有多少台涡轮机？",
        "how many turbines " * 556,
        "x" * 10_000,
        "turbines \udcff",
    ],
    ids=lambda question: ascii(question[:24]),
)
def test_any_question_is_taken_literally(ask, complaints, question):
    result = ask("--json", "--", question)
    assert result.code == 0
    assert result.err == ""
    assert complaints(result.json, "answer") == []


def test_an_odd_question_is_shown_harmless(ask):
    result = ask("--min-confidence", 1, "--", "[bold]\x1b[31mred[/bold]\x00 turbines")
    assert "[bold]␛[31mred[/bold] turbines" in result.out


@pytest.mark.parametrize("question", ["", "  \n"])
def test_an_empty_question_is_refused(ask, question):
    assert ask(question).complaint == "the question is empty: ask something in words"
    assert ask("-", stdin=question.encode()).complaint.startswith("the question is empty")


def test_standard_output_is_no_file(ask):
    result = ask(QUESTION, "--html", "-")
    assert result.code == 2
    assert result.complaint == "'-' cannot be written: it is no file: name one, or /dev/stdout"


def test_the_scorer_can_be_named(ask, complaints):
    result = ask(QUESTION, "--scorer", "support", "--json")
    assert complaints(result.json, "answer") == []
    assert result.json["provenance"]["scorer"]["name"] == "support"
    assert "180 tonnes" in result.json["text"]
    assert result.json["attributions"][0]["verdict"] == "supported"


def test_an_unknown_scorer_is_refused(ask):
    result = ask(QUESTION, "--scorer", "gpt")
    assert result.code == 2
    assert "scorer" in result.err
    assert "'gpt'" in result.err
    assert "baseline" in result.err


# -- language models ----------------------------------------------------------------------------

TRUE = "The foundation of a turbine weighs 180 tonnes [1]."
FALSE = "The foundation of a turbine weighs 250 tonnes [1]."


@pytest.fixture
def endpoint(monkeypatch):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-very-secret")
    with serving() as server:
        yield server


def asked(ask, server, *arguments):
    return ask(
        QUESTION, "--generator", "openai", "--model", "m", "--base-url", server.url, *arguments
    )


def test_what_a_model_writes_is_checked_and_cited(ask, endpoint, complaints):
    endpoint.acts = [says(TRUE)]
    answer = asked(ask, endpoint, "--json").json
    assert complaints(answer, "answer") == []
    assert answer["text"].startswith("The foundation of a turbine weighs 180 tonnes.")
    assert answer["attributions"][0]["verdict"] == "supported"
    assert answer["provenance"]["generator"]["base_url"] == endpoint.url
    assert "sk-very-secret" not in str(answer)


def test_what_the_documents_do_not_say_is_mended_and_told(ask, endpoint, tmp_path):
    endpoint.acts = [says(FALSE), says(FALSE)]
    page = tmp_path / "answer.html"
    result = asked(ask, endpoint, "--html", page)
    answer, mended = result.out.split("Mended")
    assert "250" not in answer
    assert "180 tonnes" in answer
    assert "250 tonnes.” was not supported" in " ".join(mended.split())
    assert "Mended (" in page.read_text(encoding="utf-8")
    assert len(endpoint.requests) == 2, "one draft, one revision"


def test_no_repair_shows_what_the_model_wrote(ask, endpoint):
    endpoint.acts = [says(FALSE)]
    answer = asked(ask, endpoint, "--no-repair", "--json").json
    assert "250 tonnes" in answer["text"]
    assert answer["attributions"][0]["verdict"] == "contradicted"
    assert answer["provenance"]["repairs"] == []


def test_the_draft_can_be_watched_on_standard_error(ask, endpoint):
    endpoint.acts = [says(TRUE + " \x1b[31mred")]
    result = asked(ask, endpoint, "--stream", "--json")
    assert TRUE in result.err
    assert "\x1b" not in result.err
    assert TRUE not in result.out


def test_an_endpoint_that_fails_is_one_line(ask, endpoint):
    endpoint.acts = [401]
    complaint = asked(ask, endpoint).complaint
    assert complaint.startswith(f"the endpoint {endpoint.url} refused the key (status 401)")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--generator", "local"], "generator 'local' needs a model: pass --model"),
        (["--generator", "openai"], "generator 'openai' needs a model: pass --model"),
        (["--generator", "magic"], "setting 'generator' = 'magic'"),
        (["--best-of", "3"], "best_of 3 needs drafts that differ"),
        (["--model", "./here"], "--model ./here is for a language model"),
        (["--temperature", "0.0"], "--temperature 0.0 is for a language model"),
        (["--stream"], "--stream is for a language model, and generator 'extractive' has none"),
        (
            ["--generator", "local", "--model", "./nowhere"],
            "model folder './nowhere' does not exist",
        ),
        (["--temperature", "3"], "setting 'temperature' = 3.0"),
        (["--generator", "openai", "--model", "m", "--base-url", "here"], "setting 'base_url'"),
    ],
)
def test_a_generator_that_cannot_be_had(ask, arguments, message):
    assert message in ask(QUESTION, *arguments).complaint
