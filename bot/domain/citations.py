"""The bibliography and the citations that point into it."""

from dataclasses import dataclass
from enum import Enum


class SourceKind(Enum):
    """What sort of work a source is."""

    PRIMARY = "primary"
    MONOGRAPH = "monograph"
    ARTICLE = "article"
    REFERENCE = "reference"


@dataclass(frozen=True, slots=True)
class Source:
    """An item of the bibliography, cited everywhere by its key."""

    key: str
    kind: SourceKind
    authors: tuple[str, ...]
    title: str
    published: str
    """Publisher, journal with volume, archive with item, or series."""
    year: int | None
    language: str
    url: str | None
    """The item's own public address; None where it has none."""
    good_for: str
    short: str | None = None
    """The label where it cannot be made of the authors: `Shen Zhihua 2003`."""

    @property
    def label(self) -> str:
        """The short form for a line of sources: `Lüthi 2008`, or a document's own title."""
        if self.short:
            return self.short
        if self.kind is SourceKind.REFERENCE and not self.authors:
            return f"{self.published}: {self.title}"
        if self.kind is SourceKind.PRIMARY or not self.authors:
            return self.title
        surnames = [author.split()[-1] for author in self.authors]
        named = " and ".join(surnames) if len(surnames) < 3 else f"{surnames[0]} and others"
        return f"{named} {self.year}" if self.year else named


@dataclass(frozen=True, slots=True)
class Citation:
    """A source, a place in it, and the statement that it supports."""

    source: Source
    at: str | None = None
    """The locator: article, chapter, section, date or archive item."""
    supports: str | None = None
