"""Opens the templates of the report room."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2 import Environment


def open_templates(show: Callable[[str], str]) -> Environment:
    """The folder ``templates/``, where each text goes through ``show`` before it is put in.

    What is Markup already goes in as it is; what ``show`` leaves a plain string is escaped as HTML.
    """
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from markupsafe import Markup

    return Environment(
        loader=PackageLoader("attrib.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda v: show(v) if isinstance(v, str) and not isinstance(v, Markup) else v,
    )
