"""Renders results as self-contained pages: no network, no framework, from a file or a server.

Jinja escapes every value, and ``visible`` takes control characters out of it; styles and scripts
are named by hash in the page's Content-Security-Policy, so that no other script can run even if
one got in.
"""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from attrib.report.answer_page import AnswerPage
from attrib.report.audit_page import AuditPage
from attrib.report.links import Links
from attrib.report.safety import script_json, visible
from attrib.report.templating import open_templates
from attrib.types import Answer, AuditReport

if TYPE_CHECKING:
    from jinja2 import Environment


_TO_THE_WEB = Links()


def answer_html(answer: Answer, links: Links = _TO_THE_WEB) -> str:
    """A page that shows ``answer`` beside its sources, linked sentence by sentence."""
    page = AnswerPage.of(answer, links)
    return _render("answer.html", page=page, data=script_json(answer.to_dict()))


def audit_html(report: AuditReport, links: Links = _TO_THE_WEB) -> str:
    """A page that shows the totals of ``report`` and every answer, with a filter by verdict."""
    return _render("audit.html", page=AuditPage.of(report, links))


def _render(template: str, **values: object) -> str:
    from markupsafe import Markup

    safe = {"data": Markup(values.pop("data"))} if "data" in values else {}  # noqa: S704
    return _environment().get_template(template).render(**values, **safe)


@cache
def _environment() -> Environment:
    from markupsafe import Markup

    environment = open_templates(visible)
    folder = files("attrib.report") / "templates"
    assets = {}
    for name in ("style.css", "answer.js", "audit.js"):
        text = folder.joinpath(name).read_text("utf-8")
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assets[name] = (Markup(text), f"'sha256-{digest}'")  # noqa: S704
    environment.globals["assets"] = assets
    return environment
