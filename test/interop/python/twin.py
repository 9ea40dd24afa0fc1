"""The twin of src/twin.service.ts: the same methods, and the same names on the wire."""
import datetime
import decimal
import uuid

import eventlet
from nameko.events import EventDispatcher
from nameko.exceptions import deserialize_to_instance
from nameko.rpc import RpcProxy, rpc


@deserialize_to_instance
class OutOfStock(Exception):
    """Known on both sides by its path, `twin.OutOfStock`."""


class Unheard(Exception):
    """Known to nobody else."""


class Twin:
    peer = RpcProxy("twin_service")
    nobody = RpcProxy("nobody_service")
    dispatch = EventDispatcher()
    context = None  # serve.py injects what knows the worker's context

    @rpc
    def greet(self, name, punctuation="!"):
        return "Hello, {}{}".format(name, punctuation)

    @rpc
    def describe(self, first=None, second=None, third=None):
        return " ".join(word or "-" for word in (first, second, third))

    @rpc
    def which_language(self):
        return "python"

    @rpc
    def double_it(self, some_number):
        return some_number * 2

    @rpc
    def day_after(self, some_moment):
        return read_moment(some_moment) + datetime.timedelta(days=1)

    @rpc
    def rename(self, profile, new_name):
        return dict(profile, name=new_name, unknown_to_types=True)

    @rpc
    def echo(self, value):
        return value

    @rpc
    def give(self, what):
        return GIFTS[what]

    # Declared in TypeScript as what gives a number, and a Date.
    give_number = give_moment = give

    @rpc
    def trace_calls(self, hops):
        here = {
            "service": self.context["service"],
            "stack": self.context["stack"],
            "data": self.context["data"],
        }
        return [here] + (self.peer.trace_calls(hops - 1) if hops > 0 else [])

    @rpc
    def fail(self, how):
        if how == "value error":
            raise ValueError("bad thing", 42, {"k": [1, None]})
        if how == "own error":
            raise OutOfStock("none left")
        if how == "unheard error":
            raise Unheard(u"caf\u00e9")
        if how == "unserializable":
            return object()

    @rpc
    def fail_deeper(self, how):
        if how == "unknown service":
            return self.nobody.greet("a")
        if how == "unknown method":
            return self.peer.nope()
        if how == "wrong signature":
            return self.peer.greet()
        return self.peer.fail(how)

    @rpc
    def announce(self, announcement):
        moment = read_moment(announcement["at"])
        self.dispatch("announced", dict(announcement, at=moment))

    @rpc
    def take_time(self, millis):
        eventlet.sleep(millis / 1000)
        return millis


GIFTS = {
    "nan": float("nan"),
    "infinities": [float("inf"), float("-inf")],
    "number and nan": {"number": 1, "text": "NaN, -Infinity", "nan": float("nan")},
    "big integer": 2 ** 63,
    "tuple": ("a", 1),
    "naive datetime": datetime.datetime(2026, 1, 31, 9, 30, 0, 123456),
    "aware datetime": datetime.datetime(2026, 1, 31, 9, 30, tzinfo=datetime.timezone.utc),
    "datetime with an offset": datetime.datetime(
        2026, 1, 31, 9, 30, tzinfo=datetime.timezone(datetime.timedelta(hours=2))
    ),
    "date": datetime.date(2026, 1, 31),
    "decimal": decimal.Decimal("1.10"),
    "uuid": uuid.UUID("12345678-1234-5678-1234-567812345678"),
    "nothing": None,
}


def read_moment(text):
    """A Date comes as text, as `Date.toISOString` writes it."""
    return datetime.datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ")
