"""What a plain install brings may be passed on: every package that requirements.lock pins has a permissive licence."""

from __future__ import annotations

import re
from importlib.metadata import distribution
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PERMISSIVE = re.compile(r"\b(MIT|0?BSD(-[23]-Clause)?|Apache(-2.0| Software)|PSF-2.0|MPL-2.0|ISC|Zlib|CC0-1.0)\b")
PINNED = sorted(set(re.findall(r"^([\w.-]+)==", (ROOT / "requirements.lock").read_text(), re.MULTILINE)))


@pytest.mark.parametrize("package", PINNED)
def test_the_license_is_permissive(package: str) -> None:
    metadata = distribution(package).metadata
    classifiers = [line for line in metadata.get_all("Classifier") or [] if line.startswith("License")]
    named = [text[:80] for field in ("License-Expression", "License") for text in metadata.get_all(field) or []]
    said = " ".join([*named, *classifiers])
    assert PERMISSIVE.search(said), said
    assert not re.search(r"\bA?L?GPL|General Public", said), said


def test_browser_libraries_come_with_their_licenses() -> None:
    vendored = ROOT / "static" / "vendor"
    libraries = [path for path in vendored.iterdir() if path.suffix in (".js", ".css")]
    assert libraries
    assert (vendored / "LICENSES.txt").stat().st_size > 500
