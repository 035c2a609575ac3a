"""argparse, for programs that nobody calls with arguments: each option has what it has by itself."""

from __future__ import annotations

from typing import Any

from app.program.prelude.modules import MODULES, Namespace, nothing

UNSET: Any = Namespace()
FIRST = {"store_true": False, "store_false": True, "count": None, "append": None}


class Arguments:
    """argparse.Namespace"""

    def __init__(self, **values: Any) -> None:
        self._names = list(values)
        for name in values:
            setattr(self, name, values[name])

    def __repr__(self) -> str:
        return "Namespace(" + ", ".join([f"{name}={getattr(self, name)!r}" for name in self._names]) + ")"


class ArgumentParser:
    """argparse.ArgumentParser"""

    def __init__(self, *items: Any, **options: Any) -> None:
        self.rows: list[tuple[tuple[str, ...], str, dict[str, Any]]] = []
        self.defaults: dict[str, Any] = {}

    def add_argument(self, *flags: str, **options: Any) -> None:
        if not flags:
            raise ValueError("add_argument() needs a name, such as '--epochs'")
        long = [flag for flag in flags if flag.startswith("--")] or list(flags)
        self.rows.append((flags, options.get("dest") or long[0].lstrip("-").replace("-", "_"), options))

    def add_argument_group(self, *items: Any, **options: Any) -> ArgumentParser:
        return self

    def add_mutually_exclusive_group(self, **options: Any) -> ArgumentParser:
        return self

    def set_defaults(self, **values: Any) -> None:
        self.defaults = {**self.defaults, **values}

    def parse_args(self, args: Any = None, namespace: Any = None) -> Any:
        values: dict[str, Any] = {}
        for flags, name, options in self.rows:
            values[name] = self.first(flags, name, options)
        values = {**values, **self.defaults}
        words = list(args or [])
        loose = [row for row in self.rows if not row[0][0].startswith("-")]
        while words:
            word, _, given = words.pop(0).partition("=")
            row = [each for each in self.rows if word in each[0]] or ([] if word.startswith("-") else loose[:1])
            if not row:
                raise ValueError(f"unrecognized arguments: {word}")
            flags, name, options = row[0]
            if row[0] in loose:
                loose, given = loose[1:], word
            if options.get("action") in ("store_true", "store_false"):
                values[name] = options["action"] == "store_true"
                continue
            kind = options.get("type", str)
            if not (given or words):
                raise ValueError(f"argument {word}: expected one argument")
            if options.get("nargs") in ("+", "*"):
                taken = [given] if given else []
                while words and not words[0].startswith("--"):
                    taken.append(words.pop(0))
                values[name] = [kind(each) for each in taken]
            else:
                values[name] = kind(given or words.pop(0))
        lacking = [name for name in values if values[name] is UNSET]
        if lacking:
            raise ValueError(f"the following arguments are required: {', '.join(lacking)}")
        return Arguments(**values)

    def parse_known_args(self, args: Any = None, namespace: Any = None) -> Any:
        return self.parse_args(args), []

    def first(self, flags: tuple[str, ...], name: str, options: dict[str, Any]) -> Any:
        """What an option is that nobody gives."""
        if "default" in options:
            default = options["default"]
            return options["type"](default) if isinstance(default, str) and "type" in options else default
        if options.get("required") or not flags[0].startswith("-") and options.get("nargs") not in ("?", "*"):
            return UNSET
        return FIRST.get(options.get("action", ""))


MODULES["argparse"] = Namespace(
    ArgumentParser=ArgumentParser,
    Namespace=Arguments,
    ArgumentDefaultsHelpFormatter=nothing,
    RawDescriptionHelpFormatter=nothing,
    RawTextHelpFormatter=nothing,
    BooleanOptionalAction="store_bool",
)
