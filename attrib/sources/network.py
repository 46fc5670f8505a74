"""Connections that go only where they may, and not beyond a deadline.

The address that is checked is the address that is connected to: the name is resolved once, every
address it has is checked, and the socket is opened to one of these addresses. A name that changes
its address in between (DNS rebinding), numeric forms such as ``http://2130706433/`` and redirects
thus all meet the same check. Host header and TLS server name stay those of the URL.
"""

from __future__ import annotations

import ipaddress
import socket
import ssl
import threading
import time
from collections.abc import Iterable, Iterator
from types import TracebackType

import httpcore
import httpx

from attrib.errors import SourceError

_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


def is_public(address: str) -> bool:
    """Whether ``address`` is on the public internet, and so is any IPv4 address inside it."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = [ip.ipv4_mapped, ip.sixtofour, *(ip.teredo or ())]
        if ip in _NAT64:
            inner = [ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)]
        carried = [is_public(str(v4)) for v4 in inner if v4 is not None]
        if carried:
            return all(carried)
        if ip.is_site_local:  # fec0::/10, given up for fc00::/7, and global to Python
            return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


class Transport(httpx.BaseTransport):
    """An httpx transport on connections that are checked. For one fetch, redirects included."""

    def __init__(self, allow_private: bool, deadline: float) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=httpx.create_ssl_context(),
            network_backend=_Backend(allow_private, deadline),
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Sends ``request``. Raises httpx.TransportError, SourceError."""
        assert isinstance(request.stream, httpx.SyncByteStream)  # noqa: S101 - narrows the type
        with _as_httpx_errors():
            response = self._pool.handle_request(
                httpcore.Request(
                    method=request.method,
                    url=httpcore.URL(
                        scheme=request.url.raw_scheme,
                        host=request.url.raw_host,
                        port=request.url.port,
                        target=request.url.raw_path,
                    ),
                    headers=request.headers.raw,
                    content=request.stream,
                    extensions=request.extensions,
                )
            )
        assert isinstance(response.stream, Iterable)  # noqa: S101
        return httpx.Response(
            status_code=response.status,
            headers=response.headers,
            stream=_Body(response.stream),
            extensions=response.extensions,
        )

    def close(self) -> None:
        self._pool.close()


class _Body(httpx.SyncByteStream):
    def __init__(self, stream: Iterable[bytes]) -> None:
        self._stream = stream

    def __iter__(self) -> Iterator[bytes]:
        with _as_httpx_errors():
            yield from self._stream

    def close(self) -> None:
        if hasattr(self._stream, "close"):
            self._stream.close()


class _as_httpx_errors:  # noqa: N801 - reads as a statement
    """Gives errors of httpcore the names that callers of httpx know."""

    def __enter__(self) -> None:
        return None

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if isinstance(error, httpcore.TimeoutException):
            raise httpx.ReadTimeout(str(error)) from error
        if isinstance(error, httpcore.ProtocolError):
            raise httpx.RemoteProtocolError(str(error)) from error
        if isinstance(error, (httpcore.NetworkError, httpcore.UnsupportedProtocol)):
            raise httpx.NetworkError(str(error)) from error


class _Backend(httpcore.NetworkBackend):
    """Resolves, checks, connects."""

    def __init__(self, allow_private: bool, deadline: float) -> None:
        self._allow_private = allow_private
        self._deadline = deadline
        self._sockets = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        addresses = _resolve(host, port, _left(self._deadline))
        if not self._allow_private:
            for address in addresses:
                if not is_public(address):
                    raise SourceError(
                        f"leads to {host} at {address}, which is not a public address: "
                        "pass --allow-private if you trust it"
                    )
        error: Exception = httpcore.ConnectError(f"{host} has no address")
        for address in addresses:
            try:
                stream = self._sockets.connect_tcp(
                    address, port, _left(self._deadline), local_address, socket_options
                )
                return _Stream(stream, self._deadline)
            except httpcore.ConnectError as failed:
                error = failed
        raise error


class _Stream(httpcore.NetworkStream):
    """A connection whose every wait ends at the deadline: a trickle of bytes cannot extend it."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: float) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, _left(self._deadline))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, _left(self._deadline))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        stream = self._stream.start_tls(ssl_context, server_hostname, _left(self._deadline))
        return _Stream(stream, self._deadline)

    def get_extra_info(self, info: str) -> object:
        return self._stream.get_extra_info(info)


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise httpcore.ReadTimeout("the time for this fetch is over")
    return left


def _resolve(host: str, port: int, timeout: float) -> list[str]:
    """The addresses of ``host``. In a thread, for the system's look-up knows no time limit."""
    found: list[str] = []
    failed: list[OSError | UnicodeError] = []

    def look_up() -> None:
        try:
            for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM):
                found.append(str(entry[4][0]))
        except (OSError, UnicodeError) as error:
            failed.append(error)

    thread = threading.Thread(target=look_up, daemon=True)
    thread.start()
    thread.join(timeout)
    if thread.is_alive():
        raise httpcore.ConnectTimeout(f"no answer to the look-up of {host}")
    if failed:
        raise SourceError(f"cannot be fetched: the name {host} is not known ({failed[0]})")
    return list(dict.fromkeys(found))
