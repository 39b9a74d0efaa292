"""A web receiver on loopback that writes down everything that comes, and answers as it is told."""

import http.server
import threading


class Received:
    """One request as it came over the socket."""

    def __init__(self, path, headers, body):
        self.path = path
        self.headers = headers
        self.body = body
        self.answered = None  # the status of the answer

    @property
    def key(self):
        """The message's own key (Standard Webhooks: webhook-id)."""
        return self.headers.get("webhook-id", "")


class WebReceiver:
    """`answer` gives the status for a request. Requires: close() at the end.

    Guarantees: what was answered stands in `received` before the answer goes out.
    """

    def __init__(self):
        receiver = self
        self.received = []
        self.answer = lambda request: 204
        self._changed = threading.Condition()

        class Handler(http.server.BaseHTTPRequestHandler):
            """Takes every POST."""

            protocol_version = "HTTP/1.1"

            def do_POST(self):  # the name is the library's
                """Notes the request down, then answers."""
                body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
                headers = {name.lower(): value for name, value in self.headers.items()}
                request = Received(self.path, headers, body)
                with receiver._changed:
                    request.answered = receiver.answer(request)
                    receiver.received.append(request)
                    receiver._changed.notify_all()
                self.send_response(request.answered)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_):
                """Says nothing."""

        class Server(http.server.ThreadingHTTPServer):
            """A hub that is killed breaks its connections; that is no error of the receiver."""

            daemon_threads = True

            def handle_error(self, *_):
                """Says nothing."""

        self._server = Server(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        self._thread.start()

    def wait_for(self, count, seconds=10.0):
        """What came, once there are at least `count` requests; raises when they do not come in time."""
        with self._changed:
            if not self._changed.wait_for(lambda: len(self.received) >= count, seconds):
                raise AssertionError(f"{len(self.received)} of {count} requests came within {seconds} s")
            return list(self.received)

    def close(self):
        """Stops taking requests."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
