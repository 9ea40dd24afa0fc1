"""A service as its authors have written it, from which a client is generated."""
from __future__ import annotations

import datetime
import decimal
import uuid
from typing import Any, Dict, List, Literal, Optional, Tuple

from nameko.events import EventDispatcher
from nameko.rpc import rpc

from shop_types import Address, Filter, Json, Line, Order, Status

SERVICE = "shop"


class Clock:
    """Something that several services can do."""

    @rpc
    def day_after(self, moment: str, days: int = 1) -> datetime.datetime:
        read = datetime.datetime.strptime(moment, "%Y-%m-%dT%H:%M:%S.%fZ")
        return read + datetime.timedelta(days=days)

    @rpc
    def midnight(self) -> datetime.date:
        return datetime.date(2026, 1, 31)


class Shop(Clock):
    """Takes orders.

    And gives them back.
    """

    name = SERVICE + "_service"
    dispatch = EventDispatcher()

    @rpc
    def place_order(self, lines: List[Line], note: str = None) -> Order:
        """Places an order; `order_placed` tells of it."""
        order = {"id": len(lines), "status": Status.OPEN, "lines": lines, "note": note}
        self.dispatch("order_placed", order)
        return order

    @rpc
    def describe(self, first: str = "1", second: str = "2", *, third: str, fourth: str = "4") -> str:
        return " ".join((first, second, third, fourth))

    @rpc
    def add(self, *numbers: int) -> int:
        return sum(numbers)

    @rpc
    def search(self, filter: Filter) -> List[Filter]:
        return [filter]

    @rpc
    def price(self, currency: Literal["EUR", "USD"] = "EUR") -> decimal.Decimal:
        return decimal.Decimal("1.10")

    @rpc
    def token(self) -> uuid.UUID:
        return uuid.UUID("12345678-1234-5678-1234-567812345678")

    @rpc
    def closes_at(self) -> Optional[datetime.time]:
        return None

    @rpc
    def locate(self, address: Address) -> Tuple[float, float]:
        return tuple(address["at"])

    @rpc
    def echo(self, value: Json) -> Json:
        return value

    @rpc
    def count(self, words: Dict[str, int]) -> "Dict[str, int]":
        return words

    tally = count

    @rpc
    def old(self, anything, more=None):
        return [anything, more]

    @rpc
    def nothing(self) -> None:
        pass

    @rpc
    def whatever(self, value: Any) -> object:
        return value
