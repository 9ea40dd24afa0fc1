"""Real Nameko on the broker at AMQP_URI: services, RPC in both directions, events. Speaks TAP."""

import eventlet

eventlet.monkey_patch()

import os
import sys
import traceback

from eventlet.event import Event
from nameko.events import BROADCAST, SERVICE_POOL, SINGLETON, EventDispatcher, event_handler
from nameko.exceptions import IncorrectSignature, MethodNotFound, RemoteError, UnknownService
from nameko.rpc import RpcProxy, rpc
from nameko.runners import ServiceRunner
from nameko.standalone.events import event_dispatcher
from nameko.standalone.rpc import ClusterRpcProxy

CONFIG = {"AMQP_URI": os.environ["AMQP_URI"], "rpc_exchange": "nameko-rpc", "max_workers": 10}
TIMEOUT = 10

received = []
arrived = {}


def note(handler, payload):
    received.append((handler, payload))
    waiting = arrived.pop((handler, payload), None)
    if waiting is not None:
        waiting.send(None)


def wait_for(handler, payload):
    if (handler, payload) in received:
        return
    event = arrived.setdefault((handler, payload), Event())
    with eventlet.Timeout(TIMEOUT):
        event.wait()


class Greeting:
    name = "greeting_service"

    @rpc
    def hello(self, name="you"):
        return "Hello, {}!".format(name)

    @rpc
    def fail(self, text):
        raise ValueError(text)

    @rpc
    def echo(self, value):
        return value


class Relay:
    name = "relay_service"
    greeting = RpcProxy("greeting_service")
    dispatch = EventDispatcher()

    @rpc
    def relay(self, name):
        return self.greeting.hello(name)

    @rpc
    def many(self, count):
        calls = [self.greeting.echo.call_async(i) for i in range(count)]
        return [call.result() for call in calls]

    @rpc
    def announce(self, payload):
        self.dispatch("announced", payload)


class Listener:
    name = "listener_service"

    @event_handler("relay_service", "announced", handler_type=SERVICE_POOL)
    def pool(self, payload):
        note("pool", payload)

    @event_handler("relay_service", "announced", handler_type=SINGLETON)
    def singleton(self, payload):
        note("singleton", payload)

    @event_handler(
        "relay_service", "announced", handler_type=BROADCAST, reliable_delivery=False
    )
    def broadcast(self, payload):
        note("broadcast", payload)

    @event_handler("outside", "happened", requeue_on_error=True)
    def again(self, payload):
        received.append(("tried", payload))
        if received.count(("tried", payload)) < 3:
            raise ValueError("not yet")
        note("again", payload)


def raises(kind, act):
    try:
        act()
    except kind as error:
        return error
    raise AssertionError("{} was not raised".format(kind.__name__))


def announces(cluster, payload):
    cluster.relay_service.announce(payload)
    for handler in ("pool", "singleton", "broadcast"):
        wait_for(handler, payload)
        assert received.count((handler, payload)) == 1


def comes_again(_cluster):
    event_dispatcher(CONFIG)("outside", "happened", "third time")
    wait_for("again", "third time")


def equal(actual, expected):
    assert actual == expected, "{!r} instead of {!r}".format(actual, expected)


TESTS = [
    ("a call is answered", lambda c: equal(c.greeting_service.hello("ujun"), "Hello, ujun!")),
    ("keywords reach the method", lambda c: equal(c.greeting_service.hello(name="a"), "Hello, a!")),
    ("defaults apply", lambda c: equal(c.greeting_service.hello(), "Hello, you!")),
    ("text of any script travels", lambda c: equal(c.greeting_service.echo("ナメコ ü"), "ナメコ ü")),
    (
        "a large value travels in many frames",
        lambda c: equal(c.greeting_service.echo("x" * 1_000_000), "x" * 1_000_000),
    ),
    ("a service calls another", lambda c: equal(c.relay_service.relay("b"), "Hello, b!")),
    ("many calls at once", lambda c: equal(c.relay_service.many(200), list(range(200)))),
    (
        "an error comes back with its type",
        lambda c: equal(raises(RemoteError, lambda: c.greeting_service.fail("no")).exc_type, "ValueError"),
    ),
    ("an unknown method is told", lambda c: raises(MethodNotFound, lambda: c.greeting_service.nope())),
    ("an unknown service is told", lambda c: raises(UnknownService, lambda: c.nobody.hello())),
    (
        "a wrong signature is told",
        lambda c: raises(IncorrectSignature, lambda: c.greeting_service.echo(1, 2)),
    ),
    ("an event reaches all kinds of handlers once", lambda c: announces(c, "first")),
    ("a handler that fails gets its event again", comes_again),
]


def main():
    runner = ServiceRunner(config=CONFIG)
    for service in (Greeting, Relay, Listener):
        runner.add_service(service)
    runner.start()
    failed = 0
    try:
        with ClusterRpcProxy(CONFIG, timeout=TIMEOUT) as cluster:
            for number, (name, test) in enumerate(TESTS, start=1):
                try:
                    test(cluster)
                    print("ok {} - {}".format(number, name))
                except Exception:
                    failed += 1
                    traceback.print_exc()
                    print("not ok {} - {}".format(number, name))
    finally:
        runner.stop()
    print("# tests {}\n# pass {}".format(len(TESTS), len(TESTS) - failed))
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
