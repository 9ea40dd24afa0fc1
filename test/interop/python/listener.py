"""The twin of src/listener.service.ts. Writes a line for each event that it hears."""
import json

from nameko.events import BROADCAST, SERVICE_POOL, SINGLETON, event_handler

from call_context import CallContext


class Listener:
    name = "listener_service"

    context = CallContext()

    @event_handler("twin_service", "announced", handler_type=SERVICE_POOL)
    @event_handler("twin_python", "announced", handler_type=SERVICE_POOL)
    def pooled(self, payload):
        self.hear("pooled", payload)

    @event_handler("twin_service", "announced", handler_type=SINGLETON)
    @event_handler("twin_python", "announced", handler_type=SINGLETON)
    def single(self, payload):
        self.hear("single", payload)

    @event_handler(
        "twin_service", "announced", handler_type=BROADCAST, reliable_delivery=False
    )
    @event_handler(
        "twin_python", "announced", handler_type=BROADCAST, reliable_delivery=False
    )
    def everywhere(self, payload):
        self.hear("everywhere", payload)

    def hear(self, handler, payload):
        heard = {"handler": handler, "payload": payload}
        heard.update(stack=self.context["stack"], data=self.context["data"])
        print(json.dumps(heard, default=str), flush=True)
