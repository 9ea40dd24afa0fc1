"""The channel to the process that has started this one: a line of JSON each way, as Node.js sends them."""
import json
import os
import socket

channel = socket.socket(fileno=int(os.environ["NODE_CHANNEL_FD"]))
lines = channel.makefile("r")


def send(message):
    channel.sendall((json.dumps(message) + "\n").encode())


def receive():
    line = lines.readline()
    return json.loads(line) if line else "stop"
