"""Adding a medicine is adding one file: the build finds it a place everywhere."""

import json
from pathlib import Path

MADE_UP = "exemplumab"


def test_one_new_file_is_enough(project_copy: Path, build, tmp_path: Path):
    """A made-up copy of tamoxifen under another name reaches the A to Z, comparison, treatment page, navigation and search."""
    drugs = project_copy / "docs" / "drugs"
    text = (drugs / "tamoxifen.md").read_text("utf-8")
    head, _, body = text.removeprefix("---\n").partition("\n---\n")
    for old, new in [("title: Tamoxifen", "title: Exemplumab"), ("generic: tamoxifen", f"generic: {MADE_UP}"),
                     ("  full: tamoxifen citrate\n", ""), ("brands: [Soltamox]", "brands: [Exemplora]"),
                     ("old_brands: [Nolvadex]", "old_brands: [Exemplex]"), ("description: ", "description: Made up. ")]:
        assert old in head
        head = head.replace(old, new)
    head = "\n".join(line for line in head.split("\n") if not line.startswith("  misspellings:"))
    (drugs / f"{MADE_UP}.md").write_text(f"---\n{head}\n---\n{body}", "utf-8")

    site = tmp_path / "site"
    built = build(project_copy, site)
    assert built.returncode == 0, built.stdout + built.stderr

    a_to_z = (site / "drugs" / "index.html").read_text("utf-8")
    assert a_to_z.count(f'href="{MADE_UP}/"') >= 4, "each of its names, and the lists by treatment and by cancer, lead to it"
    assert "Exemplora" in a_to_z and "Exemplex" in a_to_z
    treatment = (site / "treatments" / "hormone-therapy" / "index.html").read_text("utf-8")
    assert treatment.count(f"../../drugs/{MADE_UP}/") >= 3, "the treatment's list and both comparison tables hold it"
    index = json.loads((site / "search" / "search_index.json").read_text("utf-8"))
    tags = next(doc["tags"] for doc in index["docs"] if doc["location"] == f"drugs/{MADE_UP}/")
    assert {"Exemplora", "Exemplex"} <= set(tags)
