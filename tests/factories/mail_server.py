"""A mail server that keeps what it is given, for tests with real connections and real processes."""

from __future__ import annotations

import email
import email.policy
import socketserver
import threading
from email.message import EmailMessage


class MailServer(socketserver.ThreadingTCPServer):
    """Takes mails on a port of its own; what it does with them is set by its attributes."""

    daemon_threads = True
    allow_reuse_address = True
    block_on_close = False

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Conversation)
        self.port = self.server_address[1]
        self.raw: list[bytes] = []
        self.refuses: set[str] = set()  # addresses that it knows not to exist
        self.later: set[str] = set()  # addresses that it takes no mail for at the moment
        self.connections = 0
        self.hangs = False  # takes the words and then says nothing
        self.breaks = False  # takes the words and breaks the line
        self.took = threading.Event()
        self.go_on = threading.Event()
        threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    @property
    def mails(self) -> list[EmailMessage]:
        """What came, parsed."""
        return [email.message_from_bytes(raw, policy=email.policy.default) for raw in self.raw]

    def close(self) -> None:
        """Stop listening."""
        self.go_on.set()
        self.shutdown()
        self.server_close()


class _Conversation(socketserver.StreamRequestHandler):
    server: MailServer

    def handle(self) -> None:
        self.server.connections += 1
        self.say("220 testi")
        while line := self.rfile.readline():
            verb = line[:4].upper()
            if verb == b"QUIT":
                self.say("221 bye")
                return
            if verb == b"DATA":
                self.say("354 go")
                if not self.take():
                    return
            else:
                self.say(self.answer(line) if verb == b"RCPT" else "250 ok")

    def answer(self, line: bytes) -> str:
        address = line.decode().split("<")[1].split(">")[0]
        if address in self.server.refuses:
            return "550 no such"
        return "451 later" if address in self.server.later else "250 ok"

    def take(self) -> bool:
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line[1:] if line.startswith(b"..") else line)
        self.server.raw.append(b"".join(lines))
        self.server.took.set()
        if self.server.hangs:
            self.server.go_on.wait(30)
        if self.server.hangs or self.server.breaks:
            return False
        self.say("250 taken")
        return True

    def say(self, words: str) -> None:
        self.wfile.write(words.encode() + b"\r\n")
