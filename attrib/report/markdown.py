"""Renders results as GitHub-flavoured Markdown, for an issue, a pull request or a wiki.

It shows what the pages show, arranged by the same code. Links lead to the web only.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from attrib.report.answer_page import AnswerPage
from attrib.report.audit_page import AuditPage
from attrib.report.links import Links
from attrib.report.markdown_text import markdown_link, plain_markdown
from attrib.report.templating import open_templates
from attrib.types import Answer, AuditReport

if TYPE_CHECKING:
    from jinja2 import Environment

_BLANK_LINES = re.compile(r"\n{3,}")


def answer_markdown(answer: Answer) -> str:
    """``answer`` sentence by sentence, each with its verdict, citations and evidence."""
    return _render("answer.md", AnswerPage.of(answer, Links()))


def audit_markdown(report: AuditReport) -> str:
    """The totals of ``report``, its answers with problems in full, and the names of the others."""
    return _render("audit.md", AuditPage.of(report, Links()))


def _render(template: str, page: AnswerPage | AuditPage) -> str:
    text = _environment().get_template(template).render(page=page)
    return _BLANK_LINES.sub("\n\n", text).strip() + "\n"


@cache
def _environment() -> Environment:
    environment = open_templates(plain_markdown)
    environment.globals["link"] = markdown_link
    return environment
