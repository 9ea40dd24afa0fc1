"""Types that the shop and its callers share."""
from dataclasses import dataclass
from enum import Enum
from typing import Dict, List, NamedTuple, NewType, Optional, TypedDict, Union

Sku = NewType("Sku", str)
Json = Union[None, bool, float, str, List["Json"], Dict[str, "Json"]]


class Status(str, Enum):
    """How far an order is."""

    OPEN = "open"
    SENT = "sent"


class Line(TypedDict):
    sku: Sku
    count: int


class Order(TypedDict):
    """What somebody has ordered."""

    id: int
    status: Status
    lines: List[Line]
    note: Optional[str]


class Filter(TypedDict, total=False):
    status: Status
    limit: int


class Point(NamedTuple):
    x: float
    y: float


@dataclass
class Address:
    street: str
    at: Point
