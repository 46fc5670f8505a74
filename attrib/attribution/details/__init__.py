"""The detail guard: numbers, dates, names and negation, where word overlap is blind."""

from attrib.attribution.details.compare import compare, find_details
from attrib.attribution.details.detail import Conflict, Detail, DetailKind

__all__ = ["Conflict", "Detail", "DetailKind", "compare", "find_details"]
