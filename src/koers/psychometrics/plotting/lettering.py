"""How wide a text will be, without a font at hand.

The reader's own system font draws the chart, so widths are taken from the widest of the usual ones. Measured
in Chromium 2026: the larger advance of DejaVu Sans (Linux) and Roboto Medium (Android), rounded up, in em.
"""

FONT_SIZE = 16.0  # UX 6.1: --k-fs-0, nothing in Koers is smaller
LINE_HEIGHT = 19.0
ASCENT = 14.0  # ink above the baseline at 16 px, accents on capitals included
DESCENT = 5.0

_SOFT_HYPHEN = "\u00ad"
_ELLIPSIS = "…"
_WIDTHS = {
    0.28: "'ijlï",
    0.32: "I ,.·’",
    0.355: ":;|f-",
    0.40: "()[]t/",
    0.42: "!r",
    0.50: '"*_`',
    0.525: "sz“”",
    0.55: "?cç",
    0.58: "FJLk",
    0.595: "vxy",
    0.615: "aoöáà",
    0.62: "TYeéëèê",
    0.64: "$0123456789ESPbdghnpquüñ{}–",
    0.70: "ABCKRVXZ",
    0.755: "HNU",
    0.79: "&DGOQ",
    0.82: "w",
    0.84: "#+<=>^~↑↓−",
    0.88: "M○",
    0.975: "m",
}
_EM = {character: width for width, characters in _WIDTHS.items() for character in characters}
_UNKNOWN = 1.0


def text_width(text: str) -> float:
    """Upper estimate, in user units, of `text` on one line at the chart's font size."""
    return FONT_SIZE * sum(_EM.get(character, _UNKNOWN) for character in text if character != _SOFT_HYPHEN)


def wrap(text: str, width: float, max_lines: int = 4) -> tuple[str, ...]:
    """Break `text` into lines of at most `width` units, at spaces and soft hyphens, else inside a word.

    What does not fit in `max_lines` is cut with an ellipsis, so that no text ever leaves its place.
    """
    lines = [""]
    for word in text.split():
        for piece in _pieces(word, width):
            lines = _append(lines, piece, width)
    clean = [line for line in lines if line]
    if len(clean) <= max_lines:
        return tuple(clean)
    return (*clean[: max_lines - 1], shorten(" ".join(clean[max_lines - 1 :]), width))


def shorten(text: str, width: float) -> str:
    """`text`, cut with an ellipsis when it is wider than `width` units."""
    plain = text.replace(_SOFT_HYPHEN, "")
    if text_width(plain) <= width:
        return plain
    while plain and text_width(plain + _ELLIPSIS) > width:
        plain = plain[:-1]
    return plain.rstrip() + _ELLIPSIS


def _pieces(word: str, width: float) -> list[str]:
    """The parts of a word, each on a line of its own if need be; all but the last end in a hyphen."""
    if text_width(word) <= width:
        return [word.replace(_SOFT_HYPHEN, "")]
    pieces: list[str] = []
    for syllable in word.split(_SOFT_HYPHEN):
        if pieces and text_width(pieces[-1] + syllable + "-") <= width:
            pieces[-1] += syllable
        else:
            pieces.extend(_chop(syllable, width))
    return [f"{piece}-" for piece in pieces[:-1]] + pieces[-1:]


def _chop(syllable: str, width: float) -> list[str]:
    pieces = [""]
    for character in syllable:
        if pieces[-1] and text_width(pieces[-1] + character + "-") > width:
            pieces.append("")
        pieces[-1] += character
    return pieces


def _append(lines: list[str], piece: str, width: float) -> list[str]:
    joined = f"{lines[-1]} {piece}".strip()
    if lines[-1].endswith("-") or text_width(joined) > width:
        return [*lines, piece]
    return [*lines[:-1], joined]
