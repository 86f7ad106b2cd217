"""A web server for a built site, on this machine only, that behaves as a real host does."""

import gzip
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


@contextmanager
def serve(folder: Path, base: str = "/", compress: bool = False) -> Iterator[str]:
    """Serve a folder below the path `base` (which ends with a slash) on a free port, and give the address, slash at its end.

    `compress` sends text as hosts do, with gzip: for tests that measure time.
    """
    handler = _CompressingHandler if compress else _Handler
    with _Server(("127.0.0.1", 0), partial(handler, directory=str(folder), base=base)) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}{base}"
        server.shutdown()


class _Handler(SimpleHTTPRequestHandler):
    """Serves the site as its host will: under the path of site_url, and with 404.html for what is not there."""

    protocol_version = "HTTP/1.1"  # keeps connections open, which makes a crawl several times faster

    def __init__(self, *args, base: str, **options):
        self.base = base
        super().__init__(*args, **options)

    def translate_path(self, path: str) -> str:
        inside = path.startswith(self.base)
        return super().translate_path("/" + path.removeprefix(self.base) if inside else "/not-in-this-site")

    def end_headers(self) -> None:
        self.send_header("LinkChecker", "1")  # tells linkchecker that it need not slow down for us
        super().end_headers()

    def send_error(self, code, message=None, explain=None) -> None:
        page = Path(self.directory, "404.html")
        if code != 404 or not page.is_file():
            return super().send_error(code, message, explain)
        body = page.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def list_directory(self, path):
        self.send_error(404)  # hosts list no folders

    def log_message(self, *args) -> None:
        pass


class _CompressingHandler(_Handler):
    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path.split("?")[0]))
        path = path / "index.html" if path.is_dir() else path
        if path.suffix not in {".html", ".css", ".js", ".json", ".svg"} or not path.is_file():
            return super().do_GET()
        body = gzip.compress(path.read_bytes(), 6)
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


class _Server(ThreadingHTTPServer):
    request_queue_size = 128  # the default of 5 resets connections when linkchecker's threads all knock at once

    def handle_error(self, request, client_address) -> None:
        if not isinstance(sys.exception(), ConnectionError):  # a client may hang up
            super().handle_error(request, client_address)
