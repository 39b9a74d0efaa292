"""Subscribers of a WebSub hub on loopback: they are verified, they take what is sent, or do neither."""

import http.server
import threading
import time
import urllib.parse

from support.web import Received


class Subscriber:
    """Takes every callback under its address. Requires: close() at the end.

    `verify` gives (status, body) for a verification, `answer` the status for a delivery; either may take its time.
    Guarantees: what was asked and what came stand in `asked` and `received` before the answer goes out.
    """

    def __init__(self):
        subscriber = self
        self.asked = []  # (path with its query before "hub.", parameters of the hub)
        self.received = []
        self.verify = lambda path, hub: (200, hub["hub.challenge"])
        self.answer = lambda request: 204
        self._changed = threading.Condition()

        class Handler(http.server.BaseHTTPRequestHandler):
            """GET is a question, POST a delivery."""

            protocol_version = "HTTP/1.1"

            def do_GET(self):  # the name is the library's
                """Notes the question down, then answers."""
                path, _, query = self.path.partition("?")
                pairs = urllib.parse.parse_qsl(query, keep_blank_values=True)
                own = urllib.parse.urlencode([pair for pair in pairs if not pair[0].startswith("hub.")])
                path = f"{path}?{own}" if own else path
                asked = {name: value for name, value in pairs if name.startswith("hub.")}
                with subscriber._changed:
                    subscriber.asked.append((path, asked))
                    subscriber._changed.notify_all()
                is_denial = asked.get("hub.mode") == "denied"
                status, body = (200, "") if is_denial else subscriber.verify(path, asked)
                self.respond(status, body.encode())

            def do_POST(self):  # the name is the library's
                """Notes the delivery down, then answers."""
                body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
                request = Received(self.path, {name.lower(): value for name, value in self.headers.items()}, body)
                status = subscriber.answer(request)
                with subscriber._changed:
                    request.answered = status
                    subscriber.received.append(request)
                    subscriber._changed.notify_all()
                self.respond(status, b"")

            def respond(self, status, body):
                """Sends it; a redirect leads to where everything is taken."""
                self.send_response(status)
                if 300 <= status < 400:
                    self.send_header("Location", subscriber.url + "/elsewhere")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                """Says nothing."""

        class Server(http.server.ThreadingHTTPServer):
            """A hub that is killed breaks its connections; that is no error of the subscriber."""

            daemon_threads = True
            request_queue_size = 128

            def handle_error(self, *_):
                """Says nothing."""

        self._server = Server(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        self._thread.start()

    def wait_for(self, is_there, what, seconds=15.0):
        """Gives what `is_there` gives, once it gives something; raises when it does not in time."""
        with self._changed:
            found = self._changed.wait_for(is_there, seconds)
        if not found:
            raise AssertionError(f"{what} did not come within {seconds} s: asked {self.asked}, "
                                 f"received {[(each.path, each.answered) for each in self.received]}")
        return found

    def wait_for_question(self, path, count=1):
        """The parameters of the last of so many questions at a path."""
        return self.wait_for(lambda: self.questions(path)[count - 1:], f"{count} questions at {path}")[-1]

    def questions(self, path):
        """The parameters of every question at a path."""
        return [asked for at, asked in self.asked if at == path]

    def taken(self, path):
        """The bodies that were taken at a path, in their order."""
        return [each.body for each in self.received if each.path == path and 200 <= each.answered < 300]

    def wait_until_has(self, path, body, seconds=15.0):
        """Returns once the last that was taken at a path is this."""
        self.wait_for(lambda: self.taken(path)[-1:] == [body], f"the newest bytes at {path}", seconds)

    def close(self):
        """Stops."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
