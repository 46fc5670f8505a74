"""A name for what has no type: objects of parsers that ship no type information."""

from __future__ import annotations

from typing import Any, TypeAlias

Untyped: TypeAlias = Any
"""An object of lxml, python-docx, python-pptx, openpyxl or PDFium."""
