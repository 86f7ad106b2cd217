"""The security policy: on every page, without 'unsafe-inline', the same in all its forms; and what it forbids stops the build."""

import re

import pytest

import security

PAGE = f"<!doctype html><html><head>{security.START}<script>shared()</script></head><body>{{}}</body></html>"


def pages(site) -> dict[str, str]:
    return {path.relative_to(site).as_posix(): path.read_text("utf-8") for path in site.rglob("*.html")}


def test_every_page_has_the_policy_before_its_first_script(site):
    rules = set()
    for path, html in pages(site).items():
        meta = re.findall(r'<meta http-equiv="Content-Security-Policy" content="([^"]+)">', html)
        assert len(meta) == 1, f"{path}: {len(meta)} policies"
        assert html.index("Content-Security-Policy") < html.find("<script"), path
        assert all(security.digest(script) in meta[0] for script in security.inline_scripts(html)), path
        rules.add(meta[0])
    assert len(rules) == 1, "one policy for the whole site"
    assert "unsafe" not in rules.pop()


def test_hosts_are_told_the_same_policy(site):
    (rule,) = set(re.findall(r'Security-Policy" content="([^"]+)"', (site / "index.html").read_text("utf-8")))
    for name in ("_headers", "_headers.nginx"):
        text = (site / name).read_text("utf-8")
        assert f"{rule}; frame-ancestors 'none'" in text
        for header in ("nosniff", "no-referrer", "Permissions-Policy", "Cross-Origin-Opener-Policy", "X-Frame-Options"):
            assert header in text, f"{name}: {header}"


def test_kept_files_are_named_by_what_they_hold(site):
    """What is kept for a year must change its name when it changes; nothing on a page goes by an old name."""
    from hashlib import sha256

    kept = [path for folder in security.HASHED for path in (site / "assets" / folder).glob("*") if path.suffix != ".txt"]
    assert kept
    for path in kept:
        assert path.name.split(".")[-2] == sha256(path.read_bytes()).hexdigest()[:10], path.name
    named = {match for html in pages(site).values() for match in re.findall(r"assets/(?:css|fonts|images|js)/[\w.-]+", html)}
    assert [name for name in sorted(named) if not (site / name).exists()] == []


PLANTED = [
    '<script>alert(1)</script>', '<script type="module">alert(1)</script>', '<SCRIPT>alert(1)</SCRIPT>', "<style>p{}</style>",
    '<p style="color:red">x</p>', "<p style='color:red'>x</p>", '<img src="x" onerror="alert(1)">', '<a href="javascript:alert(1)">x</a>',
    '<a href=" javascript:alert(1)">x</a>', '<a href="data:text/html,x">x</a>', '<script src="https://elsewhere.test/x.js"></script>',
    '<script src="//elsewhere.test/x.js"></script>', '<iframe src="x"></iframe>', '<base href="https://elsewhere.test/">', '<object data="x"></object>',
]


@pytest.mark.parametrize("planted", PLANTED)
def test_what_the_policy_forbids_is_named(planted: str):
    clean = {f"{number}.html": PAGE.format("") for number in range(3)}
    with pytest.raises(security.SecurityError, match=r"^bad\.html: .* Cure: "):
        security.allowed_scripts({**clean, "bad.html": PAGE.format(planted)})


@pytest.mark.parametrize("harmless", ['<p>Write style="x" and onclick="y" in words.</p>', '<script type="application/ld+json">{"a": "<b style=\\"c\\">"}</script>',
                                      '<script src="../assets/js/guide.js" defer></script>', '<a href="tel:988">988</a>'])
def test_what_is_harmless_is_let_through(harmless: str):
    assert security.allowed_scripts({"a.html": PAGE.format(""), "b.html": PAGE.format(harmless.replace('style="x" and onclick="y"', "style and onclick"))}) == ["shared()"]


def test_a_script_in_a_page_stops_the_build(project_copy, build, tmp_path):
    page = project_copy / "docs" / "about" / "privacy.md"
    page.write_text(page.read_text("utf-8") + "\n<script>alert(1)</script>\n", "utf-8")
    built = build(project_copy, tmp_path / "site")
    assert built.returncode != 0
    assert "inline script" in built.stdout + built.stderr or "about/privacy" in built.stdout + built.stderr
