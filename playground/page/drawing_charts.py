"""Charts drawn as SVG by us. Colours are classes, so that they follow light and dark."""

import math
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from playground.render import Names
from playground.words import chart_rows

WIDTH, HEIGHT = 480, 220
LEFT, RIGHT, TOP, BOTTOM = 44, 8, 10, 34
MOST_TICKS = 5


@dataclass(frozen=True)
class Chart:
    """A drawing, the names of its colours, and its figures as a table for whoever cannot see it."""

    svg: Markup
    legend: list[str]
    rows: list[list[str]]
    known: bool = True


def chart(block: dict[str, Any], names: Names) -> Chart:
    del names
    drawn = block.get("chart") or {}
    kind = drawn.get("type")
    title = str(block.get("title", ""))
    if kind == "pie":
        labels = [str(one.get("label", "")) for one in drawn.get("segments") or []]
        return Chart(_svg(_pie(drawn), title, 220, 220), labels, chart_rows(drawn))
    if kind in {"bar", "line", "area"}:
        legend = [str(one.get("name", "")) for one in drawn.get("series") or []]
        return Chart(_svg(_axes(drawn, str(kind)), title, WIDTH, HEIGHT), legend, chart_rows(drawn))
    return Chart(Markup(""), [], [], known=False)


def _svg(inner: Markup, title: str, width: int, height: int) -> Markup:
    return Markup('<svg class="chart" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>').format(
        width, height, title, inner
    )


def _pie(drawn: dict[str, Any]) -> Markup:
    values = [float(one["value"]) for one in drawn.get("segments") or []]
    total = sum(values) or 1.0
    shown, before = Markup(""), 0.0
    for index, value in enumerate(values):
        if value >= total:
            shown += Markup('<circle cx="110" cy="110" r="72" class="ring s{}"/>').format(index % 12)
            break
        start, end = (2 * math.pi * part / total - math.pi / 2 for part in (before, before + value))
        path = _ring(start, end, 100, 44, large=value / total > 0.5)
        shown += Markup('<path d="{}" class="slice f{}"/>').format(path, index % 12)
        before += value
    return shown


def _ring(start: float, end: float, outer: int, inner: int, *, large: bool) -> str:
    def at(angle: float, radius: int) -> str:
        return f"{110 + radius * math.cos(angle):.2f} {110 + radius * math.sin(angle):.2f}"

    flag = int(large)
    return (
        f"M{at(start, outer)}A{outer} {outer} 0 {flag} 1 {at(end, outer)}"
        f"L{at(end, inner)}A{inner} {inner} 0 {flag} 0 {at(start, inner)}Z"
    )


def _step(span: float) -> float:
    """A round distance between the lines of the scale."""
    rough = span / (MOST_TICKS - 1)
    size = 10 ** math.floor(math.log10(rough))
    return next(size * many for many in (1, 2, 2.5, 5, 10) if size * many >= rough * 0.999)


def _axes(drawn: dict[str, Any], kind: str) -> Markup:
    axis = drawn.get("axis_config") or {}
    names = [str(one) for one in axis.get("categories") or []]
    held = [
        {str(point["label"]): float(point["value"]) for point in one["data"]}
        for one in drawn.get("series") or []
    ]
    values = [value for one in held for value in one.values()] or [1.0]
    low, high = min(0.0, *values), max(0.0, *values)
    step = _step((high - low) or 1.0)
    low, high = math.floor(low / step) * step, math.ceil(high / step) * step or step
    wide = (WIDTH - LEFT - RIGHT) / max(len(names), 1)

    def y(value: float) -> float:
        return TOP + (HEIGHT - TOP - BOTTOM) * (high - value) / (high - low)

    def x(index: int) -> float:
        return LEFT + wide * (index + 0.5)

    shown = _scale(low, high, step, y)
    every = max(1, math.ceil(len(names) / 10))
    for index, name in enumerate(names):
        if index % every == 0:
            short = name if len(name) <= 60 / len(names) + 6 else name[:9] + "…"
            shown += Markup('<text x="{:.1f}" y="{}" class="under">{}</text>').format(
                x(index), HEIGHT - BOTTOM + 16, short
            )
    for number, one in enumerate(held):
        points = [(x(index), y(one[name])) for index, name in enumerate(names) if name in one]
        if kind == "bar":
            thick = wide * 0.7 / len(held)
            for across, up in points:
                left, zero = across - wide * 0.35 + thick * number, y(0)
                shown += Markup(
                    '<rect x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}" rx="2" class="f{}"/>'
                ).format(left, min(up, zero), thick * 0.92, max(abs(zero - up), 0.5), number % 12)
        else:
            shown += _line(points, y(0), number % 12, filled=kind == "area")
    for label, place in ((axis.get("x_label"), "x"), (axis.get("y_label"), "y")):
        if label:
            shown += _axis_label(str(label), place)
    return shown


def _scale(low: float, high: float, step: float, y: Any) -> Markup:
    shown = Markup("")
    for count in range(round((high - low) / step) + 1):
        value = low + count * step
        shown += Markup('<line x1="{}" x2="{}" y1="{:.1f}" y2="{:.1f}" class="grid"/>').format(
            LEFT, WIDTH - RIGHT, y(value), y(value)
        )
        shown += Markup('<text x="{}" y="{:.1f}" class="beside">{}</text>').format(
            LEFT - 6, y(value) + 4, f"{value:g}"
        )
    return shown


def _line(points: list[tuple[float, float]], zero: float, colour: int, *, filled: bool) -> Markup:
    path = " ".join(f"{across:.1f},{up:.1f}" for across, up in points)
    shown = Markup("")
    if filled and points:
        area = f"{points[0][0]:.1f},{zero:.1f} {path} {points[-1][0]:.1f},{zero:.1f}"
        shown += Markup('<polygon points="{}" class="area f{}"/>').format(area, colour)
    shown += Markup('<polyline points="{}" class="stroke s{}"/>').format(path, colour)
    for across, up in points:
        shown += Markup('<circle cx="{:.1f}" cy="{:.1f}" r="3" class="f{}"/>').format(across, up, colour)
    return shown


def _axis_label(label: str, place: str) -> Markup:
    if place == "x":
        return Markup('<text x="{}" y="{}" class="under axis">{}</text>').format(
            (WIDTH + LEFT) / 2, HEIGHT - 4, label
        )
    middle = (HEIGHT - BOTTOM) / 2
    return Markup('<text x="10" y="{0}" transform="rotate(-90 10 {0})" class="under axis">{1}</text>').format(
        middle, label
    )
