"""The verloopprofiel as SVG text. Coordinates are formatted here, because Django's templates would write
a Dutch decimal comma; the template only places strings."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from koers.psychometrics.plotting.inputs import BorderSide
from koers.psychometrics.plotting.lettering import ASCENT, LINE_HEIGHT
from koers.psychometrics.plotting.mini import MiniLayout
from koers.psychometrics.plotting.shapes import (
    Anchor,
    Box,
    Glyph,
    KeyEntry,
    KeySign,
    Label,
    LabelKind,
    Marker,
    Points,
    ProfileLayout,
    Rule,
    Run,
)
from koers.trajectories import chart_signs as signs
from koers.trajectories.chart_signs import SCREEN_INK, Ink

STRONG_KINDS = frozenset({LabelKind.BAND, LabelKind.NAME})
QUIET_KINDS = frozenset(LabelKind) - STRONG_KINDS - {LabelKind.OUTSIDE, LabelKind.MARK}
HALO_KINDS = frozenset({LabelKind.NAME, LabelKind.EXPECTED, LabelKind.DERIVED})
SIGN_LENGTH = 22.0
KEY_SCALE = 0.85
LINE_MIDDLE = 5.5  # from the baseline up to the middle of lower-case letters and figures


@dataclass(frozen=True)
class Figure:
    """What one drawing is called and how it is inked. `element_id` must be unique on its page; a drawing
    that is a file of its own wants a `margin`."""

    element_id: str
    title: str
    description: str
    variant: str
    ink: Ink = SCREEN_INK
    margin: float = 0.0


@dataclass(frozen=True)
class TextView:
    css: str
    anchor: str
    weight: str
    fill: str
    lines: list[dict[str, str]]
    tail: str = ""
    has_halo: bool = False
    sign: dict[str, str] | None = None


def number(value: float) -> str:
    """A coordinate with a decimal point and at most two decimals: 0.005 px is 0.0007 T on the wide chart."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def profile_svg(layout: ProfileLayout, figure: Figure) -> SafeString:
    """The chart as one <svg> element, ready for a page or, alone, for a file."""
    ink = figure.ink
    context = {
        "figure": figure,
        "ink": ink,
        "sheet": _rect(_sheet(layout, figure.margin)),
        "axes": _axes(layout),
        "plot": _rect(layout.plot),
        "tints": [_rect(one.box) | _tint(one.level, ink) for one in layout.tints],
        "guides": [_rule(one) for one in layout.guides],
        "borders": [_rule(one) for one in (*layout.borders, *layout.gutter_borders)],
        "bands": [_series(one.slot, ink) | {"points": points(one.points)} for one in layout.bands],
        "expectations": [points(one.points) for one in layout.expectations],
        "axis": _rule(_axis_line(layout)),
        "ticks": [_rule(one) for one in layout.ticks],
        "runs": [_run(one, ink) for one in layout.runs],
        "missed": [{"x": number(one.x), "y": number(one.y), "words": one.words} for one in layout.missed],
        "markers": [_marker(one, ink) for one in layout.markers],
        "leaders": [_rule(one) for one in layout.leaders],
        "lane_rules": [_rule(one) for one in layout.lane_rules],
        "glyphs": [_glyph(one, ink) for one in layout.glyphs],
        "key": [_key_sign(one, ink) for one in layout.key],
        "labels": [_text(one, ink, layout.plot) for one in layout.labels],
    }
    return render_to_string("trajectories/chart.svg", context)


def mini_course_svg(layout: MiniLayout, label: str, ink: Ink = SCREEN_INK) -> SafeString:
    """The small course of a caseload row, named by `label`."""
    end = None
    if layout.end:
        x, y = layout.end
        end = _sign(layout.slot, ink, f"translate({number(x)} {number(y)})") | {"arrow": _mini_arrow(layout)}
    context = {
        "label": label,
        "ink": ink,
        "width": number(layout.width),
        "height": number(layout.height),
        "border": _rule(layout.border) if layout.border else None,
        "runs": [_run(one, ink, signs.MINI_DASHES) for one in layout.runs],
        "end": end,
    }
    return render_to_string("trajectories/mini_course.svg", context)


def _mini_arrow(layout: MiniLayout) -> str:
    if layout.outside is None:
        return ""
    return signs.MINI_UP if layout.outside is BorderSide.ABOVE else signs.MINI_DOWN


def points(pairs: Points) -> str:
    return " ".join(f"{number(x)},{number(y)}" for x, y in pairs)


def _sheet(layout: ProfileLayout, margin: float) -> Box:
    return Box(-margin, -margin, layout.width + margin, layout.height + margin)


def _axes(layout: ProfileLayout) -> dict[str, str]:
    """The mapping of both axes: two days with their x, two T-scores with their y."""
    time, score = layout.time, layout.score
    return {
        "d0": time.first.isoformat(),
        "x0": f"{time.left:.6f}",
        "d1": time.last.isoformat(),
        "x1": f"{time.right:.6f}",
        "t0": number(score.lowest),
        "y0": f"{score.bottom:.6f}",
        "t1": number(score.highest),
        "y1": f"{score.top:.6f}",
    }


def _axis_line(layout: ProfileLayout) -> Rule:
    foot = layout.ticks[0].y1 if layout.ticks else layout.plot.bottom
    return Rule(layout.plot.left, foot, layout.plot.right, foot)


def _rect(box: Box) -> dict[str, str]:
    return {
        "x": number(box.left),
        "y": number(box.top),
        "width": number(box.width),
        "height": number(box.height),
    }


def _rule(rule: Rule) -> dict[str, str]:
    return {"x1": number(rule.x1), "y1": number(rule.y1), "x2": number(rule.x2), "y2": number(rule.y2)}


def _tint(level: int, ink: Ink) -> dict[str, str]:
    shade = min(level, len(ink.tints))
    return {"css": f"k-band-{shade}", "fill": ink.tints[shade - 1]}


def _series(slot: int, ink: Ink) -> dict[str, str]:
    return {"css": f"k-series-{slot}", "colour": ink.series[slot - 1]}


def _run(run: Run, ink: Ink, dashes: Mapping[int, str] = signs.DASHES) -> dict[str, str]:
    dash = "" if run.is_thin else dashes[run.slot]
    return _series(run.slot, ink) | {
        "points": points(run.points),
        "kind": "k-gap" if run.is_thin else "k-line",
        "width": "1" if run.is_thin else "2.5",
        "dash": dash,
    }


def _sign(slot: int, ink: Ink, transform: str, is_derived: bool = False) -> dict[str, str]:
    """A respondent's marker: filled, or hollow when derived or when the shape is the open one."""
    is_hollow = is_derived or slot == signs.OPEN_SLOT
    return _series(slot, ink) | {
        "shape": signs.MARKERS[slot],
        "transform": transform,
        "hollow": "yes" if is_hollow else "",
        "dot": "yes" if is_derived and slot == signs.OPEN_SLOT else "",
    }


def _marker(marker: Marker, ink: Ink) -> dict[str, object]:
    place = f"translate({number(marker.x)} {number(marker.y)})"
    grown = f"{place} scale({number(marker.size)})" if marker.size > 1 else place
    return {
        "sign": _sign(marker.slot, ink, grown, marker.is_derived),
        "place": place,
        "x": number(marker.x),
        "y": number(marker.y),
        "on": _iso(marker.on),
        "t": repr(round(float(marker.t), 6)),
        "slot": str(marker.slot),
        "words": marker.words,
        "outside": str(marker.outside or ""),
        "extras": _extras(marker),
        "tip": _rect(marker.tip.box) if marker.tip.lines else None,
        "tip_lines": _tip_lines(marker),
    }


def _extras(marker: Marker) -> list[str]:
    found = {
        signs.ARROW_UP: marker.outside is BorderSide.ABOVE,
        signs.ARROW_DOWN: marker.outside is BorderSide.BELOW,
        signs.CORRECTED_BAR: marker.is_corrected,
        signs.TAKEN_OVER_BAR: marker.is_taken_over,
    }
    return [path for path, is_shown in found.items() if is_shown]


def _tip_lines(marker: Marker) -> list[dict[str, str]]:
    box = marker.tip.box
    x, first = number((box.left + box.right) / 2), box.top + 8 + ASCENT
    return [
        {"x": x, "y": number(first + row * LINE_HEIGHT), "text": line}
        for row, line in enumerate(marker.tip.lines)
    ]


def _iso(day: date) -> str:
    return day.isoformat()


def _glyph(glyph: Glyph, ink: Ink) -> dict[str, object]:
    box = glyph.box
    middle = f"translate({number((box.left + box.right) / 2)} {number((box.top + box.bottom) / 2)})"
    is_filled = glyph.kind in signs.FILLED_GLYPHS
    return {
        "words": glyph.words,
        "bar": _rect(box) if glyph.is_bar else None,
        "shape": signs.GLYPHS[glyph.kind],
        "transform": middle,
        "css": "k-glyph-filled" if is_filled else "k-glyph",
        "fill": ink.action if is_filled else "none",
        "stroke": "none" if is_filled else ink.text,
    }


def _key_sign(entry: KeyEntry, ink: Ink) -> dict[str, object]:
    place = f"translate({number(entry.x)} {number(entry.y)})"
    if entry.sign is KeySign.DERIVED:
        return {"marker": _sign(entry.slot, ink, f"{place} scale({KEY_SCALE})", is_derived=True)}
    is_level = entry.sign is KeySign.LEVEL
    return {
        "shape": signs.KEY_SIGNS[entry.sign],
        "transform": place,
        "css": f"k-level k-series-{entry.slot}" if is_level else "k-sign",
        "level": ink.series[entry.slot - 1] if is_level else "",
    }


def _text(label: Label, ink: Ink, plot: Box) -> TextView:
    is_strong = label.kind in STRONG_KINDS
    ys = [number(label.y + row * LINE_HEIGHT) for row in range(len(label.lines))]
    return TextView(
        css=f"k-{label.kind}" + (" k-quiet" if label.kind in QUIET_KINDS else ""),
        anchor=label.anchor if label.anchor is not Anchor.START else "",
        weight="500" if is_strong else "",
        fill=ink.muted if label.kind in QUIET_KINDS else ink.text,
        lines=[{"x": number(label.x), "y": y, "text": line} for y, line in zip(ys, label.lines, strict=True)],
        tail=label.tail,
        has_halo=label.kind in HALO_KINDS and plot.overlaps(label.box),
        sign=_name_sign(label, ink) if label.kind is LabelKind.NAME and label.slot else None,
    )


def _name_sign(label: Label, ink: Ink) -> dict[str, str]:
    """A short piece of the respondent's line with its marker, so that nobody takes it for a score."""
    left, y = label.box.left, label.y - LINE_MIDDLE
    place = f"translate({number(left + SIGN_LENGTH / 2)} {number(y)}) scale({KEY_SCALE})"
    ends = {"x1": number(left), "x2": number(left + SIGN_LENGTH), "y": number(y)}
    return _sign(label.slot or 1, ink, place) | ends
