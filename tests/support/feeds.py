"""Feeds of other people on loopback: alerts to order, a web server of pages that change, a stream that can be cut."""

import base64
import datetime
import hashlib
import http.server
import os
import socket
import threading
import time

CAP = "urn:oasis:names:tc:emergency:cap:1.2"


def at(hours=0.0):
    """A time so many hours from now, as CAP writes it."""
    moment = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(hours=hours)
    return moment.strftime("%Y-%m-%dT%H:%M:%S+00:00")


def digest_of(data):
    """SHA-256 as the hub names bytes by it."""
    return base64.urlsafe_b64encode(hashlib.sha256(data).digest()).decode().rstrip("=")


def alert(identifier, sent, **more):
    """The text of an alert. `more` goes over what is given here; `references` are texts of `named`."""
    given = {"sender": "met@test.example", "status": "Actual", "kind": "Alert", "event": "Flood", "scope": "Public",
             "headline": "The river rises", "references": [], "expires": at(12), "circle": "55.8,37.4 10",
             "encoding": "UTF-8", **more}
    references = f"<references>{' '.join(given['references'])}</references>" if given["references"] else ""
    return f"""<?xml version="1.0" encoding="{given['encoding']}"?>
<alert xmlns="{CAP}"><identifier>{identifier}</identifier><sender>{given['sender']}</sender><sent>{sent}</sent>
<status>{given['status']}</status><msgType>{given['kind']}</msgType><scope>{given['scope']}</scope>{references}
<info><language>en-GB</language><category>Met</category><event>{given['event']}</event><urgency>Expected</urgency>
<severity>Severe</severity><certainty>Likely</certainty><expires>{given['expires']}</expires>
<headline>{given['headline']}</headline><area><areaDesc>The valley</areaDesc><circle>{given['circle']}</circle></area>
</info></alert>
"""


def named(identifier, sent, sender="met@test.example"):
    """An alert as another one refers to it."""
    return f"{sender},{identifier},{sent}"


def without_declaration(text):
    """An alert as it may stand within another document."""
    return text.split("?>", 1)[1].strip()


def atom(*links, entries=""):
    """A feed that leads to alerts."""
    items = "".join(f'<entry><id>urn:test:{link}</id><title>t</title><updated>2026-01-01T00:00:00Z</updated>'
                    f'<link rel="alternate" type="application/cap+xml" href="{link}"/></entry>' for link in links)
    return ('<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom"><id>urn:test</id>'
            f'<title>Alerts</title><updated>2026-01-01T00:00:00Z</updated>{items}{entries}</feed>')


def rss(*links):
    """A feed of the older kind."""
    items = "".join(f"<item><title>t</title><link>{link}</link><guid>{link}</guid></item>" for link in links)
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Alerts</title>{items}</channel></rss>'


def edxl(status, *alerts):
    """A distribution with alerts in it, of a status of its own."""
    space = "urn:oasis:names:tc:emergency:EDXL:DE:1.0"
    objects = "".join(f"<contentObject><contentDescription>an alert</contentDescription><xmlContent>"
                      f"<embeddedXMLContent>{without_declaration(each)}</embeddedXMLContent></xmlContent>"
                      "</contentObject>" for each in alerts)
    return (f'<?xml version="1.0" encoding="UTF-8"?><EDXLDistribution xmlns="{space}">'
            f"<distributionID>d-1</distributionID><senderID>desk@test.example</senderID><dateTimeSent>{at()}"
            f"</dateTimeSent><distributionStatus>{status}</distributionStatus><distributionType>Report"
            f"</distributionType>{objects}</EDXLDistribution>")


class Page:
    """One answer of the server. `tag` is its ETag; who names it in If-None-Match is answered 304."""

    def __init__(self, body=b"", status=200, tag=None, cut_at=None, **headers):
        self.body = body.encode("utf-8") if isinstance(body, str) else body
        self.status = status
        self.tag = tag
        self.cut_at = cut_at  # the connection ends after so many bytes of the body
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}


class FeedServer:
    """Serves `pages` by their path, and notes who asked for what. Requires: close() at the end."""

    def __init__(self):
        server = self
        self.pages = {}
        self.asked = []  # (path, headers in lower case)
        self._lock = threading.Condition()

        class Handler(http.server.BaseHTTPRequestHandler):
            """Takes every GET."""

            protocol_version = "HTTP/1.1"

            def do_GET(self):  # the name is the library's
                """Answers with the page of this path."""
                headers = {name.lower(): value for name, value in self.headers.items()}
                with server._lock:
                    server.asked.append((self.path, headers))
                    page = server.pages.get(self.path, Page(b"nothing here", 404))
                    server._lock.notify_all()
                is_same = page.tag is not None and headers.get("if-none-match") == page.tag
                body = b"" if is_same else page.body
                self.send_response(304 if is_same else page.status)
                for name, value in page.headers.items():
                    self.send_header(name, value)
                if page.tag is not None:
                    self.send_header("ETag", page.tag)
                if page.status != 304 and not is_same:
                    self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body if page.cut_at is None else body[:page.cut_at])
                self.close_connection = page.cut_at is not None

            def log_message(self, *_):
                """Says nothing."""

        class Server(http.server.ThreadingHTTPServer):
            """A hub that stops reading breaks its connections; that is no error of this server."""

            daemon_threads = True

            def handle_error(self, *_):
                """Says nothing."""

        self._server = Server(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        self._thread.start()

    def put(self, path, body, **more):
        """Sets a page. Gives its whole address."""
        with self._lock:
            self.pages[path] = body if isinstance(body, Page) else Page(body, **more)
        return self.url + path

    def requests(self, path):
        """The headers of every request for a path."""
        with self._lock:
            return [headers for asked, headers in self.asked if asked == path]

    def wait_for(self, path, count, seconds=10.0):
        """Returns once a path was asked for so often; raises when it is not in time."""
        def is_there():
            return sum(asked == path for asked, _ in self.asked) >= count
        with self._lock:
            if not self._lock.wait_for(is_there, seconds):
                raise AssertionError(f"{path} was not asked for {count} times within {seconds} s")

    def close(self):
        """Stops serving."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class StreamServer:
    """Sends bytes to whoever connected last, as streams of alerts do. Requires: close() at the end."""

    def __init__(self):
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"tcp://127.0.0.1:{self._listener.getsockname()[1]}"
        self._connection = None

    def accept(self, seconds=10.0):
        """Waits for the next connection."""
        self._listener.settimeout(seconds)
        self._connection, _ = self._listener.accept()
        self._connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def send(self, data, *sizes):
        """Sends bytes, in pieces of these sizes, over and over; else at once."""
        start, turn = 0, 0
        while start < len(data):
            size = sizes[turn % len(sizes)] if sizes else len(data)
            self._connection.sendall(data[start:start + size])
            start, turn = start + size, turn + 1
            if sizes:
                time.sleep(0.0005)  # so that pieces arrive as pieces

    def cut(self):
        """Ends the connection, in the middle of whatever was sent."""
        self._connection.close()
        self._connection = None

    def close(self):
        """Stops."""
        if self._connection is not None:
            self.cut()
        self._listener.close()


def put_file(folder, name, data):
    """Puts a file into a folder as another program would: whole, and some time ago."""
    path = os.path.join(folder, name)
    with open(path + ".part", "wb") as file:
        file.write(data)
    ago = time.time() - 60
    os.utime(path + ".part", (ago, ago))
    os.rename(path + ".part", path)
    return path


def section(feeds, more=""):
    """The section [listening] for feeds: (name, address), and then every and a list of repositories where given."""
    text = f'\n[listening]\nallow_networks = ["127.0.0.1/32"]\n{more}'
    for name, url, *given in feeds:
        text += f'\n[[listening.feeds]]\nname = "{name}"\nurl = "{url}"\n'
        if given and given[0]:
            text += f'every = "{given[0]}"\n'
        for repositories in given[1:]:
            text += f"repositories = {repositories!r}\n"
    return text


def wait_until(ask, what, seconds=15.0):
    """What `ask` gives, once it is true; raises when that does not come in time."""
    until = time.monotonic() + seconds
    while True:
        given = ask()
        if given:
            return given
        if time.monotonic() > until:
            raise AssertionError(f"within {seconds} s there was not: {what}")
        time.sleep(0.03)
