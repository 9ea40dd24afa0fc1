"""Hosts services until SIGTERM: `serve.py URI NAME` the twin under that name, `serve.py URI listener`
what hears events, `serve.py URI shop` the service that a client is generated from. Another argument
is the serialiser. `serve.py URI sockets ADDRESS` hosts what is called over web sockets, there. Writes a
line when it takes messages.
"""
import eventlet

eventlet.monkey_patch()

import logging
import os
import signal
import sys
from eventlet.patcher import original

from call_context import CallContext
from listener import Listener
from nameko_versions import configure, service_runner
from shop import Shop
from sockets import Sockets
from twin import Twin


def end_with_parent():
    """A test run that was killed closes its end of standard input."""
    original("os").read(0, 1)
    os._exit(1)


def main(uri, name, *options):
    original("threading").Thread(target=end_with_parent, daemon=True).start()
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    if name == "sockets":
        config = configure(uri, WEB_SERVER_ADDRESS=options[0])
    else:
        config = configure(uri, *options)
    runner = service_runner(config)
    if name == "sockets":
        runner.add_service(Sockets)
    elif name == "listener":
        runner.add_service(Listener)
    elif name == "shop":
        runner.add_service(Shop)
    else:
        runner.add_service(type("Twin", (Twin,), {"name": name, "context": CallContext()}))
    # A signal handler may not switch greenlets itself.
    signal.signal(signal.SIGTERM, lambda *_: eventlet.spawn_n(runner.stop))
    runner.start()
    print("ready", flush=True)
    runner.wait()


main(*sys.argv[1:])
