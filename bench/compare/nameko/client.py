"""Calls the service, so many calls ahead of their answers, for as long as it is told."""
import json
import sys
from collections import deque
from time import perf_counter

import ipc
from nameko.standalone.rpc import ClusterRpcClient

setting = json.loads(sys.argv[1])


def measure(hello, order):
    end = perf_counter() + order["milliseconds"] / 1000
    begin = perf_counter()
    waiting = deque()
    times = []
    while waiting or perf_counter() < end:
        while len(waiting) < order["inFlight"] and perf_counter() < end:
            waiting.append((perf_counter(), hello.call_async("ujun")))
        if not waiting:
            break
        sent, reply = waiting.popleft()
        reply.result()
        times.append((perf_counter() - sent) * 1e6)
    seconds = perf_counter() - begin
    times.sort()
    at = lambda share: times[min(len(times) - 1, int(len(times) * share))]
    return {"callsPerSecond": len(times) / seconds, "p50": at(0.5), "p99": at(0.99)}


with ClusterRpcClient(uri=setting["uri"]) as cluster:
    hello = getattr(cluster, setting["service"]).hello
    assert hello("ujun") == "Hello, ujun!"
    ipc.send("ready")
    while (order := ipc.receive()) != "stop":
        ipc.send(measure(hello, order))
