"""The guide behind the real nginx with deploy/nginx.conf: headers on every kind of answer, nothing listed, nothing outside reached."""

import gzip
import http.client
import re
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest

import nginx
from conftest import PROJECT

OUTSIDE = "a secret that lies beside the site"


@pytest.fixture(scope="module")
def host(site, tmp_path_factory) -> tuple[str, Path]:
    """(host and port, folder) of nginx serving a copy of the site, precompressed."""
    folder = tmp_path_factory.mktemp("nginx")
    served = folder / "guide"
    shutil.copytree(site, served)
    (folder / "secret.txt").write_text(OUTSIDE)
    (served / ".hidden").write_text(OUTSIDE)
    (served / "way-out").symlink_to(folder / "secret.txt")
    subprocess.run([sys.executable, PROJECT / "tools" / "precompress.py", served], check=True, capture_output=True)
    with nginx.serve(served, folder) as address:
        yield urlsplit(address).netloc, served


def ask(host: tuple[str, Path], path: str, method: str = "GET", body: str | None = None, **headers: str) -> tuple[int, dict[str, str], bytes]:
    """Send exactly this path, as no browser would; gives status, headers (names in lower case) and body."""
    connection = http.client.HTTPConnection(host[0], timeout=10)
    connection.putrequest(method, path, skip_accept_encoding=True)
    for name, value in headers.items():
        connection.putheader(name.replace("_", "-"), value)
    if body is not None:
        connection.putheader("Content-Length", str(len(body)))
    connection.endheaders(body.encode() if body is not None else None)
    answer = connection.getresponse()
    content = answer.read()
    connection.close()
    return answer.status, {name.lower(): value for name, value in answer.getheaders()}, content


def one_of_each_kind(folder: Path) -> dict[str, str]:
    """An address for each ending in the site."""
    found = {"page": "/", "folder": "/drugs/"}
    for path in sorted(folder.rglob("*")):
        address = f"/{path.relative_to(folder)}"
        if path.is_file() and not path.is_symlink() and not re.search(r"/[._]|\.gz$", address):
            found.setdefault(path.suffix, address)
    return found


def test_every_kind_of_file_has_the_headers(host):
    kinds = one_of_each_kind(host[1])
    assert {".html", ".css", ".js", ".json", ".woff2", ".png", ".xml"} <= set(kinds)
    for path in [*kinds.values(), "/not/here", "/drugs"]:
        status, headers, _ = ask(host, path)
        assert status in {200, 301, 404}
        assert "'sha256-" in headers["content-security-policy"], path
        assert "unsafe" not in headers["content-security-policy"]
        assert (headers["x-content-type-options"], headers["referrer-policy"], headers["x-frame-options"]) == ("nosniff", "no-referrer", "DENY"), path
        assert {"permissions-policy", "cross-origin-opener-policy", "cross-origin-resource-policy"} <= set(headers), path
        assert "/" not in headers.get("server", ""), "the version of nginx is nobody's business"
        assert "set-cookie" not in headers


def test_types_are_right(host):
    kinds = one_of_each_kind(host[1])
    for suffix, kind in {".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".js": "application/javascript; charset=utf-8",
                         ".json": "application/json; charset=utf-8", ".woff2": "font/woff2", ".png": "image/png"}.items():
        assert ask(host, kinds[suffix])[1]["content-type"] == kind


def test_what_never_changes_is_kept_and_the_rest_asked_for_anew(host):
    for file in (host[1] / "assets").glob("*/*.*.*"):
        if file.suffix != ".gz":
            assert "immutable" in ask(host, f"/{file.relative_to(host[1])}")[1]["cache-control"], file.name
    for path in ("/", "/drugs/tamoxifen/", "/drugs/tamoxifen/print.css", "/search/search_index.json", "/sitemap.xml", "/not/here"):
        assert "max-age=0" in ask(host, path)[1]["cache-control"], path
    _, headers, _ = ask(host, "/")
    assert ask(host, "/", If_None_Match=headers["etag"])[0] == 304


def test_text_is_sent_compressed_as_it_lies_there(host):
    _, headers, body = ask(host, "/", Accept_Encoding="gzip")
    assert headers["content-encoding"] == "gzip"
    assert gzip.decompress(body) == (host[1] / "index.html").read_bytes()
    assert "content-encoding" not in ask(host, "/")[1]


def test_a_missing_page_is_the_site_s_own(host):
    for path in ("/not/here", "/drugs/no-such-medicine/", "/index.php", "/wp-login.php", "/admin/"):
        status, _, body = ask(host, path)
        assert status == 404
        assert b"This page is not here" in body and b'rel="stylesheet" href="/assets/css/guide.' in body


@pytest.mark.parametrize("folder", ["/assets/", "/assets/js/", "/search/", "/assets/images/", "/assets"])
def test_no_folder_is_listed(host, folder: str):
    status, _, body = ask(host, folder)
    assert status in {301, 404}
    assert b"Index of" not in body and b"guide.js" not in body


TRICKS = [
    "/../secret.txt", "/../../etc/passwd", "/%2e%2e/secret.txt", "/%2e%2e%2fsecret.txt", "/..%2fsecret.txt", "/..%5csecret.txt", "/.%2e/secret.txt",
    "/assets/../../secret.txt", "/assets/%2e%2e/%2e%2e/secret.txt", "/assets/css/..%2f..%2f..%2fsecret.txt", "//secret.txt", "/./../secret.txt",
    "/....//secret.txt", "/%252e%252e/secret.txt", "/%c0%ae%c0%ae/secret.txt", "/way-out", "/.hidden", "/.git/config", "/assets/.hidden", "/%2ehidden",
    "/_headers", "/_headers.nginx", "/%5fheaders", "/index.html.gz", "/index.html%00.txt", "/secret.txt%00", "/~root/", "/etc/passwd", "/..;/secret.txt",
    "/drugs/..%252f..%252fsecret.txt", "/\\..\\secret.txt", "/index.html/../../secret.txt", "http://elsewhere.test/../secret.txt", "/%0d%0aSet-Cookie:x=1",
]


@pytest.mark.parametrize("path", TRICKS)
def test_path_tricks_are_refused(host, path: str):
    status, headers, body = ask(host, path)
    assert status in {400, 403, 404}, f"{path}: {status}"
    assert OUTSIDE.encode() not in body and b"root:" not in body
    assert "set-cookie" not in headers


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "MKCOL"])
def test_only_reading_is_allowed(host, method: str):
    assert ask(host, "/", method, body="x" if method in {"POST", "PUT"} else None)[0] in {400, 403, 404, 405}


def test_a_large_body_and_a_long_address_are_refused(host):
    assert ask(host, "/", "POST", body="x" * 2000)[0] in {403, 404, 405, 413}
    assert ask(host, "/" + "a" * 9000)[0] == 414
