"""Asking over HTTP and taking the time, from the process that runs the benchmark: the servers are other ones."""

import http.client
import threading
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from time import perf_counter

TIMEOUT = 600.0


class Connection:
    """One connection that stays open; opened again where the server closed it for idleness. `headers` go with every request."""

    def __init__(self, port: int, headers: Mapping[str, str] | None = None) -> None:
        self._http = http.client.HTTPConnection("127.0.0.1", port, timeout=TIMEOUT)
        self._headers = dict(headers or {})

    def get(self, path: str) -> bytes:
        """The body of a 200. Raises RuntimeError for any other answer."""
        try:
            return self._get(path)
        except (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError):
            self._http.close()
            return self._get(path)

    def _get(self, path: str) -> bytes:
        self._http.request("GET", path, headers=self._headers)
        response = self._http.getresponse()
        body = response.read()
        if response.status != 200:
            raise RuntimeError(f"{response.status} for {path}")
        return body

    def close(self) -> None:
        """Close it."""
        self._http.close()


@dataclass
class Times:
    """Seconds of each answer, and how large the answers were."""

    seconds: list[float] = field(default_factory=list)
    size: int = 0

    def take(self, connection: Connection, path: str) -> bytes:
        """Ask and remember."""
        begun = perf_counter()
        body = connection.get(path)
        self.seconds.append(perf_counter() - begun)
        self.size += len(body)
        return body


@dataclass
class Rate:
    """Answers counted over stretches of time."""

    answers: int = 0
    seconds: float = 0.0

    @property
    def per_second(self) -> float:
        """Answers a second."""
        return self.answers / self.seconds if self.seconds else 0.0

    def run(self, port: int, paths: Iterator[str], connections: int, seconds: float) -> None:
        """Ask with so many connections at once for so long, and count what was answered in full."""
        begun = perf_counter()
        self.answers += _in_threads(connections, _asking(port, _Shared(paths), begun + seconds))
        self.seconds += perf_counter() - begun


class _Shared:
    """An iterator that several threads may draw from."""

    def __init__(self, paths: Iterator[str]) -> None:
        self._paths, self._lock = paths, threading.Lock()

    def next(self) -> str:
        with self._lock:
            return next(self._paths)


def _asking(port: int, paths: _Shared, until: float) -> Callable[[], int]:
    def ask() -> int:
        connection, done = Connection(port), 0
        while perf_counter() < until:
            connection.get(paths.next())
            done += 1
        connection.close()
        return done

    return ask


def _in_threads(count: int, act: Callable[[], int]) -> int:
    done: list[int] = []
    failed: list[BaseException] = []

    def run() -> None:
        try:
            done.append(act())
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=run) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failed:
        raise failed[0]
    return sum(done)
