"""What a tile of the board is made of: a sentence, a number, a picture with its table, a verb (`ux.md` 2g)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

# The picture's own units; the page scales it.
HIGH = 48
_WIDE, _GAP = 36, 12


@dataclass(frozen=True)
class Bar:
    """One bar: its label, its number in words, its length from 0 to 1, and the address of its cases."""

    label: str
    words: str
    share: float
    url: str = ""

    @property
    def length(self) -> int:
        """Its length in percent."""
        return round(100 * self.share)


@dataclass(frozen=True)
class Column:
    """One bar of an upright picture, where it stands in it."""

    bar: Bar
    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True)
class Chart:
    """A picture of bars; `caption` says in a sentence what it shows, and is its text for who does not see it."""

    caption: str
    heads: tuple[str, str]
    bars: Sequence[Bar]
    upright: bool = False

    @property
    def columns(self) -> list[Column]:
        """The bars where they stand; one of nothing is drawn as a line on the ground."""
        return [
            Column(bar, number * (_WIDE + _GAP), HIGH - high, _WIDE, high)
            for number, bar in enumerate(self.bars)
            for high in [max(1, round(HIGH * bar.share))]
        ]

    @property
    def width(self) -> int:
        """The width of the upright picture."""
        return max(1, len(self.bars) * (_WIDE + _GAP) - _GAP)


@dataclass(frozen=True)
class Linked:
    """Words that lead to the cases behind them; without an address they are words alone."""

    words: str
    url: str = ""


@dataclass(frozen=True)
class Tile:
    """One tile. `fault` stands in place of everything where the figure could not be worked out."""

    id: str
    heading: str
    sentence: str = ""
    number: Linked | None = None
    notes: Sequence[Linked] = ()
    chart: Chart | None = None
    verb: Linked | None = None
    advice: str = ""
    fault: str = ""
    empty: str = ""


@dataclass(frozen=True)
class Picture:
    """Lengths of bars that are compared with the longest."""

    counts: Sequence[int] = field(default=())

    def share(self, count: int) -> float:
        """The length of one beside the longest, from 0 to 1."""
        most = max(self.counts, default=0)
        return count / most if most else 0.0
