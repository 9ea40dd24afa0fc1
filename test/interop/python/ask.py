"""Calls services as a script does: `ask.py URI [SERIALIZER]`.

Reads Python expressions, one a line, and writes what each comes to, as JSON in one line. They have
`cluster`, a ClusterRpcProxy; `greeter`, a ServiceRpcProxy of twin_service; `with_context(**data)`,
which gives a cluster proxy whose calls carry that data; and `publish(...)`, for what no proxy sends.
"""
import contextlib
import datetime
import decimal
import json
import sys
import uuid


from nameko_versions import cluster_proxy, configure, event_dispatcher, service_proxy
import twin


def answer(expression, names):
    try:
        return {"result": eval(expression, names)}
    except Exception as error:
        cls = type(error)
        return {
            "error": {
                "type": "{}.{}".format(cls.__module__, cls.__name__),
                "args": list(error.args),
                "text": str(error),
            }
        }


def main(*settings):
    config = configure(*settings)
    with contextlib.ExitStack() as stack:
        names = {
            "cluster": stack.enter_context(cluster_proxy(config)),
            "greeter": stack.enter_context(service_proxy(config, "twin_service")),
            "with_context": lambda **data: stack.enter_context(
                cluster_proxy(config, context_data=data)
            ),
            "dispatch": event_dispatcher(config),
            "datetime": datetime,
            "json": json,
            "Decimal": decimal.Decimal,
            "UUID": uuid.UUID,
            "twin": twin,
        }
        print("ready", flush=True)
        for line in iter(sys.stdin.readline, ""):
            print(json.dumps(answer(json.loads(line), names), default=repr), flush=True)


main(*sys.argv[1:])
