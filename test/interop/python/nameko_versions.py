"""What Nameko 2 and 3 do differently: where the configuration lies, and how much of it one passes."""
import nameko
from nameko.runners import ServiceRunner
from nameko.standalone import events, rpc

try:
    from nameko import config as shared_config  # 3.x
except ImportError:
    shared_config = None


def configure(uri, serializer="json", **others):
    """Names the broker; returns what the functions below take."""
    config = {"AMQP_URI": uri, "serializer": serializer, **others}
    if shared_config is not None:
        shared_config.update(config)
    return config


def service_runner(config):
    return ServiceRunner(config) if shared_config is None else ServiceRunner()


def service_proxy(config, service, **options):
    if shared_config is None:
        return rpc.ServiceRpcProxy(service, config, **options)
    return rpc.ServiceRpcProxy(service, **options)


def cluster_proxy(config, **options):
    if shared_config is None:
        return rpc.ClusterRpcProxy(config, **options)
    return rpc.ClusterRpcProxy(**options)


def event_dispatcher(config):
    return events.event_dispatcher(config) if shared_config is None else events.event_dispatcher()
