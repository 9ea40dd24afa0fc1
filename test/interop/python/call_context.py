"""What a call knows of itself."""
from nameko.extensions import DependencyProvider


class CallContext(DependencyProvider):
    def get_dependency(self, worker_ctx):
        data = {key: value for key, value in worker_ctx.data.items() if key != "call_id_stack"}
        stack = worker_ctx.call_id_stack
        return {"service": worker_ctx.service_name, "stack": stack, "data": data}
