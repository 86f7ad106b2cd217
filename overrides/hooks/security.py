"""What the site allows itself, told to browsers: a Content-Security-Policy without 'unsafe-inline', and the headers beside it.

Three forms of the same: a <meta> in each page, for hosts that send no headers (GitHub Pages) and for copies opened from a folder;
``_headers``, which Netlify and Cloudflare Pages read; ``_headers.nginx``, which deploy/nginx.conf includes. The last two lie in
the site's own folder, so that one upload always carries the policy that fits its pages; nginx serves no name with a leading "_".

The policy allows one inline script by its hash: partials/choices.html, the same on every page. A second one, an inline style or a
script of another site stops the build, so that nothing pasted into a page is blessed unseen.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Mapping

SCRIPT = re.compile(r"<script\b([^>]*)>(.*?)</script>", re.DOTALL | re.IGNORECASE)
DATA = re.compile(r"""type=["']?application/(?:ld\+)?json""", re.IGNORECASE)
TAG = re.compile(r"<[a-z][^>]*>", re.IGNORECASE)
FORBIDDEN = [
    (re.compile(r"<style\b", re.IGNORECASE), "an inline <style>", "move it to docs/assets/css"),
    (re.compile(r"""\sstyle\s*=\s*["']""", re.IGNORECASE), "a style attribute", "use a class; in Markdown tables do not align columns"),
    (re.compile(r"""\son[a-z]+\s*=\s*["']""", re.IGNORECASE), "an event attribute", "move it to docs/assets/js"),
    (re.compile(r"""(?:href|src|action)\s*=\s*["']?\s*(?:javascript|data|vbscript):""", re.IGNORECASE), "a script in an address", "use a plain link"),
    (re.compile(r"""<script\b[^>]*\ssrc\s*=\s*["']?(?:[a-z]+:)?//""", re.IGNORECASE), "a script of another site", "serve it from docs/assets/js"),
    (re.compile(r"<(?:iframe|object|embed|base)\b", re.IGNORECASE), "a frame, plug-in or <base>", "link to it instead"),
]
START = '<meta charset="utf-8">'
FOREVER = "public, max-age=31536000, immutable"  # for files whose name holds their hash: overrides/hooks/assets.py
HASHED = ("css", "fonts", "images", "js")


class SecurityError(Exception):
    """A page holds what the policy forbids. The message says which page, what, and the cure."""


def inline_scripts(html: str) -> list[str]:
    """The scripts that stand in a page and run; data such as JSON-LD does not."""
    return [text for attributes, text in SCRIPT.findall(html) if not re.search(r"\ssrc\b", attributes) and not DATA.search(attributes)]


def digest(script: str) -> str:
    """A script's hash as a policy names it."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()}'"


def allowed_scripts(pages: Mapping[str, str]) -> list[str]:
    """The inline script that pages share. Raises SecurityError if a page holds another, or anything else that the policy forbids."""
    faults, scripts = [], {}
    for path, html in pages.items():
        for script in inline_scripts(html):
            scripts.setdefault(script, []).append(path)
        marked = "".join(TAG.findall(SCRIPT.sub(lambda script: f"<script{script[1]}>", html)))  # tags only: text may say "style="
        faults += [f"{path}: {what}. Cure: {cure}." for pattern, what, cure in FORBIDDEN if pattern.search(marked)]
    shared = max(scripts, key=lambda script: len(scripts[script]), default=None)
    faults += [f"{paths[0]}: an inline script of its own. Cure: move it to docs/assets/js." for script, paths in scripts.items() if script != shared]
    if faults:
        raise SecurityError("\n".join(faults))
    return [shared] if shared else []


def policy(scripts: Iterable[str], *, meta: bool = False, folder: bool = False) -> str:
    """The Content-Security-Policy. ``meta``: without what browsers refuse there. ``folder``: for pages opened from a disk."""
    own = "'self' file:" if folder else "'self'"  # browsers differ on what 'self' means for a file
    rules = {
        "default-src": "'none'",
        "script-src": " ".join([own, *map(digest, scripts)]),
        **dict.fromkeys(["style-src", "img-src", "font-src", "connect-src", "worker-src"], own),
        "base-uri": "'none'",
        "form-action": "'none'",
        **({} if meta else {"frame-ancestors": "'none'"}),
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def headers(scripts: Iterable[str]) -> dict[str, str]:
    """The headers of every answer. Strict-Transport-Security is the host's to send, once its certificate is there for good."""
    return {
        "Content-Security-Policy": policy(scripts),
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "no-referrer",
        "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "X-Frame-Options": "DENY",
    }


def for_hosts(scripts: list[str]) -> dict[str, str]:
    """The files that tell hosts: path -> text."""
    lines = headers(scripts)
    forever = "".join(f"/assets/{folder}/*\n  Cache-Control: {FOREVER}\n" for folder in HASHED)
    return {
        "_headers": "/*\n" + "".join(f"  {name}: {value}\n" for name, value in lines.items()) + forever,
        "_headers.nginx": "# Made by the build. deploy/nginx.conf includes it.\n"
        + "".join(f'add_header {name} "{value}" always;\n' for name, value in lines.items()),
    }


def secured(html: str, rule: str) -> str:
    """A page with the policy before its first script."""
    if html.count(START) != 1:
        raise SecurityError(f"A page has no single {START}, behind which its policy would stand.")
    return html.replace(START, f'{START}\n  <meta http-equiv="Content-Security-Policy" content="{rule}">')
