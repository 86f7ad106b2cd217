"""The only file that knows MkDocs: each event calls one function of the modules beside it.

Material for MkDocs ends in May 2027. Moving to another builder means writing this file anew and nothing else.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))  # MkDocs loads a hook by its path; the modules beside it are imported by name

import contract  # noqa: E402
import handout  # noqa: E402
import made_blocks  # noqa: E402
import navigation  # noqa: E402
import page_data  # noqa: E402
import publish  # noqa: E402
import search_names  # noqa: E402
import theme  # noqa: E402
from guide import Guide, GuideError, load  # noqa: E402
from mkdocs.exceptions import Abort  # noqa: E402
from security import SecurityError  # noqa: E402

_guide: Guide | None = None
_paper = handout.Paper()


def on_config(config):
    """Read and check the whole guide before anything is built; a fault stops the build with all faults listed."""
    global _guide, _paper
    try:
        _guide = load(Path(config.docs_dir))
        clinic, faults = handout.clinic(config.extra, Path(config.docs_dir))
        _paper = handout.Paper(clinic)
        config.nav = navigation.expanded(config.nav, _guide)
        found = [*faults, *contract.problems(_guide), *contract.navigation(_guide, navigation.listed(config.nav))]
        if found:
            raise GuideError(found)
    except GuideError as error:
        raise Abort(str(error)) from None
    return config


def on_files(files, config):
    """Publish nothing of the theme that no page uses."""
    own = {file.src_uri for file in files if file.src_dir == config.docs_dir}
    for path in theme.left_out(file.src_uri for file in list(files)):
        if path not in own:
            files.remove(files.src_uris[path])
    return files


def on_page_markdown(markdown, page, config, files):
    """Replace markers by what the guide makes for them; give the search index the page's names."""
    entry = _guide.pages[page.file.src_uri]
    page.meta.update(page_data.search_meta(entry))
    return made_blocks.expand(entry, _guide)


def on_page_content(html, page, config, files):
    """Make the list of sources, which Python-Markdown has put in its place by now, light to show."""
    return made_blocks.light_sources(html)


def on_env(env, config, files):
    """Keep the theme's templates, which handouts are made with; tell them where the search's worker is."""
    _paper.env = env
    env.globals["search_worker"] = theme.worker(file.src_uri for file in files)
    return env


def on_page_context(context, page, config, nav):
    """Give the templates what they show beside the text: names, status, structured data, address; make the page's handout."""
    entry = _guide.pages[page.file.src_uri]
    context["entry"] = page_data.for_template(entry, _guide, page.canonical_url or "")
    context |= _paper.add(entry, _guide, page.content, page.url, page.canonical_url or "", context)
    return context


def on_post_build(config):
    """Write the files of the search (the search plugin's index is there by now) and of the handouts; then finish all files."""
    site = Path(config.site_dir)
    index = (site / "search" / "search_index.json").read_text("utf-8")
    for path, text in search_names.files(_guide, index).items():
        (site / path).write_text(text, "utf-8")
    for path, text in _paper.files(_guide, config.nav).items():
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_text(text, "utf-8")
    try:
        publish.finish(site)
    except SecurityError as error:
        raise Abort(str(error)) from None
