"""Many questions at once: rows of questions in, their answers in the same order out."""

from attrib.asking.asked import AskedQuestion, AskReport
from attrib.asking.questions import Question, read_questions
from attrib.asking.run import AskTotals, ask_all

__all__ = ["AskReport", "AskTotals", "AskedQuestion", "Question", "ask_all", "read_questions"]
