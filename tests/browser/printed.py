"""A printed PDF, read back: what stands on each sheet, how large, how dark, and what screen readers are told."""

import ctypes
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import pypdfium2 as pdfium
import pypdfium2.raw as raw

DOTS = 200  # of a rendering, for each inch: the thinnest stroke of 9 pt print is three dots wide
POINTS = 72


def bare(text: str) -> str:
    """A text without its spaces: PDF readers guess them. PDFium writes a hyphen at the end of a line as U+FFFE."""
    return re.sub(r"\s+", "", text.replace("\ufffe", "-"))


@dataclass(frozen=True)
class Glyph:
    """One piece of text as it is drawn, mostly a letter. Lengths are in points; the origin is the sheet's lower left corner."""

    sheet: int
    size: float
    left: float
    bottom: float
    right: float
    top: float


class Printed:
    """One PDF. Sheets are counted from 0."""

    def __init__(self, pdf: bytes):
        self._document = pdfium.PdfDocument(pdf)

    def __len__(self) -> int:
        return len(self._document)

    @cached_property
    def texts(self) -> list[str]:
        """Each sheet's text, as a PDF reader copies it."""
        return [sheet.get_textpage().get_text_range() for sheet in self._document]

    @cached_property
    def sheets(self) -> list[str]:
        """Each sheet's text without spaces."""
        return [bare(text) for text in self.texts]

    @cached_property
    def glyphs(self) -> list[Glyph]:
        """All text that leaves ink."""
        found = []
        size = ctypes.c_float()
        for number, sheet in enumerate(self._document):
            for piece in sheet.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
                left, bottom, right, top = piece.get_bounds()
                if right > left and top > bottom:
                    raw.FPDFTextObj_GetFontSize(piece, size)
                    found.append(Glyph(number, abs(size.value * piece.get_matrix().d), left, bottom, right, top))
        return found

    def line(self, glyph: Glyph) -> str:
        """The line of text that a glyph stands in, for a message."""
        sheet = self._document[glyph.sheet]
        return sheet.get_textpage().get_text_bounded(0, glyph.bottom, sheet.get_width(), glyph.top).strip()[:60]

    def heights(self, sheet: int, words: str) -> list[float]:
        """Where these words stand on a sheet: points above its lower edge, in the order of the text."""
        page = self._document[sheet].get_textpage()
        finder = page.search(words, match_case=False)
        return [page.get_charbox(found[0])[1] for found in iter(finder.get_next, None)]

    def smaller_than(self, points: float, above: float = 0, below: float = 9999) -> list[str]:
        """The lines with letters smaller than so many points, between two heights of the sheet, each with its sheet and size."""
        small = [glyph for glyph in self.glyphs if glyph.size < points - 0.05 and above < glyph.bottom < below]
        return list(dict.fromkeys(f"sheet {glyph.sheet + 1}, {glyph.size:.1f} pt: {self.line(glyph)}" for glyph in small))

    def faint(self, ratio: float = 4.5) -> list[str]:
        """The lines whose ink, on a printer that knows only gray, keeps less than this contrast to the paper around it.

        Each sheet is rendered in gray. A letter's ink is the darkest dot inside its outline, the paper the lightest around it.
        Contrast as in WCAG 2.2: (L1 + 0.05) / (L2 + 0.05), L from the gray value by the sRGB curve.
        """
        return list(dict.fromkeys(f"sheet {glyph.sheet + 1}, {contrast:.1f}: {self.line(glyph)}" for glyph, contrast in self._contrasts()
                                  if contrast < ratio))

    def picture(self, sheet: int):
        """A sheet in gray, as a PIL image of ``DOTS`` an inch."""
        return self._document[sheet].render(scale=DOTS / POINTS, grayscale=True).to_pil()

    def _contrasts(self) -> Iterator[tuple[Glyph, float]]:
        scale = DOTS / POINTS
        pictures = [self.picture(sheet) for sheet in range(len(self))]
        for glyph in self.glyphs:
            picture = pictures[glyph.sheet]
            left, right = int(glyph.left * scale), int(glyph.right * scale) + 1
            upper, lower = int(picture.height - glyph.top * scale), int(picture.height - glyph.bottom * scale) + 1
            ink = picture.crop((left, upper, right, lower)).getextrema()[0]
            paper = picture.crop((max(left - 3, 0), max(upper - 3, 0), right + 3, lower + 3)).getextrema()[1]
            yield glyph, (LUMINANCE[paper] + 0.05) / (LUMINANCE[ink] + 0.05)

    @property
    def bookmarks(self) -> list[str]:
        return [entry.get_title() for entry in self._document.get_toc()]

    @property
    def title(self) -> str:
        return self._document.get_metadata_value("Title")

    @property
    def tagged(self) -> bool:
        return bool(raw.FPDFCatalog_IsTagged(self._document))

    @property
    def language(self) -> str:
        needed = raw.FPDFCatalog_GetLanguage(self._document, None, 0)
        buffer = ctypes.create_string_buffer(needed)
        raw.FPDFCatalog_GetLanguage(self._document, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), needed)
        return buffer.raw.decode("utf-16-le").rstrip("\0")


def _luminance(gray: int) -> float:
    one = gray / 255
    return one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4


LUMINANCE = [_luminance(gray) for gray in range(256)]
