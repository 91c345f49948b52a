"""What was measured, beside what it is measured against, and whether the budget is met."""

import dataclasses
import statistics

COLUMNS = ("what", "ours", "reference", "ratio", "budget", "met?")


class Figure:
    """Several measurements of one thing, in the order they were taken."""

    def __init__(self, values, unit):
        self.values = list(values)
        self.unit = unit

    @property
    def median(self):
        return statistics.median(self.values)

    def __str__(self):
        """The median, and how far the machine's noise spread it"""
        text = number(self.median)
        if len(self.values) > 1:
            text += f" ({number(min(self.values))}..{number(max(self.values))})"
        return f"{text} {self.unit}"


def number(value):
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.4g}"


@dataclasses.dataclass
class Budget:
    """What must hold: of the ratio ours/reference, of the speed-up reference/ours, or of our value."""
    of: str
    sign: str
    bound: float

    def __str__(self):
        return f"{self.sign} {self.bound:g}" + ("x" if self.of != "value" else "")

    def excess(self, value):
        """By which part of the bound it is missed; 0 or less when met"""
        if self.bound == 0:
            return value if self.sign == "≤" else -value
        return value / self.bound - 1 if self.sign == "≤" else 1 - value / self.bound


def ratio_at_most(bound):
    return Budget("ratio", "≤", bound)


def speed_up_at_least(bound):
    return Budget("speed-up", "≥", bound)


def at_most(bound):
    return Budget("value", "≤", bound)


@dataclasses.dataclass
class Row:
    what: str
    ours: Figure
    reference: Figure | None = None
    budget: Budget | None = None

    def ratio(self):
        """Of the rounds where both were measured one after the other, else of the medians"""
        if self.reference is None:
            return None
        a, b = self.ours.values, self.reference.values
        if len(a) != len(b):
            a, b = [self.ours.median], [self.reference.median]
        if self.budget and self.budget.of == "speed-up":
            a, b = b, a
        return Figure([x / y for x, y in zip(a, b) if y], "x") if all(b) else None

    def verdict(self):
        if self.budget is None:
            return "–"
        judged = self.ours if self.budget.of == "value" else self.ratio()
        if judged is None:
            return "–"
        excess = self.budget.excess(judged.median)
        return "yes" if excess <= 0 else f"MISSED by {excess:.1%}"

    def cells(self):
        return [str("–" if cell is None else cell)
                for cell in (self.what, self.ours, self.reference, self.ratio(), self.budget)] + [self.verdict()]


def table(rows):
    lines = [list(COLUMNS), *(row.cells() for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(COLUMNS))]
    lines.insert(1, ["-" * width for width in widths])
    return "\n".join("| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths)) + " |"
                     for line in lines)
