"""Hosts the twin until SIGTERM: `serve.py URI NAME`. Writes a line when it takes requests."""
import eventlet

eventlet.monkey_patch()

import logging
import signal
import sys

from nameko.extensions import DependencyProvider

from nameko_versions import configure, service_runner
from twin import Twin


class CallContext(DependencyProvider):
    """What a call knows of itself."""

    def get_dependency(self, worker_ctx):
        data = {key: value for key, value in worker_ctx.data.items() if key != "call_id_stack"}
        stack = worker_ctx.call_id_stack
        return {"service": worker_ctx.service_name, "stack": stack, "data": data}


def main(uri, name):
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    runner = service_runner(configure(uri))
    runner.add_service(type("Twin", (Twin,), {"name": name, "context": CallContext()}))
    # A signal handler may not switch greenlets itself.
    signal.signal(signal.SIGTERM, lambda *_: eventlet.spawn_n(runner.stop))
    runner.start()
    print("ready", flush=True)
    runner.wait()


main(*sys.argv[1:])
