"""Name servers that do what name servers should not. Each forwards a question to the real one and spoils the
answer; UDP and TCP, on a loopback address of its own.
"""

import socket
import struct
import threading

HEADER = struct.Struct("!HHHHHH")
TRUNCATED, REFUSED, NAME_ERROR = 0x0200, 5, 3


def question_of(message):
    """The octets of the question section, and the labels in lower case."""
    at, labels = 12, []
    while message[at]:
        labels.append(message[at + 1:at + 1 + message[at]].lower().decode("ascii", "replace"))
        at += 1 + message[at]
    return message[12:at + 5], labels


def reply(query, flags, answers=b"", count=0):
    question, _ = question_of(query)
    identity = HEADER.unpack_from(query)[0]
    return HEADER.pack(identity, 0x8400 | flags, 1, count, 0, 0) + question + answers


def refuse(query, _ask):
    return reply(query, REFUSED)




def lower_the_case(query, ask):
    answer = ask(query)
    question, _ = question_of(query)
    return answer[:12] + question.lower() + answer[12 + len(question):]


def show_another_port(query, ask):
    """What it says of IMAP is not what the others say."""
    _, labels = question_of(query)
    return ask(query).replace(struct.pack("!H", 993), struct.pack("!H", 9993)) if labels[0] == "_imaps" else ask(query)


def deny_names_with_children(query, ask):
    _, labels = question_of(query)
    return reply(query, NAME_ERROR) if labels[0] == "_tcp" else ask(query)


def cut(query, ask):
    """By UDP; by TCP nobody listens."""
    _, labels = question_of(query)
    return reply(query, TRUNCATED) if labels[0] == "s1" else ask(query)


def cut_all(query, _ask):
    return reply(query, TRUNCATED)


SERVERS = [
    ("lame", "127.0.0.2", refuse),
    ("lower", "127.0.0.4", lower_the_case),
    ("other", "127.0.0.5", show_another_port),
    ("noisy", "127.0.0.6", deny_names_with_children),
    ("cut", "127.0.0.7", cut),
    ("slim", "127.0.0.8", cut_all),
]


ANSWERS_TCP = {"slim"}


class Server:
    """A context manager. `port` is the real server's too, on 127.0.0.1."""

    def __init__(self, name, address, port, answer):
        self.real = ("127.0.0.1", port)
        self.answer = answer
        self.udp = socket.socket(type=socket.SOCK_DGRAM)
        self.udp.bind((address, port))
        self.tcp = socket.create_server((address, port)) if name in ANSWERS_TCP else None

    def __enter__(self):
        threading.Thread(target=self.serve, daemon=True).start()
        if self.tcp:
            threading.Thread(target=self.serve_tcp, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.udp.close()
        if self.tcp:
            self.tcp.close()

    def ask(self, query):
        with socket.socket(type=socket.SOCK_DGRAM) as udp:
            udp.settimeout(5)
            udp.sendto(query, self.real)
            return udp.recv(65535)

    def serve(self):
        while True:
            try:
                query, whom = self.udp.recvfrom(65535)
                answer = self.answer(query, self.ask)
                if answer:
                    self.udp.sendto(answer, whom)
            except OSError:
                return

    def serve_tcp(self):
        while True:
            try:
                client, _ = self.tcp.accept()
            except OSError:
                return
            threading.Thread(target=self.pass_on, args=[client], daemon=True).start()

    def pass_on(self, client):
        """What the real server says, word for word."""
        with client, socket.create_connection(self.real) as real:
            while query := client.recv(65535):
                real.sendall(query)
                client.sendall(real.recv(65535))
