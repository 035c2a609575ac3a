"""The locks pin what pyproject.toml asks for, with hashes, and name no registry."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
PINNED = re.compile(r"^(?P<name>[\w.-]+)==(?P<version>[^ ;]+)", re.MULTILINE)
LOCKS = {"requirements.lock": (), "requirements-dev.lock": ("test", "check")}


def asked_for(extras: tuple[str, ...]) -> list[Requirement]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    lists = [project["dependencies"], *(project["optional-dependencies"][extra] for extra in extras)]
    return [Requirement(line) for lines in lists for line in lines]


@pytest.mark.parametrize("lock", LOCKS)
def test_the_lock_satisfies_the_project(lock: str) -> None:
    pins = PINNED.findall((ROOT / lock).read_text())
    for requirement in asked_for(LOCKS[lock]):
        versions = [version for name, version in pins if name == canonicalize_name(requirement.name)]
        assert versions, f"run scripts/lock: {requirement} is not pinned"
        assert all(requirement.specifier.contains(version) for version in versions), f"run scripts/lock: {requirement}"


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_has_hashes_and_no_address(lock: str) -> None:
    text = (ROOT / lock).read_text()
    pins = re.split(r"^(?=\w)", text, flags=re.MULTILINE)[1:]
    assert pins
    assert all("--hash=sha256:" in pin for pin in pins)
    assert "://" not in text


def test_the_npm_lock_has_hashes_and_no_registry() -> None:
    text = (ROOT / "package-lock.json").read_text()
    assert '"integrity": "sha512-' in text
    assert '"resolved"' not in text
