"""Which characters the fonts of `prompts/fonts` have, read from the font files themselves.

A font's table `cmap` says which glyph a character has; formats 4 and 12 are the ones in use.
https://learn.microsoft.com/typography/opentype/spec/cmap
"""

import re
import struct
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from bot.texts import PROMPTS

FONTS = PROMPTS / "fonts"
MISSING = "□"
"""Stands for a character that none of the fonts has."""

# Invisible: joiners, marks of direction, variation selectors, the flags of regions.
_NEEDS_NO_GLYPH = "\n\u00ad\u200b-\u200f\u2060-\u2064\ufe00-\ufe0f\U000e0020-\U000e007f\U000e0100-\U000e01ef"


@cache
def unprintable() -> re.Pattern[str]:
    """What matches a character that none of the fonts has. Read once, then kept."""
    ranges = sorted(found for path in sorted(FONTS.glob("*.ttf")) for found in characters_of(path))
    together: list[list[int]] = []
    for first, last in ranges:
        if together and first <= together[-1][1] + 1:
            together[-1][1] = max(together[-1][1], last)
        else:
            together.append([first, last])
    listed = "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in together)
    return re.compile(f"[^{listed}{_NEEDS_NO_GLYPH}]")


def characters_of(path: Path) -> Iterator[tuple[int, int]]:
    """Yield the characters that a font file has, as ranges."""
    data = path.read_bytes()
    (tables,) = struct.unpack_from(">H", data, 4)
    for number in range(tables):
        tag, _, offset, _ = struct.unpack_from(">4sLLL", data, 12 + 16 * number)
        if tag == b"cmap":
            yield from _cmap(data, offset)


def _cmap(data: bytes, start: int) -> Iterator[tuple[int, int]]:
    (count,) = struct.unpack_from(">H", data, start + 2)
    for number in range(count):
        platform, _, offset = struct.unpack_from(">HHL", data, start + 4 + 8 * number)
        (kind,) = struct.unpack_from(">H", data, start + offset)
        if platform in {0, 3} and kind == 4:
            yield from _segments(data, start + offset)
        elif platform in {0, 3} and kind == 12:
            yield from _groups(data, start + offset)


def _segments(data: bytes, start: int) -> Iterator[tuple[int, int]]:
    (doubled,) = struct.unpack_from(">H", data, start + 6)
    count = doubled // 2
    ends, starts, deltas, offsets = (
        struct.unpack_from(f">{count}H", data, start + 14 + place)
        for place in (0, doubled + 2, 2 * doubled + 2, 3 * doubled + 2)
    )
    where = start + 14 + 3 * doubled + 2
    for number, (first, last, delta, offset) in enumerate(zip(starts, ends, deltas, offsets, strict=True)):
        if first == 0xFFFF:
            continue
        if not offset:  # the glyphs follow from the characters
            yield first, last
            continue
        for character in range(first, last + 1):
            place = where + 2 * number + offset + 2 * (character - first)
            (glyph,) = struct.unpack_from(">H", data, place)
            if glyph and (glyph + delta) % 65536:
                yield character, character


def _groups(data: bytes, start: int) -> Iterator[tuple[int, int]]:
    (count,) = struct.unpack_from(">L", data, start + 12)
    for number in range(count):
        first, last, _ = struct.unpack_from(">LLL", data, start + 16 + 12 * number)
        yield first, last
