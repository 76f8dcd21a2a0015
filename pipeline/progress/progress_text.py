"""Progress as text: the fields of a log line, and the terminal display."""

from collections.abc import Iterator
from datetime import timedelta

from rich.console import Group, RenderableType
from rich.text import Text

from claimwire.counters import REJECTED
from claimwire.pipeline.progress.estimate import Step, View

_BAR = 24
_REASONS = 4
"""Number of rejection reasons that a terminal shows, the commonest; the summary has them all."""

Fields = dict[str, str | int | None]


def fields(view: View) -> Fields:
    """Return the fields of a log line by name; None for values that are not known yet."""
    step = view.current
    values: Fields = {"phase": view.phase, "elapsed_s": _seconds(view.elapsed)}
    if not view.streaming:
        values |= {"left_s": _seconds(view.left), "phase_left_s": _seconds(step.left)}
    values["per_minute"] = None if step.per_minute is None else round(step.per_minute)
    for each in view.steps:
        values[each.name] = each.done
        if not view.streaming:
            values[f"{each.name}_known"] = each.known
    values |= {"claims": view.claims, "published": view.published}
    values["rejected"] = sum(view.rejected.values())
    return values | {REJECTED + reason: count for reason, count in view.rejected.items()}


def screen(view: View, run_id: str) -> RenderableType:
    """Return the terminal display of a run in progress."""
    title = Text(f"{view.phase}  {_clock(view.elapsed)}  run {run_id}", "bold")
    rows = list(_rows(view))
    width = max(len(number) for _, number, _ in rows)
    lines = [
        Text.assemble(f"{name:9}  {number:>{width}}  ", detail) for name, number, detail in rows
    ]
    for line in (title, *lines):
        line.no_wrap, line.overflow = True, "ellipsis"
        line.rstrip()
    return Group(title, *lines)


def _rows(view: View) -> Iterator[tuple[str, str, str | Text]]:
    for step in view.steps:
        yield step.name, f"{step.done:,}", _pace(step) if view.streaming else _bar(step)
    yield "claims", f"{view.claims:,}", ""
    yield "rejected", f"{sum(view.rejected.values()):,}", ", ".join(_reasons(view))
    if view.streaming:
        yield "published", f"{view.published:,}", ""
    elif view.left is not None:
        yield "time left", _clock(view.left), ""
    else:
        reading = view.phase == "articles"
        yield "time left", "?", "" if reading else "shown once all texts are extracted"


def _bar(step: Step) -> Text:
    if not step.known:
        return Text()
    full = _BAR * min(step.done, step.known) // step.known
    parts = [f" of {step.known:,}"]
    if step.left is not None and not step.is_over:
        parts += [_pace(step), f"{_clock(step.left)} left"]
    return Text.assemble(
        ("━" * full, "green"), ("━" * (_BAR - full), "bright_black"), ", ".join(parts)
    )


def _pace(step: Step) -> str:
    return "" if step.per_minute is None else f"{step.per_minute:,.0f} a minute"


def _reasons(view: View) -> Iterator[str]:
    commonest = sorted(view.rejected.items(), key=lambda each: (-each[1], each[0]))
    for reason, count in commonest[:_REASONS]:
        yield f"{reason} {count:,}"
    if len(commonest) > _REASONS:
        yield "…"


def _clock(duration: timedelta) -> str:
    """Write a duration as h:mm:ss, or m:ss below an hour."""
    minutes, seconds = divmod(round(duration.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"


def _seconds(duration: timedelta | None) -> int | None:
    return None if duration is None else round(duration.total_seconds())
