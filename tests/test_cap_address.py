"""heed cap with addresses: what is fetched is judged as a file is, and what cannot be fetched says why."""

import http.server
import json
import ssl
import subprocess
import threading
import unittest

from support import binary, feeds
from support.feeds import Page

SENT = "2024-03-06T12:00:00-00:00"
VALID = feeds.alert("river-7", SENT, expires="2024-03-07T12:00:00-00:00").encode()
LIMIT = 16 << 20  # bytes that are read


def padded(size):
    """A valid alert of so many bytes."""
    return VALID + b" " * (size - len(VALID))


# What is there, what is said of it, and the exit status. In the pages {here} is the server's address.
ANSWERS = [
    ("a valid alert", Page(VALID), ": valid", binary.DONE),
    ("one that is not valid", Page(VALID.replace(b">Severe<", b">severe<")), "invalid: schema.value line ", binary.NO),
    ("one that breaks off in itself", Page(VALID[:200]), "invalid: xml.syntax", binary.NO),
    ("a feed", Page(feeds.atom("http://met.example/1")), "invalid: schema.root line 1: This is a feed", binary.NO),
    ("as large as is read", Page(padded(LIMIT)), ": valid", binary.DONE),
    ("one byte more", Page(padded(LIMIT + 1)), "it has more than the 16777216 bytes that are read", binary.USAGE),
    ("cut on its way", Page(VALID, cut_at=100), "the answer broke off after 100 bytes", binary.USAGE),
    ("nothing", Page(b"x", 404), "there is nothing at this address (HTTP status 404)", binary.USAGE),
    ("gone", Page(b"x", 410), "there is nothing at this address (HTTP status 410)", binary.USAGE),
    ("not for everybody", Page(VALID, 403), "no alert came, but the HTTP status 403", binary.USAGE),
    ("a server that fails", Page(VALID, 500), "no alert came, but the HTTP status 500", binary.USAGE),
    ("a page", Page(b"<!DOCTYPE html><p>Nothing"), "a page of HTML is there, and no alert", binary.USAGE),
    ("JSON", Page(b'{"alerts":[]}'), "JSON is there, and no alert", binary.USAGE),
    ("bytes that are packed", Page(b"\x1f\x8b\x08\x00\x00"), "what is there is no XML", binary.USAGE),
    ("no byte", Page(b""), "the answer is empty", binary.USAGE),
]


class Addresses(binary.FolderCase):
    """heed cap check, show, diff and signature."""

    def setUp(self):
        super().setUp()
        self.server = feeds.FeedServer()
        self.addCleanup(self.server.close)

    def put(self, path, body=VALID, status=200, **headers):
        """The address of a new page."""
        return self.server.put(path, Page(body, status, **headers))

    def check(self, *words, status=binary.DONE):
        """What check says."""
        run = binary.heed("cap", "check", *words)
        self.assert_exit(run, status)
        return run.stdout + run.stderr

    def test_what_is_at_an_address_is_judged_as_a_file_is_and_what_is_none_is_named(self):
        for why, page, said, status in ANSWERS:
            with self.subTest(why):
                url = self.server.put("/a", page)
                told = self.check(url, status=status)
                self.assertIn(url, told)
                self.assertIn(said, told)

    def test_files_and_addresses_stand_side_by_side_and_the_worst_counts(self):
        path = self.file("alert.xml", VALID.decode())
        url = self.put("/alert.xml").replace("http://", "HTTP://")
        self.assertEqual(self.check(path, url), f"{path}: valid\n{url}: valid\n")
        self.check(path, self.put("/none", status=404), url, status=binary.USAGE)
        run = binary.heed("cap", "check", "--json", path, url)
        self.assertEqual([each["file"] for each in json.loads(run.stdout)["files"]], [path, url])
        run = binary.heed("cap", "check", "--json", path, self.put("/none", status=404))
        self.assert_exit(run, binary.USAGE)
        self.assertEqual(json.loads(run.stdout)["error"]["code"], "not_found")

    def test_redirects_are_followed_five_times_and_not_to_elsewhere(self):
        last = self.put("/0")
        for step in range(1, 7):
            last = self.put(f"/{step}", b"", 302 if step % 2 else 301, Location=f"/{step - 1}")
        self.assertIn("/5: valid", self.check(last.replace("/6", "/5")))
        self.assertIn("it leads on and on; after 5 redirects", self.check(last, status=binary.USAGE))
        for where in ("ftp://met.example/a", "file:///etc/passwd", "http://a:secret@met.example/"):
            told = self.check(self.put("/away", b"", 302, Location=where), status=binary.USAGE)
            self.assertIn("it leads elsewhere (302)", told)
            self.assertNotIn("secret", told)
        dead = self.put("/dead", b"", 302, Location="http://127.0.0.1:1/x")
        self.assertIn("it leads to http://127.0.0.1:1/x: ", self.check(dead, status=binary.USAGE))

    def test_what_does_not_answer_says_so(self):
        self.assertIn("http://127.0.0.1:1/a: ", self.check("http://127.0.0.1:1/a", status=binary.USAGE))
        self.check("http://nowhere.invalid/a", status=binary.USAGE)
        run = binary.heed("cap", "show", "http://127.0.0.1:1/a")
        self.assert_exit(run, binary.FAILED)

    def test_a_user_name_in_an_address_is_refused_and_its_password_is_never_printed(self):
        host = self.put("/a").removeprefix("http://")
        for user in ("desk:secret@", "desk:secret/x@", "desk:se@cret@", "desk:secret?@"):
            for tool in ("check", "show", "signature"):
                for json_too in ((), ("--json",)):
                    with self.subTest(user=user, tool=tool, json=json_too):
                        run = binary.heed("cap", tool, f"http://{user}{host}", *json_too)
                        self.assertEqual(run.returncode, binary.USAGE)
                        self.assertNotIn("cret", run.stdout + run.stderr)
        self.assertEqual(self.server.asked, [])

    def test_show_diff_and_signature_take_addresses(self):
        url = self.put("/a")
        shown = binary.heed("cap", "show", url)
        self.assert_exit(shown, binary.DONE)
        self.assertIn("The river rises", shown.stdout)
        path = self.file("other.xml", VALID.decode().replace("rises", "falls"))
        different = binary.heed("cap", "diff", url, path)
        self.assert_exit(different, binary.NO)
        self.assertIn("The river falls", different.stdout)
        unsigned = binary.heed("cap", "signature", url)
        self.assert_exit(unsigned, binary.NO)
        self.assertEqual(unsigned.stdout, f"{url}: no signature\n")


class Protected(binary.FolderCase):
    """https."""

    def serve(self, answer):
        """A server with a certificate that nobody vouches for. Gives its address; the certificate is in the folder."""
        key, certificate = self.file("key.pem"), self.file("certificate.pem")
        subprocess.run(["openssl", "req", "-x509", "-newkey", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                        "-days", "9", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout",
                        key, "-out", certificate], check=True, capture_output=True)

        class Handler(http.server.BaseHTTPRequestHandler):
            """Answers every GET."""

            def do_GET(self):  # the name is the library's
                """As it is told."""
                answer(self)

            def log_message(self, *_):
                """Says nothing."""

        class Server(http.server.ThreadingHTTPServer):
            """Who does not trust it hangs up."""

            def handle_error(self, *_):
                """Says nothing."""

        server = Server(("127.0.0.1", 0), Handler)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        server.socket = context.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        for step in (thread.join, server.server_close, server.shutdown):
            self.addCleanup(step)
        return f"https://localhost:{server.server_address[1]}/a", certificate

    @staticmethod
    def alert(handler):
        """A valid alert."""
        handler.send_response(200)
        handler.send_header("Content-Length", str(len(VALID)))
        handler.end_headers()
        handler.wfile.write(VALID)

    @staticmethod
    def leave(handler):
        """A redirect that takes the protection off."""
        handler.send_response(302)
        handler.send_header("Location", "http://localhost/a")
        handler.end_headers()

    def test_a_certificate_that_nobody_vouches_for_is_refused(self):
        url, certificate = self.serve(self.alert)
        run = binary.heed("cap", "check", url)
        self.assert_exit(run, binary.USAGE)
        self.assertIn("certificate", run.stderr)
        self.assert_exit(binary.heed("cap", "check", url, SSL_CERT_FILE=certificate), binary.DONE)

    def test_a_redirect_that_takes_the_protection_off_is_not_followed(self):
        url, certificate = self.serve(self.leave)
        run = binary.heed("cap", "check", url, SSL_CERT_FILE=certificate)
        self.assert_exit(run, binary.USAGE)
        self.assertIn("it leads from https to http://localhost/a", run.stderr)


if __name__ == "__main__":
    unittest.main()
