"""A mail server on loopback: smtp-sink of Debian's postfix, which keeps every message as a file."""

import email
import os
import quopri
import shutil
import socket
import subprocess
import time

SINK = shutil.which("smtp-sink", path=os.environ.get("PATH", "") + ":/usr/sbin")


def key_of(message):
    """The message's own key: the left part of its Message-ID, where "=2F" stands for a slash."""
    return quopri.decodestring(message["Message-ID"].strip("<>").rsplit("@", 1)[0].encode()).decode()


def text_of(message):
    """The words of a message, without its headers."""
    plain = [part for part in message.walk() if part.get_content_type() == "text/plain"]
    return "".join(part.get_payload(decode=True).decode() for part in plain)


class MailReceiver:
    """Requires: close() at the end."""

    def __init__(self, folder):
        """Starts the sink; its messages go to `folder`."""
        if SINK is None:
            raise RuntimeError("smtp-sink is missing; install the package postfix")
        self.folder = folder
        os.makedirs(folder, exist_ok=True)
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self.url = f"smtp://127.0.0.1:{port}"
        # Why -u: a sink that root starts wants to be told whom it is to run as; the folder belongs to this user.
        more = ["-u", "root"] if os.geteuid() == 0 else []
        self._process = subprocess.Popen([SINK, *more, "-d", os.path.join(folder, "mail."), f"127.0.0.1:{port}", "100"],
                                         stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        self._wait_until_open(port)

    def _wait_until_open(self, port):
        for _ in range(200):
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                return
            except ConnectionRefusedError:
                if self._process.poll() is not None:
                    raise RuntimeError(f"smtp-sink ended with status {self._process.returncode}") from None
                time.sleep(0.02)
        raise RuntimeError("smtp-sink does not answer")

    def messages(self):
        """Every message that was taken whole, as (recipients, parsed message)."""
        all_of_them = []
        for name in sorted(os.listdir(self.folder)):
            with open(os.path.join(self.folder, name), "rb") as file:
                text = file.read().replace(b"\r\n", b"\n")
            parsed = email.message_from_bytes(text)
            if parsed["X-Rcpt-Args"] is None or parsed["Message-ID"] is None:
                continue  # a transaction that a kill cut off
            to = [each.split()[0].strip("<>") for each in parsed.get_all("X-Rcpt-Args")]
            all_of_them.append((to, parsed))
        return all_of_them

    def close(self):
        """Stops the sink, by its own process."""
        self._process.terminate()
        self._process.wait(timeout=10)
