"""The real nginx, with deploy/nginx.conf, serving a built site on this machine."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PROJECT = Path(__file__).parents[2]
INSTALL = ["apt-get", "install", "--yes", "-qq", "--no-install-recommends", "nginx-light"]
MISSING = "No nginx here, and `apt-get install nginx-light` did not bring it. Install it: these tests are about the real one."


def find() -> str:
    """The path of nginx; installs Debian's package if there is none. Raises RuntimeError if that fails too."""
    program = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin:/usr/local/sbin")
    if program:
        return program
    root = [] if os.geteuid() == 0 else ["sudo", "-n"]
    # Its own service would start at once and take port 80.
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"}
    for command in ([*root, "apt-get", "-qq", "update"], [*root, *INSTALL]):
        subprocess.run(command, env=environment, check=False, stdout=sys.stderr, stdin=subprocess.DEVNULL)
    if Path("/usr/sbin/nginx").exists():
        return "/usr/sbin/nginx"
    raise RuntimeError(MISSING)


@contextmanager
def serve(site: Path, scratch: Path, workers: int = 1) -> Iterator[str]:
    """Serve ``site`` as deploy/nginx.conf says, on a free port; gives the address, with a slash at its end."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    guide = (PROJECT / "deploy" / "nginx.conf").read_text("utf-8")
    for old, new in {"listen 80;": f"listen 127.0.0.1:{port} backlog=4096;", "listen [::]:80;": "", "/srv/guide": str(site)}.items():
        assert old in guide, f"deploy/nginx.conf no longer says {old!r}, which this test puts its own in place of"
        guide = guide.replace(old, new)
    (scratch / "guide.conf").write_text(guide)
    temporary = "".join(f"{kind}_temp_path {scratch}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
    (scratch / "nginx.conf").write_text(
        ("user root;\n" if os.geteuid() == 0 else "")
        + f"worker_processes {workers};\ndaemon off;\npid {scratch}/pid;\nerror_log {scratch}/error.log;\nevents {{ worker_connections 2048; }}\n"
        + f"http {{\ninclude /etc/nginx/mime.types;\naccess_log off;\nsendfile on;\ntcp_nopush on;\n{temporary}include {scratch}/guide.conf;\n}}\n")
    process = subprocess.Popen([find(), "-p", str(scratch), "-c", str(scratch / "nginx.conf"), "-e", str(scratch / "error.log")],
                               stderr=subprocess.PIPE, text=True)
    try:
        for _ in range(200):
            if process.poll() is not None:
                raise RuntimeError(f"nginx did not start: {process.stderr.read()}")
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.02)
        yield f"http://127.0.0.1:{port}/"
    finally:
        process.terminate()
        process.wait(10)
