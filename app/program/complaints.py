"""What the sandbox says about a program, in words that tell a learner what to do, at a place in the learner's text."""

from __future__ import annotations

import ast
import difflib
import re

from pydantic_monty import MontyRuntimeError, MontySyntaxError

from app.program.accepted import MODULES
from app.program.errors import ProgramError, UnknownNames
from app.program.limits import SandboxLimits
from app.program.prelude import PUBLIC
from app.program.refused import NAMES, SYNTAX, instead_of_module
from app.program.rewrite import Rewritten
from app.program.rewrite.hooks import PREFIX
from app.program.rewrite.walk import every
from app.program.source import Source, Span

PROGRAM = "<python-input-2>"  # what the sandbox calls the text of the program: it is the third that it gets
HINTS = {
    "AssertionError": "The program itself asked for this to hold.",
    "IndexError": "The first item has the index 0; print the length of the list to see how many there are.",
    "KeyError": "Print the dictionary to see which keys it has.",
    "ZeroDivisionError": "A plain number was divided by 0; a Value may be, and gives infinity.",
    "OverflowError": "Use floats, such as 10.0, where whole numbers get too long.",
    "ModuleNotFoundError": "The page “What Python we accept” lists all modules and what is in them.",
    "RecursionError": "Give it a case that ends, or write a loop.",
    "MemoryError": "Use fewer rounds, or fewer and smaller lists.",
}


def syntax_complaint(error: SyntaxError, source: Source) -> ProgramError:
    """A text that is not Python."""
    line = min(max(error.lineno or 1, 1), max(len(source.lines), 1))
    shift = source.shift(line)
    text = source.lines[line - 1].rstrip("\r\n") if source.lines else ""
    column = min(max((error.offset or 1) - 1, 0) + shift, len(text))
    end_line, end_column = error.end_lineno or line, (error.end_offset or 0) - 1 + shift
    if end_line != line or end_column <= column:
        end_line, end_column = line, max(column + 1, len(text)) if column >= len(text) else column + 1
    message = str(error.msg)
    hint = next(
        (hint for part, hint in _SYNTAX_HINTS.items() if part in message), "Look at this line and the one above it."
    )
    return ProgramError(
        f"This is not Python: {message[:200]}.", hint=hint, code="syntax", span=(line, column, end_line, end_column)
    )


_SYNTAX_HINTS = {
    "was never closed": "Add the closing bracket.",
    "unmatched": "Remove this bracket, or add the one that opens it.",
    "does not match opening": "Close brackets in the order they were opened.",
    "unterminated": "Add the closing quote.",
    "expected ':'": "End the line with a colon.",
    "expected an indented block": "Indent the line below by four spaces.",
    "unexpected indent": "Remove the spaces before this line.",
    "unindent does not match": "Use the same spaces before all lines of a block.",
    "inconsistent use of tabs": "Use spaces only, or tabs only.",
    "Maybe you meant '=='": "Compare with ==; a single = gives a name to a value.",
    "cannot assign": "A name belongs on the left of =, the expression on its right.",
    "invalid decimal literal": "A name cannot begin with a digit; write 2*x for “two x”.",
    "invalid character": "Type this character anew; pasted text often brings look-alikes.",
    "invalid non-printable": "Delete this character; pasted text often brings invisible ones.",
    "perhaps you forgot a comma": "Put a comma or an operator, such as *, between the two.",
    "Missing parentheses in call to 'print'": "Write print(…) with parentheses.",
}


def run_complaint(
    error: MontyRuntimeError | MontySyntaxError, program: Rewritten, last: Span, limits: SandboxLimits
) -> ProgramError:
    """A program that failed while it ran; `last` is the last place that it said it was at."""
    kind, _, text = error.display("type-msg").partition(": ")
    kind, text = kind.strip(), re.sub(r"\nassert .*", "", text, flags=re.DOTALL).strip()
    last = last if last[0] else _first_loop(program)
    span = _place(error, program)
    if span is None or last[0] and _is_all_of_a_function(span, program):
        span = last
    match kind:
        case "NameError" if "is not there" in text:
            message = f"There is no {text.split(chr(39))[1]} here."
            return ProgramError(message, hint=HINTS["ModuleNotFoundError"], code="name", span=span)
        case "AttributeError" if "'Namespace' object" in text:
            message = f"This module has no {re.findall(chr(39) + '(.*?)' + chr(39), text)[-1]} here."
            return ProgramError(message, hint=HINTS["ModuleNotFoundError"], code="attribute", span=span)
        case "NameError":
            return _unknown(re.findall(r"'(.*?)'", text)[0], program, span)
        case "TimeoutError":
            return ProgramError(
                f"The program computed for more than {limits.seconds:g} seconds and was stopped.",
                hint="Look for a loop that never ends, or let it do fewer rounds.",
                code="timeout",
                span=last,
            )
        case "MemoryError" if text.startswith("the graph"):
            message = f"The graph has more than {limits.nodes:,} nodes."
        case "MemoryError" if text.startswith("all rounds"):
            message = f"All rounds of the program together have more than {limits.nodes_in_all:,} nodes."
        case "MemoryError":
            message = f"The program needs more than {limits.memory // 2**20} MB of memory."
        case "RecursionError":
            message, span = f"Functions call each other more than {limits.recursion} deep.", last
        case "ModuleNotFoundError":
            message = f"There is no module {text} here."
            if instead := instead_of_module(text):
                return ProgramError(message, hint=instead, code=_code(kind), span=span)
        case "PermissionError":
            message = "Programs here have no files."
            return ProgramError(message, hint=NAMES["open"][1], code=_code(kind), span=span)
        case "SyntaxError":
            message = _sentence(f"The sandbox cannot take this: {text}")
        case "NotImplementedError" if "monty" in text:
            lacking = text.rpartition("yet support ")[2]
            message = f"This Python is not supported here: {lacking}."
            if row := next((row for words, row in SYNTAX.items() if words in lacking), None):
                return ProgramError(message, hint=row[1], code=_code(kind), span=span)
        case "Exception" | "RuntimeError":
            message = _sentence(text or kind)
        case _:
            message = _sentence(f"{kind}: {text}" if text else kind)
    return ProgramError(message, hint=HINTS.get(kind, _type_hint(text)), code=_code(kind), span=span)


def stopped_complaint(limits: SandboxLimits, program: Rewritten) -> ProgramError:
    """A program whose process had to be killed."""
    return ProgramError(
        f"The program did not stop within {limits.seconds:g} seconds and was ended.",
        hint="Look for numbers that grow without end, or for a loop that never does.",
        code="timeout",
        span=_first_loop(program),
    )


def _first_loop(program: Rewritten) -> Span:
    """Where a program begins that may not end."""
    loops = [node for node in every(program.tree) if isinstance(node, ast.While | ast.For)]
    return min([program.source.span(node) for node in loops] or [(1, 0, 1, 0)])


def _is_all_of_a_function(span: Span, program: Rewritten) -> bool:
    """Whether a place says no more than in which function it was: the sandbox forgets what a function called."""
    functions = (node for node in every(program.tree) if isinstance(node, ast.FunctionDef))
    return any(program.source.span(node)[:2] == span[:2] for node in functions)


def _place(error: MontyRuntimeError | MontySyntaxError, program: Rewritten) -> Span | None:
    """The innermost place of the error that is the program's own."""
    for frame in reversed(error.traceback()):
        if frame.filename == PROGRAM:
            span = program.span_of(frame.line, frame.column, frame.end_line, frame.end_column)
            if span[0]:
                return span
    return None


def _unknown(name: str, program: Rewritten, span: Span) -> ProgramError:
    if name in program.scope.bound:
        return ProgramError(
            f"{name} has no value yet here.",
            hint=f"Move the line that sets {name} above this one.",
            code="name",
            span=span,
        )
    if name in NAMES:
        return ProgramError(f"There is no {name}() here.", hint=NAMES[name][1], code="name", span=span)
    names = tuple(loose.id for loose in program.loose if loose.id not in program.scope.called)
    near = difflib.get_close_matches(name, sorted(program.scope.bound | PUBLIC.keys() | MODULES.keys()), 1, 0.7)
    if near:
        return ProgramError(f"{name} is not defined.", hint=f"Did you mean {near[0]}?", code="name", span=span)
    if name in program.scope.called or name not in names:
        return ProgramError(f"{name} is not defined.", hint=f"Define {name} above this line.", code="name", span=span)
    listed = " and ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
    return UnknownNames(
        f"{listed} {'is' if len(names) == 1 else 'are'} not defined.",
        names,
        hint=f"Give {'it a value' if len(names) == 1 else 'each a value'}, such as {names[0]} = Value(2.0).",
        span=span,
    )


def _sentence(text: str) -> str:
    text = text.replace(PREFIX, "")
    text = text[:300] + ("…" if len(text) > 300 else "")
    return text + ("" if text.endswith((".", "!", "?")) else ".")


_HINTS_BY_WORDS = {
    "does not require grad": "Switch it on where the leaf is made: requires_grad=True.",
    "through the graph a second time": "Compute the result anew before the next backward(), or keep the graph.",
    "leaf Variable": "Put the change inside of “with torch.no_grad():”.",
    "assigned grad expected": "Write p.grad = None, or p.grad.zero_().",
    "Variable data has to be": "Write p.data = torch.tensor(…), or p.data.fill_(…).",
    "only for scalar outputs": "Make one number of it first, with .sum() or .mean().",
    "floating point": "Write the number with a point: 2.0.",
    "change requires_grad": "Use .detach() to go on without a gradient.",
    "elements cannot be converted": "Pick one element with [0], or take .tolist().",
    "computes outside of the graph": "Write forward with functions of torch, or write the formula itself.",
    "whose backward is the derivative": "Correct the backward, or say the formula itself where the function is used.",
    "backward(create_graph=True)": "Write dy, = torch.autograd.grad(y, x, create_graph=True), and go on with dy.",
    "gradient of the gradient of": "Write the first derivative as a formula of its own, and call backward() of that.",
    "gives back another gradient": "Let the hook look at the gradient, or keep it; change gradients after backward().",
    "'function' object has no attribute": "Functions hold nothing here: use a variable, or a class with __call__.",
    "has no attribute '__dict__'": "Name the attributes: a.data, a.grad.",
    "'NoneType' object has no attribute": "Nothing is there yet; a gradient is there only after backward().",
    "must be real number, not": "math works on plain numbers; of a Value write x.tanh(), or take x.data.",
    "must be Tensor, not": "Wrap the number: torch.tensor(2.0).",
    "unsupported operand": "Operations join numbers and Values; look at what is on both sides.",
    "can only concatenate": "Operations join numbers and Values; look at what is on both sides.",
    "not callable": "Only functions can be called; is there a * missing before the bracket?",
    "positional argument": "Compare the call with the first line of the function.",
    "keyword argument": "Compare the call with the first line of the function.",
    "has no attribute": "Look at the spelling, and at what kind of thing stands before the dot.",
}


def _type_hint(text: str) -> str:
    found = (hint for words, hint in _HINTS_BY_WORDS.items() if words in text)
    return next(found, "Print the parts of this line to see what they are.")


def _code(kind: str) -> str:
    kind = kind.rpartition(".")[2]
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", kind.removesuffix("Error") or kind).lower()
