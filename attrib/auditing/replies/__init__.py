"""Replies of the APIs of language models as they come, as rows to audit: one module for each API."""

from attrib.auditing.replies.reading import as_row

__all__ = ["as_row"]
