"""From a path, a URL or stdin to documents.

``discover`` names what there is to read, ``load`` gets its bytes, ``read`` makes documents of them.
The parser of a format is imported when the first file of that format is read.
"""

from attrib.sources.discovery import discover, folders
from attrib.sources.item import STDIN, Content, Extracted, Skipped, SourceItem, WebPolicy
from attrib.sources.loading import load
from attrib.sources.reading import read

__all__ = [
    "STDIN",
    "Content",
    "Extracted",
    "Skipped",
    "SourceItem",
    "WebPolicy",
    "discover",
    "folders",
    "load",
    "read",
]
