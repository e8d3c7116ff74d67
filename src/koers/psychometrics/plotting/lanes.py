"""Lanes under the time axis: conversations, approach, changes, events, norm groups. A lane without marks is
not drawn, so that nothing hints at what a reader may not see."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from koers.psychometrics.plotting.axes import TimeAxis
from koers.psychometrics.plotting.inputs import MarkKind, PlottedMark
from koers.psychometrics.plotting.lettering import ASCENT, LINE_HEIGHT, shorten, text_width
from koers.psychometrics.plotting.placing import pack_rows
from koers.psychometrics.plotting.shapes import Anchor, Box, Glyph, Label, LabelKind, Rule, make_label

ROW_HEIGHT = 32.0
LANE_PADDING = 2.0
GLYPH_SIZE = 18.0
BAR_HEIGHT = 24.0
BAR_PADDING = 7.0
LEAST_BAR = 6.0
TEXT_GAP = 5.0
ITEM_GAP = 8.0
NAME_GAP = 12.0
ABOVE_DROP = 3.0  # a text over its bar belongs to it, so it stands closer than a row


@dataclass(frozen=True)
class LaneFrame:
    """Where lanes may draw: marks on the time axis, text up to `right`. A lane's name stands in the gutter
    left of the plot, or (phone) wherever its row leaves room, else on a line of its own."""

    time: TimeAxis
    right: float
    plot_left: float
    gutter: float
    name_in_gutter: bool


@dataclass(frozen=True)
class Lanes:
    bottom: float
    rules: tuple[Rule, ...] = ()
    glyphs: tuple[Glyph, ...] = ()
    labels: tuple[Label, ...] = ()


@dataclass(frozen=True)
class _Item:
    """A mark before it has a row: sign or bar from x1 to x2, text in, beside or over it."""

    mark: PlottedMark
    x1: float
    x2: float
    is_bar: bool
    text: str = ""
    text_x: float = 0.0
    anchor: Anchor = Anchor.START
    is_above: bool = False

    @property
    def extent(self) -> tuple[float, float]:
        if not self.text:
            return self.x1, self.x2
        box = make_label(LabelKind.MARK, (self.text,), (self.text_x, 0.0), self.anchor).box
        return min(self.x1, box.left), max(self.x2, box.right)

    @property
    def is_whole(self) -> bool:
        return not self.text.endswith("…")


def lay_out_lanes(
    marks: Sequence[PlottedMark], names: dict[MarkKind, str], frame: LaneFrame, top: float
) -> Lanes:
    """One lane for each kind of mark that occurs, downward from `top`."""
    lanes = Lanes(top)
    for kind in MarkKind:
        own = [mark for mark in marks if mark.kind is kind]
        if own:
            lane = _lane(own, names[kind], frame, lanes.bottom)
            lanes = Lanes(
                lane.bottom, lanes.rules + lane.rules, lanes.glyphs + lane.glyphs, lanes.labels + lane.labels
            )
    return lanes


def _lane(marks: list[PlottedMark], name: str, frame: LaneFrame, top: float) -> Lanes:
    name_right = frame.gutter if frame.name_in_gutter else text_width(name) + NAME_GAP
    left = frame.plot_left if frame.name_in_gutter else name_right
    items = [_item(mark, frame, left) for mark in marks]
    is_beside = frame.name_in_gutter or all(item.is_whole and item.extent[0] >= left for item in items)
    if not is_beside:
        left, name_right = 0.0, frame.right
        items = [_item(mark, frame, left) for mark in marks]
    label_y = top + LANE_PADDING + (ROW_HEIGHT - LINE_HEIGHT) / 2 + ASCENT
    label = make_label(LabelKind.LANE, (shorten(name, name_right),), (0.0, label_y), Anchor.START)
    middles, bottom = _rows(items, top + LANE_PADDING + (0.0 if is_beside else LINE_HEIGHT + 6))
    glyphs = tuple(_glyph(item, middle) for item, middle in zip(items, middles, strict=True))
    texts = tuple(_text(item, middle) for item, middle in zip(items, middles, strict=True) if item.text)
    rule_left = frame.plot_left if frame.name_in_gutter else 0.0
    rule = Rule(rule_left, bottom + LANE_PADDING, frame.right, bottom + LANE_PADDING)
    return Lanes(rule.y1, (rule,), glyphs, (label, *texts))


def _rows(items: list[_Item], top: float) -> tuple[list[float], float]:
    """The height of each item's sign or bar, and the bottom of the last row."""
    rows = pack_rows([item.extent for item in items], ITEM_GAP)
    bottoms = []
    for row in range(max(rows) + 1):
        is_taller = any(item.is_above for item, own in zip(items, rows, strict=True) if own == row)
        top += ROW_HEIGHT + (LINE_HEIGHT if is_taller else 0.0)
        bottoms.append(top)
    return [bottoms[row] - ROW_HEIGHT / 2 for row in rows], top


def _shows_text(mark: PlottedMark) -> bool:
    return bool(mark.label) and (mark.is_early or mark.kind is not MarkKind.CONVERSATION)


def _item(mark: PlottedMark, frame: LaneFrame, left: float) -> _Item:
    time = frame.time
    start = time.clipped_x(mark.on)
    if mark.kind is MarkKind.APPROACH or mark.until is not None:
        end = time.clipped_x(mark.until) if mark.until else time.right
        item = _Item(mark, start, max(end, start + LEAST_BAR), is_bar=True)
    else:
        item = _Item(mark, start - GLYPH_SIZE / 2, start + GLYPH_SIZE / 2, is_bar=False)
    return _with_text(item, left, frame.right) if _shows_text(mark) else item


def _with_text(item: _Item, left: float, right: float) -> _Item:
    """The text in the middle of its bar where it fits, else after the mark, before it, at last over it."""
    text = shorten(item.mark.label, right - left)
    width = text_width(text)
    if item.is_bar and width <= item.x2 - item.x1 - 2 * BAR_PADDING:
        return replace(item, text=text, text_x=(item.x1 + item.x2) / 2, anchor=Anchor.MIDDLE)
    if item.x2 + TEXT_GAP + width <= right:
        return replace(item, text=text, text_x=item.x2 + TEXT_GAP, anchor=Anchor.START)
    if item.x1 - TEXT_GAP - width >= left:
        return replace(item, text=text, text_x=item.x1 - TEXT_GAP, anchor=Anchor.END)
    middle = min(max((item.x1 + item.x2) / 2, left + width / 2), right - width / 2)
    return replace(item, text=text, text_x=middle, anchor=Anchor.MIDDLE, is_above=True)


def _glyph(item: _Item, middle: float) -> Glyph:
    height = BAR_HEIGHT if item.is_bar else GLYPH_SIZE
    box = Box(item.x1, middle - height / 2, item.x2, middle + height / 2)
    return Glyph(item.mark.kind, box, item.is_bar, item.mark.label)


def _text(item: _Item, middle: float) -> Label:
    centre = middle - ROW_HEIGHT / 2 - LINE_HEIGHT / 2 + ABOVE_DROP if item.is_above else middle
    return make_label(
        LabelKind.MARK, (item.text,), (item.text_x, centre - LINE_HEIGHT / 2 + ASCENT), item.anchor
    )
