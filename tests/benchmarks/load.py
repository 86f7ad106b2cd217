"""How many readers one nginx with deploy/nginx.conf serves: 200 connections for 20 seconds, on this machine's own loop.

    python tests/benchmarks/load.py [connections] [seconds]

Needs wrk (Debian: apt-get install wrk). Shares the processor with wrk, so read it as a lower bound.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT / "tests" / "site"), str(ROOT / "tools")]

import nginx  # noqa: E402
from precompress import precompress  # noqa: E402

PATHS = ["/", "/drugs/", "/drugs/tamoxifen/", "/treatments/chemotherapy/", "/help/emergencies/", "/search/names.js"]
SCRIPT = """
local paths = { %s }
local at = 0
request = function()
  at = at %% #paths + 1
  return wrk.format("GET", paths[at], { ["Accept-Encoding"] = "gzip" })
end
"""


def main(connections: int, seconds: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        scratch = Path(folder)
        site = scratch / "guide"
        subprocess.run([sys.executable, "-m", "mkdocs", "build", "-q", "-d", str(site)], cwd=ROOT, check=True, capture_output=True,
                       env={**os.environ, "NO_MKDOCS_2_WARNING": "1"})
        precompress(site)
        script = scratch / "paths.lua"
        script.write_text(SCRIPT % ", ".join(f'"{path}"' for path in PATHS))
        with nginx.serve(site, scratch, workers=os.cpu_count() or 1) as address:
            said = subprocess.run(["wrk", "-t2", f"-c{connections}", f"-d{seconds}s", "--latency", "-s", str(script), address], check=True,
                                  capture_output=True, text=True).stdout
        print(said)
        errors = "Socket errors" in said or "Non-2xx" in said
        print("errors: some, see above" if errors else "errors: 0")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 200, int(sys.argv[2]) if len(sys.argv) > 2 else 20)
