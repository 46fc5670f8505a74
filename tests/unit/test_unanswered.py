"""A language model that is there and does not come to its answer: that is an error, and no abstention."""

from __future__ import annotations

import pytest
from hash_embedder import HashEmbedder, make_hash_index, open_hash_index
from test_generation import retrieved

from attrib.asking import Question, ask_all
from attrib.attribution.baseline import BaselineScorer
from attrib.config import load_settings
from attrib.engine import Engine
from attrib.errors import UnansweredError
from attrib.generation.language_model import Reply
from attrib.generation.writing import WritingGenerator
from attrib.text.passages import PassageRules

SOLD = "The mill at Norby was sold in 1931."
WHEN = "When was the mill at Norby sold?"
BROKEN_OFF = [
    Reply("", True), Reply("<think>We look at [1] and", True), Reply("It is.</think>\n", True),
]  # fmt: skip


class Recites:
    """A LanguageModel with replies made up beforehand, the last one for ever; it raises what is an error."""

    focus, max_tokens = None, 256

    def __init__(self, *replies):
        self.replies = list(replies)
        self.asked = 0

    def describe(self):
        return {"name": "recites"}

    def fits(self, prompt):
        return True

    def complete(self, prompt, sample, on_text):
        reply = self.replies[min(self.asked, len(self.replies) - 1)]
        self.asked += 1
        if isinstance(reply, Exception):
            raise reply
        return reply


def writing(*replies, most=3):
    return WritingGenerator(Recites(*replies), HashEmbedder(), most, 0.0)


@pytest.fixture
def engine(tmp_path):
    (tmp_path / "mill.md").write_text(f"# Mill\n\n{SOLD} It grinds rye.\n")
    make_hash_index(tmp_path / "index", tmp_path, PassageRules(160, 1))
    with open_hash_index(tmp_path / "index") as index:
        index.ingest([str(tmp_path / "mill.md")])
    with open_hash_index(tmp_path / "index") as index:

        def made(*replies, **options):
            settings = load_settings(read=0, min_confidence=0.0, **options)
            scorer = BaselineScorer(HashEmbedder())
            return Engine(index, settings, generator=writing(*replies), scorer=scorer)

        yield made


@pytest.mark.parametrize("reply", BROKEN_OFF)
def test_tokens_that_end_before_the_answer_begins_are_an_error(reply):
    with pytest.raises(
        UnansweredError, match="used all 256 tokens before it answered: raise --max"
    ):
        writing(reply).generate(WHEN, [retrieved(SOLD)])


@pytest.mark.parametrize("reply", [Reply("", False), Reply("<think>Hm.</think>", False)])
def test_a_reply_that_ends_by_itself_may_be_empty(reply):
    assert writing(reply).generate(WHEN, [retrieved(SOLD)]).sentences == ()


@pytest.mark.parametrize("reply", [*BROKEN_OFF, UnansweredError("filtered")])
def test_a_sentence_that_is_not_written_anew_is_mended_otherwise(reply):
    assert writing(reply).revise(WHEN, "It was sold in 1950.", [retrieved(SOLD)]) == ""


def test_an_answer_does_not_fail_with_the_revision_of_a_sentence(engine):
    drafted = Reply(f"{SOLD} [1] It burns coal and peat.", False)
    answer = engine(drafted, *BROKEN_OFF).ask(WHEN)
    assert answer.text.startswith(SOLD)


def test_the_question_fails_where_no_draft_is_written(engine):
    with pytest.raises(UnansweredError):
        engine(BROKEN_OFF[0]).ask(WHEN)
    with pytest.raises(UnansweredError):
        engine(BROKEN_OFF[0], best_of=2).ask(WHEN)


def test_of_several_drafts_one_that_is_written_is_enough(engine):
    answer = engine(BROKEN_OFF[0], Reply(f"{SOLD} [1]", False), best_of=2).ask(WHEN)
    assert answer.text == f"{SOLD} [1]"


def test_a_model_that_answers_nothing_is_not_gone(engine):
    rows = [Question(None, line, WHEN) for line in range(1, 6)]
    asked = list(ask_all(engine(UnansweredError("filtered")), rows))
    assert [one.error for one in asked] == [f"line {line}: filtered" for line in range(1, 6)]
