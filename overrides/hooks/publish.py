"""The last step of the build, over the finished files: names that hold a hash, and the security policy."""

from __future__ import annotations

from pathlib import Path

import assets
import security

TEXTS = {".html", ".js", ".css", ".json", ".xml"}


def finish(site: Path) -> None:
    """Give assets their hashed names, and each page its policy; write the files that tell hosts about it."""
    files = {path.relative_to(site).as_posix(): path for path in sorted(site.rglob("*")) if path.is_file()}
    named = assets.renamed({name: path.read_bytes() for name, path in files.items() if assets.NAMED.fullmatch(name)})
    for old, (new, content) in named.items():
        files.pop(old).unlink()
        (site / new).write_bytes(content)
    new_names = {old: new for old, (new, _) in named.items()}
    texts = {name: path.read_text("utf-8") for name, path in files.items() if path.suffix in TEXTS}
    pages = {name: text for name, text in texts.items() if name.endswith(".html")}
    scripts = security.allowed_scripts(pages)
    rule = security.policy(scripts, meta=True)
    for name, text in texts.items():
        finished = assets.pointed(text, new_names)
        if name in pages:
            finished = security.secured(finished, rule)
        if finished != text:
            files[name].write_text(finished, "utf-8")
    for name, text in security.for_hosts(scripts).items():
        (site / name).write_text(text, "utf-8")
