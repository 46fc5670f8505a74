"""Many questions at once: their answers, in order, and what changed since they were asked before."""

from attrib.asking.asked import AskedQuestion, AskReport
from attrib.asking.comparison import compare_answers
from attrib.asking.differences import AskDiff
from attrib.asking.questions import Question, read_questions
from attrib.asking.run import AskRun, AskTotals, ask_all
from attrib.asking.saved import hold_answers, read_unfinished

__all__ = [
    "AskDiff", "AskReport", "AskRun", "AskTotals", "AskedQuestion", "Question", "ask_all",
    "compare_answers", "hold_answers", "read_questions", "read_unfinished",
]  # fmt: skip
