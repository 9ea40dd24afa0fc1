"""The service, in the runner that `nameko run` uses."""
import eventlet

eventlet.monkey_patch()

import json
import sys

import ipc
from nameko import config
from nameko.rpc import rpc
from nameko.runners import ServiceRunner

setting = json.loads(sys.argv[1])
config.setup({"AMQP_URI": setting["uri"], "max_workers": 100 if setting["tuned"] else 10})


class Greeting:
    name = setting["service"]

    @rpc
    def hello(self, name):
        return f"Hello, {name}!"


runner = ServiceRunner()
runner.add_service(Greeting)
runner.start()
ipc.send("ready")
while ipc.receive() != "stop":
    pass
runner.stop()
