"""What an unkind client, another server, a damaged label file and a signal can do to a server: not much.

usage: limits_test.py BINARY_FOLDER SOURCE_FOLDER"""
import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time

from served import Server, check, pool, small_model, statements

BINARY, SOURCE = sys.argv[1:3]
API = "/api/v1"


def raw(server):
    return socket.create_connection(("127.0.0.1", server.port), timeout=30)


def read_all(s):
    data = b""
    try:
        while chunk := s.recv(65536):
            data += chunk
    except ConnectionResetError:
        pass
    return data


def head(server, path="/api/v1/infer", length=5, more=""):
    return (f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\nContent-Type: text/plain\r\n{more}Content-Length: {length}\r\n\r\n").encode()


def drip(server, start, piece, pause=0.05):
    """Sends `start`, then `piece` again and again: how long the server bore it."""
    s, began = raw(server), time.monotonic()
    s.sendall(start)
    try:
        while time.monotonic() - began < 20:
            s.sendall(piece)
            time.sleep(pause)
    except OSError:
        pass
    s.close()
    return time.monotonic() - began


def deadlines(server):
    """Every renewal of the inactivity timeout notwithstanding, a request that does not get on is cut."""
    get = f"GET {API}/health HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\n".encode()
    for what, seconds in (("headers", drip(server, get, b"X-A: 1\r\n")), ("a request line", drip(server, b"GET /", b"a")),
                          ("a body", drip(server, head(server, length=4000000), b"a"))):
        check(0.9 < seconds < 10, f"{what} one byte at a time: cut after {seconds:.1f} s")
    idle, began = raw(server), time.monotonic()
    check(read_all(idle) == b"" and 0.9 < time.monotonic() - began < 10, "an idle connection is closed")
    # An answer that nobody reads: of an article as large as may be, into a window as small as may be.
    slow = socket.socket()
    slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    slow.connect(("127.0.0.1", server.port))
    text = b'"We agree," she said. ' * 40000
    slow.sendall(head(server, length=len(text)) + text)
    check(wait_for(lambda: samples(server)["stance_connections"] == 1), "the connection of an answer that is not read is still open")
    slow.close()
    check(samples(server)["stance_connections_cut_total"] >= 5, "cuts are counted")
    crowd = []
    for _ in range(300):
        try:
            crowd.append(raw(server))
        except OSError:
            break
    check(wait_for(lambda: server.json("GET", API + "/health")[0] == 200), "a crowd of idle connections keeps others out for good")
    for s in crowd:
        s.close()


def samples(server):
    lines = server.call("GET", API + "/metrics")[2].decode().splitlines()
    return {line.rsplit(" ", 1)[0]: float(line.rsplit(" ", 1)[1]) for line in lines if not line.startswith("#")}


def wait_for(what, seconds=30):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            if what():
                return True
        except OSError:
            pass
        time.sleep(0.05)
    return False


def odd_requests(server):
    host = f"Host: 127.0.0.1:{server.port}\r\n"
    for request, wanted in ((f"GET {API}/health HTTP/1.1\r\n{host}{host}\r\n", {421, 400}), (f"GET {API}/health HTTP/1.0\r\n\r\n", {421, 400}),
                            (f"GET {API}/health HTTP/1.1\r\n\r\n", {421, 400}), (f"GET {API}/health HTTP/1.1\r\n{host}Origin: a\r\nOrigin: b\r\n\r\n", {421}),
                            (f"GET http://evil.example{API}/health HTTP/1.1\r\n{host}\r\n", {404, 400}),
                            (f"GET /{'a' * 20000} HTTP/1.1\r\n{host}\r\n", {414}), (f"GET / HTTP/1.1\r\n{host}X: {'a' * 20000}\r\n\r\n", {431, 413}),
                            (f"GET {API}/health?{'&'.join('a' * n for n in range(1, 60))} HTTP/1.1\r\n{host}\r\n", {400})):
        s = raw(server)
        try:
            s.sendall(request.encode())
            s.shutdown(socket.SHUT_WR)
        except OSError:
            check(len(request) > 16384, f"{request[:60]!r}: cut")
        answer = read_all(s)
        s.close()
        # What does not fit is not read to its end, so that the answer to it may be lost with the connection.
        lost = answer == b"" and len(request) > 16384
        check(lost or (answer[:5] == b"HTTP/" and int(answer.split()[1]) in wanted), f"{request[:60]!r}: {answer[:80]!r}")
    s = raw(server)
    chunk = b"10000\r\n" + b"a" * 65536 + b"\r\n"
    s.sendall(f"POST {API}/infer HTTP/1.1\r\n{host}Content-Type: text/plain\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n".encode() + chunk * 65 +
              b"0\r\n\r\n")
    check(read_all(s).split()[1] == b"413", "a body that does not say its length has a limit too")
    s.close()
    before = samples(server)["stance_request_body_bytes"]
    check(before == 0, "no body is held when none is under way")


def sockets(server):
    """One listening socket, on 127.0.0.1, and no other kind."""
    own = set()
    for fd in os.listdir(f"/proc/{server.process.pid}/fd"):
        try:
            link = os.readlink(f"/proc/{server.process.pid}/fd/{fd}")
        except OSError:
            continue
        if link.startswith("socket:["):
            own.add(link[8:-1])
    listening = []
    for kind in ("tcp", "tcp6", "udp", "udp6", "raw"):
        try:
            rows = open(f"/proc/net/{kind}", encoding="ascii").read().splitlines()[1:]
        except OSError:
            continue
        for row in rows:
            columns = row.split()
            if columns[9] in own and (columns[3] == "0A" or kind != "tcp"):
                listening.append((kind, columns[1]))
    check(listening == [("tcp", f"0100007F:{server.port:04X}")], f"listening on {listening}")


def ending():
    with Server(BINARY, "--deadline", "5") as server:
        s = raw(server)
        s.sendall(head(server, length=27) + b"She said: ")
        # Not before the request is under way: the server answers another one after it.
        time.sleep(0.2)
        server.json("GET", API + "/health")
        idle = raw(server)
        server.process.send_signal(signal.SIGTERM)
        check(wait_for(lambda: refused(server), 10), "new connections are still taken")
        s.sendall(b'"We agree, yes."\n')
        answer = read_all(s)
        check(b"200 OK" in answer and answer.rstrip().endswith(b"}") and b"Connection: close" in answer, f"the answer under way is lost: {answer[:200]}")
        idle.close()
        s.close()
        check(server.process.wait(timeout=30) == 0, f"SIGTERM: exit code {server.process.returncode}")
    with Server(BINARY, "--deadline", "1") as server:
        s = raw(server)
        s.sendall(head(server, length=100))
        time.sleep(0.1)
        began = time.monotonic()
        code, _ = server.stop()
        check(code == 0 and time.monotonic() - began < 15, "a request that never comes keeps nobody up")
        s.close()
    for how in (signal.SIGTERM, signal.SIGKILL):
        end_training(how)


def refused(server):
    try:
        raw(server).close()
        return False
    except ConnectionRefusedError:
        return True


def end_training(how):
    """The training dies with the server, however that dies."""
    server = Server(BINARY, "--labels", "labels.jsonl", "--pool", "pool.jsonl")
    server.write("pool.jsonl", pool(SOURCE, 400))
    with server:
        truth = statements(SOURCE, 400)
        connection = server.connect()
        for _ in range(120):
            item = server.json("GET", API + "/label/next", annotator="a", connection=connection)[1]["items"][0]
            server.json("POST", API + "/label", {"annotator": "a", "id": item["id"], "label": truth[item["text"]]}, connection=connection)
        connection.close()
        check(server.json("POST", API + "/retrain", {"tune": True})[0] == 202, "the training starts")
        children = f"/proc/{server.process.pid}/task"
        child = None
        while child is None:
            for task in os.listdir(children):
                found = open(f"{children}/{task}/children", encoding="ascii").read().split()
                child = int(found[0]) if found else child
            check(server.json("GET", API + "/retrain")[1]["state"] == "running", "the training is over already")
        code, _ = server.stop(how)
        check(code == (0 if how == signal.SIGTERM else -how), f"exit code {code}")
        check(wait_for(lambda: not os.path.exists(f"/proc/{child}") or open(f"/proc/{child}/stat", encoding="ascii").read().split()[2] == "Z", 10),
              "the training outlives the server")


def second(server, name="labels.jsonl"):
    """Another server in the same folder, which must not start: its exit code and what it says."""
    done = subprocess.run([os.path.join(server.binary, "stance-serve"), "serve", *server.options[2:], "--labels", name], cwd=server.folder,
                          capture_output=True, text=True, timeout=60, check=False)
    return done.returncode, done.stderr


def label_files():
    server = Server(BINARY, "--labels", "labels.jsonl", "--pool", "pool.jsonl")
    server.write("pool.jsonl", pool(SOURCE, 40))
    server.options += ("-m", small_model(BINARY, server, SOURCE))
    with server:
        for _ in range(4):
            item = server.json("GET", API + "/label/next", annotator="a")[1]["items"][0]
            server.json("POST", API + "/label", {"annotator": "a", "id": item["id"], "label": "neither"})
        server.json("POST", API + "/label/undo", {"annotator": "a"})
        code, said = second(server)
        check(code == 1 and "another server has this label file" in said, f"two servers on one file: {code} {said}")
        server.stop()
        lines = open(server.path("labels.jsonl"), "rb").read().splitlines(keepends=True)
        check(len(lines) == 5, f"{len(lines)} lines")
        flipped = lines[1].replace(b'"text":"', b'"text":"x')
        for what, damaged, number, words in (
                ("a bit", [lines[0], flipped, *lines[2:]], 2, "id"), ("a line", [lines[0], *lines[2:]], 2, "missing"),
                ("an end", [lines[0], lines[1][:40] + b"\n", *lines[2:]], 2, ""), ("twice", [*lines, lines[0]], 6, "seq"),
                ("no JSON", [b"text,label\n", *lines], 1, ""), ("another undo", [*lines[:4], lines[4].replace(b'"undoes":4', b'"undoes":3')], 5, "undoes"),
                ("no event", [lines[0].replace(b'"event":"label"', b'"event":"lable"')], 1, "event"), ("NUL", [b"\0" * 40 + b"\n", *lines], 1, "")):
            with open(server.path("damaged.jsonl"), "wb") as f:
                f.writelines(damaged)
            code, said = second(server, "damaged.jsonl")
            check(code == 3 and f"damaged.jsonl:{number}:" in said and words in said, f"{what}: {code} {said}")
            check(open(server.path("damaged.jsonl"), "rb").read() == b"".join(damaged), f"{what}: the damaged file was changed")
        for what, torn in (("cut", lines[4][:50]), ("never written", b"\0" * 300), ("half written", lines[4][:60] + b"\0" * 40 + b"\n")):
            with open(server.path("torn.jsonl"), "wb") as f:
                f.writelines([*lines[:4], torn])
            other = Server(BINARY, "--labels", "torn.jsonl", *server.options[2:], folder=server.folder)
            with other:
                check(other.json("GET", API + "/label/stats")[1]["records"] == 4, f"{what}: whole lines are kept")
                check("torn.jsonl.torn" in other.stop()[1], f"{what}: it is said")
            check(open(server.path("torn.jsonl"), "rb").read() == b"".join(lines[:4]), f"{what}: the torn line is gone")
            check(open(server.path("torn.jsonl.torn"), "rb").read().endswith(torn + b"\n"), f"{what}: and was kept")
        os.mkfifo(server.path("fifo"))
        code, said = second(server, "fifo")
        check(code == 1 and "no regular file" in said, f"a FIFO: {code} {said}")


with Server(BINARY, "--deadline", "1") as unkind:
    deadlines(unkind)
with Server(BINARY) as usual:
    odd_requests(usual)
    sockets(usual)
ending()
label_files()
print("limits hold")
