"""The README's table of settings, made from the code: `.venv/bin/python -m docs.settings` writes it anew."""

from __future__ import annotations

import re
from pathlib import Path

from app.settings import Settings

README = Path(__file__).resolve().parent.parent / "README.md"
PLACE = re.compile(r"(?<=<!-- settings -->\n).*?(?=<!-- /settings -->)", re.DOTALL)


def table() -> str:
    """One row a setting: the environment variable, what it is without one, what it means."""
    prefix = Settings.model_config.get("env_prefix", "")
    rows = [
        f"| `{prefix}{name.upper()}` | `{field.default}` | {field.description} |"
        for name, field in Settings.model_fields.items()
    ]
    return "\n".join(["| variable | default | meaning |", "|---|---|---|", *rows, ""])


def main() -> None:
    text, places = PLACE.subn(lambda _: table(), README.read_text())
    assert places == 1, "README.md has lost the place of its table"
    README.write_text(text)


if __name__ == "__main__":
    main()
