"""The twin of test/interop/sockets: a service that is called over web sockets."""
from nameko.web.websocket import WebSocketHubProvider, rpc


class Sockets:
    name = "sockets_service"

    hub = WebSocketHubProvider()

    @rpc
    def subscribe(self, socket_id, channel):
        self.hub.subscribe(socket_id, channel)

    @rpc
    def unsubscribe(self, socket_id, channel):
        self.hub.unsubscribe(socket_id, channel)

    @rpc
    def subscriptions(self, socket_id):
        return self.hub.get_subscriptions(socket_id)

    @rpc
    def subscribe_other(self, socket_id, other, channel):
        self.hub.subscribe(other, channel)

    @rpc
    def unsubscribe_other(self, socket_id, other, channel):
        self.hub.unsubscribe(other, channel)

    @rpc
    def subscriptions_of(self, socket_id, other):
        return self.hub.get_subscriptions(other)

    @rpc
    def unicast(self, socket_id, event, data, other=None):
        return self.hub.unicast(other or socket_id, event, data)

    @rpc
    def broadcast(self, socket_id, channel, event, data):
        self.hub.broadcast(channel, event, data)

    @rpc
    def whoami(self, socket_id):
        return socket_id

    @rpc
    def echo(self, socket_id, value):
        return value

    @rpc
    def greet(self, socket_id, name, punctuation="!"):
        return "Hello, " + name + punctuation

    @rpc
    def nothing(self, socket_id):
        pass

    @rpc
    def fail(self, socket_id, message):
        raise ValueError(message)

    def hidden(self, socket_id):
        return "hidden"
