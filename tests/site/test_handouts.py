"""The parts of printing that need no browser: what is escaped, what a failed print leaves behind, what is linked."""

from pathlib import Path

import handout
import pytest


@pytest.fixture
def tool(monkeypatch):
    import sys

    monkeypatch.syspath_prepend(str(Path(__file__).parents[2] / "tools"))
    import handouts
    yield handouts
    sys.modules.pop("handouts", None)


def test_text_cannot_leave_a_css_string():
    assert handout.css_string('a"b\\c\n</style>') == '"a\\22 b\\5c c\\a \\3c /style\\3e "'


def test_a_wrong_clinic_key_is_named(tmp_path: Path):
    _, faults = handout.clinic({"clinic": {"phone": "1"}}, tmp_path)
    assert len(faults) == 1 and "clinic.phone" in str(faults[0]) and "night" in str(faults[0])
    _, faults = handout.clinic({"clinic": {"logo": "assets/none.png"}}, tmp_path)
    assert "not in docs/" in str(faults[0])


def test_clinic_values_are_text(build, project_copy: Path, tmp_path: Path):
    config = project_copy / "mkdocs.yml"
    config.write_text(config.read_text("utf-8") + '\nextra:\n  clinic: {name: "<b onclick=x>Clinic</b> & Co", night: "555-0199"}\n', "utf-8")
    built = build(project_copy, tmp_path / "site")
    assert not built.returncode, built.stderr[-2000:]
    page = (tmp_path / "site" / "drugs" / "tamoxifen" / "handout.html").read_text("utf-8")
    assert "&lt;b onclick=x&gt;Clinic&lt;/b&gt; &amp; Co" in page and "<b onclick" not in page and "555-0199" in page


def test_a_failed_print_is_named_and_leaves_nothing(tool, tmp_path: Path):
    class Broken:
        def print(self, source, fragment, target):
            if "bad" in str(source):
                raise OSError("the browser is gone")
            target.write_bytes(b"%PDF")

    (tmp_path / "bad").mkdir()
    (tmp_path / "good").mkdir()
    old = tmp_path / "bad" / "handout.pdf"
    old.write_bytes(b"old")
    work = [(tmp_path / name / "handout.html", "", tmp_path / name / "handout.pdf") for name in ("bad", "good")]
    faults = tool.print_all(Broken(), work, tmp_path, lambda *_: None)
    assert faults == ["bad/handout.pdf: the browser is gone"]
    assert not old.exists() and (tmp_path / "good" / "handout.pdf").exists()


def test_only_pdfs_that_are_there_are_linked(tool, site: Path, tmp_path: Path):
    import shutil

    from conftest import PROJECT
    from guide import load

    copy = tmp_path / "site"
    shutil.copytree(site, copy)
    (copy / "drugs" / "tamoxifen" / "handout.pdf").write_bytes(b"%PDF")
    tool.link_pdfs(copy, load(PROJECT / "docs"))
    page = (copy / "drugs" / "tamoxifen" / "index.html").read_text("utf-8")
    assert 'href="handout.pdf"' in page and "handout-large.pdf" not in page
    assert 'href="../drugs/tamoxifen/handout.pdf"' in (copy / "handouts" / "index.html").read_text("utf-8")
    assert "handout.pdf" not in (copy / "drugs" / "letrozole" / "index.html").read_text("utf-8")
    (copy / "drugs" / "tamoxifen" / "handout.pdf").unlink()
    tool.link_pdfs(copy, load(PROJECT / "docs"))
    assert (copy / "drugs" / "tamoxifen" / "index.html").read_text("utf-8") == (site / "drugs" / "tamoxifen" / "index.html").read_text("utf-8")
