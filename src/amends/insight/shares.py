"""A share: a part of a whole, with the promises behind both (domain D: every figure opens to its cases)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from amends.insight.given import Given

# Below this a share is shown as counts only: one case more or less would turn it over (domain D).
FEW = 20


@dataclass(frozen=True)
class Share:
    """So many of so many; `whole` is the denominator and holds every row of `part`, the numerator."""

    part: tuple[Given, ...]
    whole: tuple[Given, ...]

    @property
    def numerator(self) -> int:
        """How many are in the part."""
        return len(self.part)

    @property
    def denominator(self) -> int:
        """How many there are, the n of the figure."""
        return len(self.whole)

    @property
    def rest(self) -> int:
        """How many of the whole are not in the part."""
        return len(self.whole) - len(self.part)

    @property
    def percent(self) -> float | None:
        """The share in percent, to one place; None of nothing."""
        return round(100 * len(self.part) / len(self.whole), 1) if self.whole else None

    @property
    def is_few(self) -> bool:
        """Whether there are too few to compare, so that only the counts are shown."""
        return len(self.whole) < FEW

    @property
    def per_case(self) -> float | None:
        """How many there are for each case they belong to, to two places; fewer promises would look better (D-01)."""
        return round(len(self.whole) / len({row.case for row in self.whole}), 2) if self.whole else None


def share(rows: Iterable[Given], part: Iterable[Given]) -> Share:
    """A share of rows; `part` is a selection of them."""
    return Share(tuple(part), tuple(rows))


def tell_share(figure: Share) -> dict[str, Any]:
    """A share as plain values: counts, percent, whether it is too few to compare, and the cases behind it."""
    return {
        "numerator": figure.numerator,
        "denominator": figure.denominator,
        "percent": figure.percent,
        "too_few": figure.is_few,
        "promises_per_case": figure.per_case,
        "cases": sorted({row.case for row in figure.part}),
        "of_cases": sorted({row.case for row in figure.whole}),
    }
