from __future__ import annotations

import gzip
import itertools
import socket
import threading
import zlib
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from source_files import pdf_bytes

from attrib.errors import SourceError
from attrib.sources import SourceItem, WebPolicy, load, read
from attrib.sources.network import is_public

PAGE = (
    b"<html lang=en><head><title>Works</title></head><body><p>The dam was built.</p></body></html>"
)
PUBLIC = "93.184.215.14"
OPEN = WebPolicy(allow_private=True, timeout=10)


class Site:
    """A web server on the loopback address whose paths answer as the test says."""

    def __init__(self) -> None:
        self.answers: dict[str, object] = {}
        self.requests: list[tuple[str, dict[str, str]]] = []
        self.over = threading.Event()
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                site.requests.append((self.path, dict(self.headers)))
                answer = site.answers.get(self.path)
                if callable(answer):
                    answer(self)
                    return
                status, headers, body = answer or (404, {}, b"nothing here")
                self.send_response(status)
                for name, value in {"Content-Length": str(len(body)), **headers}.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                pass

        class Server(ThreadingHTTPServer):
            def handle_error(self, request, client_address):
                pass  # the client hung up, as it should

        self.server = Server(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.01,))
        self.thread.start()

    def add(self, path: str, body: bytes = b"", status: int = 200, **headers: str) -> str:
        self.answers[path] = (status, {k.replace("_", "-"): v for k, v in headers.items()}, body)
        return self.url(path)

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def close(self) -> None:
        self.over.set()
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


@pytest.fixture
def site():
    site = Site()
    yield site
    site.close()


def fetch(url: str, policy: WebPolicy = OPEN):
    return load(SourceItem(url, None), policy)


def fails(url: str, policy: WebPolicy = OPEN) -> str:
    with pytest.raises(SourceError) as caught:
        fetch(url, policy)
    assert "\n" not in str(caught.value)
    return str(caught.value)


@pytest.fixture
def internet(monkeypatch, site):
    """Names with addresses of our choice; what is public leads to ``site``, on any port."""
    names: dict[str, object] = {}
    connected: list[str] = []
    look_up, connect = socket.getaddrinfo, socket.create_connection

    def getaddrinfo(host, port, *args, **kwargs):
        if host not in names:
            return look_up(host, port, *args, **kwargs)
        addresses = names[host]
        found = next(addresses) if hasattr(addresses, "__next__") else addresses
        if not found:
            raise socket.gaierror(-2, "Name or service not known")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (a, port)) for a in found]

    def create_connection(address, *args, **kwargs):
        connected.append(address[0])
        if address[0] == PUBLIC:
            address = ("127.0.0.1", site.port)
        return connect(address, *args, **kwargs)

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    monkeypatch.setattr(socket, "create_connection", create_connection)
    return names, connected


def test_a_page(site):
    url = site.add("/works", PAGE, Content_Type="text/html; charset=utf-8")
    content = fetch(url)
    assert (content.data, content.uri) == (PAGE, url)
    assert content.media_type == "text/html; charset=utf-8"
    (document,) = read(content, SourceItem(url, None)).documents
    assert document.uri == url
    assert document.metadata["url"] == url
    ((_, headers),) = site.requests
    assert headers["User-Agent"].startswith("attrib/")
    assert headers["Host"] == f"127.0.0.1:{site.port}"


def test_redirects_are_followed_and_the_last_url_is_kept(site):
    site.add("/a", status=301, Location="b?x=1")
    site.add("/b?x=1", status=302, Location="/works#part")
    site.add("/works", PAGE, Content_Type="text/html")
    content = fetch(site.url("/a"))
    assert content.uri == site.url("/works")
    (document,) = read(content, SourceItem(site.url("/a"), None)).documents
    assert document.uri == site.url("/a")
    assert document.metadata["url"] == site.url("/works")


def test_redirect_limits(site):
    site.add("/loop", status=302, Location="/loop")
    assert fails(site.url("/loop")) == "redirects more than 5 times"
    assert len(site.requests) == 6
    site.add("/works", PAGE, Content_Type="text/html")
    once = site.add("/once", status=307, Location="/works")
    assert (
        fails(once, WebPolicy(allow_private=True, max_redirects=0)) == "redirects more than 0 times"
    )
    assert fetch(once, WebPolicy(allow_private=True, max_redirects=1)).data == PAGE


@pytest.mark.parametrize("goal", ["file:///etc/passwd", "ftp://x.org/a", "gopher://127.0.0.1/"])
def test_redirects_to_other_schemes(site, goal):
    url = site.add("/a", status=302, Location=goal)
    assert fails(url) == f"redirects to {goal}, which is not http or https"


def test_a_redirect_to_nowhere(site):
    assert "without saying where" in fails(site.add("/a", status=302))
    assert fails(site.add("/b", status=302, Location="http://[broken")).startswith(
        "cannot be fetched"
    )


@pytest.mark.parametrize("status", [400, 403, 404, 410, 500, 503, 304, 300])
def test_status_codes(site, status):
    assert fails(site.add("/a", status=status)).startswith(f"answers HTTP {status} ")


def test_size_declared_and_actual(site):
    small = WebPolicy(allow_private=True, max_bytes=1000)
    assert fails(site.add("/declared", b"x" * 1001, Content_Type="text/plain"), small).startswith(
        "is larger than 1,000 bytes"
    )

    def endless(handler):
        handler.send_response(200)
        handler.send_header("Content-Type", "text/plain")
        handler.end_headers()
        while not site.over.is_set():
            handler.wfile.write(b"x" * 500)

    site.answers["/endless"] = endless
    assert fails(site.url("/endless"), small).startswith("is larger than 1,000 bytes")
    exact = site.add("/exact", b"x" * 1000, Content_Type="text/plain")
    assert len(fetch(exact, small).data) == 1000


def test_gzip_is_unpacked_and_a_bomb_is_not(site):
    packed = gzip.compress(PAGE[:50]) + gzip.compress(PAGE[50:])
    url = site.add("/a", packed, Content_Type="text/html", Content_Encoding="gzip")
    assert fetch(url).data == PAGE
    bomb = gzip.compress(bytes(50_000_000))
    url = site.add("/bomb", bomb, Content_Type="text/html", Content_Encoding="gzip")
    assert len(bomb) < 100_000
    assert fails(url, WebPolicy(allow_private=True, max_bytes=1_000_000)).startswith(
        "is larger than"
    )


def test_damaged_and_unknown_encodings(site):
    packed = gzip.compress(PAGE)
    for path, body, encoding, reason in [
        ("/cut", packed[:-12], "gzip", "ended before its gzip data did"),
        ("/bad", b"not gzip at all", "gzip", "is not valid gzip"),
        ("/br", b"...", "br", "is encoded as br, which attrib did not ask for"),
        ("/twice", gzip.compress(packed), "gzip, gzip", "is encoded as gzip, gzip"),
        ("/deflate", zlib.compress(PAGE), "deflate", "is encoded as deflate"),
    ]:
        url = site.add(path, body, Content_Type="text/html", Content_Encoding=encoding)
        assert fails(url).startswith(reason)


@pytest.mark.parametrize(
    ("path", "media_type", "fine"),
    [
        ("/a", "text/html", True),
        ("/a", "application/xhtml+xml", True),
        ("/a", "text/x-rst", True),
        ("/a", "APPLICATION/JSON; charset=utf-8", True),
        ("/a.pdf", "application/octet-stream", True),
        ("/a", "", True),
        ("/a", "application/octet-stream", False),
        ("/a", "image/png", False),
        ("/a.html", "video/mp4", False),
        ("/a", "application/zip", False),
    ],
)
def test_content_types(site, path, media_type, fine):
    url = site.add(path, b"Words.", **({"Content_Type": media_type} if media_type else {}))
    if fine:
        assert fetch(url).data == b"Words."
    else:
        assert fails(url) == f"is {media_type}, which is not a format attrib reads"


def test_a_pdf_by_another_name(site):
    url = site.add("/get?id=1", pdf_bytes("The dam was built."), Content_Type="application/pdf")
    (document,) = read(fetch(url), SourceItem(url, None)).documents
    assert document.text == "The dam was built."
    assert document.pages == (0,)


def test_the_time_limit_holds_against_a_trickle(site):
    def trickle(handler):
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\n")
        while not site.over.wait(0.02):
            handler.wfile.write(b"x")

    def trickling_headers(handler):
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
        for number in itertools.count():
            if site.over.wait(0.02):
                return
            handler.wfile.write(b"X-%d: y\r\n" % number)

    def silence(handler):
        site.over.wait()

    hasty = WebPolicy(allow_private=True, timeout=0.2)
    for path, answer in [("/a", trickle), ("/b", trickling_headers), ("/c", silence)]:
        site.answers[path] = answer
        assert fails(site.url(path), hasty) == "did not answer in full within 0.2 seconds"


def test_a_name_look_up_that_hangs(monkeypatch):
    over = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: over.wait() and [])
    try:
        reason = fails("http://slow.example/", WebPolicy(timeout=0.1))
    finally:
        over.set()
    assert reason == "did not answer in full within 0.1 seconds"


@pytest.mark.parametrize(
    "garbage",
    [b"", b"garbage\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nshort", b"\x00" * 300],
)
def test_garbage(site, garbage):
    site.answers["/a"] = lambda handler: handler.wfile.write(garbage)
    assert fails(site.url("/a")).startswith("cannot be fetched: RemoteProtocolError: ")


def test_a_closed_port(site):
    with socket.socket() as reserved:
        reserved.bind(("127.0.0.1", 0))
        port = reserved.getsockname()[1]
        assert fails(f"http://127.0.0.1:{port}/").startswith("cannot be fetched: ")


def test_tls_to_a_server_without_it(site):
    assert fails(f"https://127.0.0.1:{site.port}/").startswith("cannot be fetched: ")


def test_the_environment_names_no_proxy(site, monkeypatch):
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    assert fetch(site.add("/a", b"Words.", Content_Type="text/plain")).data == b"Words."


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "127.1", "0.0.0.0", "[::1]",  # noqa: S104
     "[::ffff:127.0.0.1]", "10.0.0.1", "192.168.1.1", "172.16.0.1", "169.254.169.254",
     "100.64.0.1", "224.0.0.1", "255.255.255.255", "[fe80::1]", "[fd00::1]"],
)  # fmt: skip
def test_private_addresses_are_refused(site, host, internet):
    names, connected = internet
    names["localhost"] = ["127.0.0.1"]
    reason = fails(f"http://{host}:{site.port}/a", WebPolicy())
    assert "which is not a public address: pass --allow-private if you trust it" in reason
    assert connected == []
    assert site.requests == []


def test_a_public_name_is_connected_to_at_the_address_that_was_checked(site, internet):
    names, connected = internet
    # The second look-up would lead inside: there must not be one.
    names["rebind.example"] = iter([[PUBLIC], ["127.0.0.1"], ["127.0.0.1"]])
    site.add("/a", b"Words.", Content_Type="text/plain")
    assert fetch("http://rebind.example/a", WebPolicy()).data == b"Words."
    assert connected == [PUBLIC]
    ((_, headers),) = site.requests
    assert headers["Host"] == "rebind.example"


def test_every_redirect_is_checked(site, internet):
    names, connected = internet
    names["public.example"] = [PUBLIC]
    names["inside.example"] = ["10.0.0.7"]
    for goal in (site.url("/secret"), "http://inside.example/", "http://169.254.169.254/latest"):
        connected.clear()
        site.add("/a", status=302, Location=goal)
        assert "which is not a public address" in fails("http://public.example/a", WebPolicy())
        assert connected == [PUBLIC]


def test_one_private_address_among_public_ones_is_enough(internet):
    names, connected = internet
    names["mixed.example"] = [PUBLIC, "192.168.0.1"]
    assert "192.168.0.1, which is not a public address" in fails(
        "http://mixed.example/", WebPolicy()
    )
    assert connected == []


@pytest.mark.parametrize("host", ["xn--a", "xn--"])
def test_a_host_that_is_no_name(site, host):
    away = site.add("/away", status=302, Location=f"http://{host}/")
    for url in (f"http://{host}/", away):
        with pytest.raises(SourceError, match=r"^cannot be fetched: \w+: "):
            load(SourceItem(url, None), OPEN)


def test_a_name_that_nobody_knows(internet):
    names, _ = internet
    names["unknown.example"] = []
    assert "the name unknown.example is not known" in fails("http://unknown.example/", WebPolicy())


@pytest.mark.parametrize(
    ("address", "public"),
    [
        (PUBLIC, True),
        ("2606:4700:4700::1111", True),
        ("::ffff:8.8.8.8", True),
        ("::ffff:10.0.0.1", False),
        ("2002:7f00:1::", False),  # 6to4 of 127.0.0.1
        ("64:ff9b::10.0.0.1", False),  # NAT64 of 10.0.0.1
        ("64:ff9b::8.8.8.8", True),
        ("fe80::1%eth0", False),
        ("fec0::1", False),  # site-local, of old
        ("feff::1", False),
        ("ff02::1", False),
        ("::", False),
        ("100.127.255.255", False),
        ("192.0.2.1", False),
        ("198.18.0.1", False),
        ("240.0.0.1", False),
    ],
)
def test_is_public(address, public):
    assert is_public(address) is public
