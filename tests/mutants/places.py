"""Places of the source where one thing can be changed, and what to change it to.

Reads Rust with tree-sitter. A change is an expression (or a statement) for another, so that both
can stand in one program, behind a switch.
"""

import re
from dataclasses import dataclass, field
from pathlib import Path

import tree_sitter_rust
from tree_sitter import Language, Parser

PARSER = Parser(Language(tree_sitter_rust.language()))

# An operator, and what may stand in its place.
OPERATORS = {
    "==": ["!="], "!=": ["=="],
    "<": ["<=", ">"], "<=": ["<", ">="], ">": [">=", "<"], ">=": [">", "<="],
    "&&": ["||"], "||": ["&&"],
    "+": ["-"], "-": ["+"], "*": ["+"], "/": ["*"],
    "|": ["&"], "&": ["|"],
    "+=": ["-="], "-=": ["+="], "|=": ["&="], "&=": ["|="],
}

# A method, and its counterpart.
METHODS = {
    one: other
    for pair in [
        ("min", "max"), ("first", "last"), ("any", "all"), ("is_some", "is_none"),
        ("is_some_and", "is_none_or"), ("skip", "take"), ("next", "next_back"),
        ("position", "rposition"), ("checked_add", "checked_sub"),
        ("saturating_add", "saturating_sub"), ("and", "or"), ("is_lt", "is_le"),
        ("is_gt", "is_ge"), ("min_by_key", "max_by_key"), ("take_while", "skip_while"),
    ]
    for one, other in [pair, pair[::-1]]
}

# A field, and the one beside it.
FIELDS = {"lo": "hi", "hi": "lo"}

# What is no part of the program, or must be constant.
OUTSIDE = {
    "attribute_item", "inner_attribute_item", "const_item", "static_item", "array_type",
    "enum_variant", "macro_definition", "token_tree", "match_pattern", "tuple_struct_pattern",
    "range_pattern", "or_pattern", "type_arguments", "const_block", "line_comment",
    "block_comment", "struct_pattern", "tuple_pattern", "slice_pattern",
}


@dataclass
class Change:
    """A place of a file, as bytes, and what it would say instead: pieces of other places and text."""

    path: str
    line: int
    start: int
    end: int
    # What stands there instead: text, or a range of the file that stays.
    instead: list = field(repr=False)
    # A statement is left out; an expression has another value.
    statement: bool
    told: str
    number: int = 0


def changes(root: Path, path: str) -> list[Change]:
    """Every change of a file."""
    text = (root / path).read_bytes()
    found: list[Change] = []

    def say(a: int, b: int) -> str:
        return re.sub(r"\s+", " ", text[a:b].decode())

    def add(node, instead: list, statement=False):
        now = say(node.start_byte, node.end_byte)
        then = "".join(say(*p) if isinstance(p, tuple) else p for p in instead) or "(left out)"
        told = f"{now}  =>  {then}"
        place = (path, node.start_point[0] + 1, node.start_byte, node.end_byte)
        found.append(Change(*place, instead, statement, told))

    def whole(node) -> tuple[int, int]:
        return (node.start_byte, node.end_byte)

    def swap(node, part, other: str):
        add(node, [(node.start_byte, part.start_byte), other, (part.end_byte, node.end_byte)])

    def visit(node):
        if node.type in OUTSIDE or is_constant(node) or is_test(node, text):
            return
        expression(node)
        for child in node.children:
            visit(child)

    def expression(node):
        kind = node.type
        if kind in ("binary_expression", "compound_assignment_expr"):
            operator = node.child_by_field_name("operator")
            if not has_let(node):
                for other in OPERATORS.get(operator.type, []):
                    swap(node, operator, other)
        elif kind == "unary_expression" and node.children[0].type == "!":
            add(node, [whole(node.children[1])])
        elif kind in ("if_expression", "while_expression"):
            condition = node.child_by_field_name("condition")
            if not has_let(condition) and condition.type != "let_condition":
                add(condition, ["!(", whole(condition), ")"])
                if kind == "if_expression":
                    add(condition, ["false"])
                    add(condition, ["true"])
        elif kind == "match_arm":
            guard = node.child_by_field_name("pattern").child_by_field_name("condition")
            if guard is not None and not has_let(guard) and guard.type != "let_condition":
                add(guard, ["true"])
                add(guard, ["false"])
        elif kind == "integer_literal":
            digits = re.match(r"(0x[0-9a-fA-F_]+|[0-9_]+)(\w*)", text[slice(*whole(node))].decode())
            value = int(digits[1].replace("_", ""), 0)
            add(node, [f"{value - 1 if value in (127, 255, 65535) else value + 1}{digits[2]}"])
        elif kind == "boolean_literal":
            add(node, ["false" if text[slice(*whole(node))] == b"true" else "true"])
        elif kind == "call_expression":
            called(node)
        elif kind == "field_expression" and node.parent.type != "call_expression":
            name = node.child_by_field_name("field")
            other = FIELDS.get(text[slice(*whole(name))].decode())
            if other:
                swap(node, name, other)
        elif kind == "expression_statement" and node.children[0].type in (
            "call_expression", "compound_assignment_expr", "return_expression",
            "continue_expression", "break_expression", "assignment_expression",
        ):
            add(node, [], statement=True)

    def called(node):
        function = node.child_by_field_name("function")
        arguments = node.child_by_field_name("arguments")
        if text[slice(*whole(function))] == b"Some":
            add(node, ["None"])
        if function.type == "field_expression":
            name = function.child_by_field_name("field")
            word = text[slice(*whole(name))].decode()
            if word in METHODS:
                swap(node, name, METHODS[word])
            if word in ("is_empty", "contains", "contains_key", "insert", "is_unknown"):
                if node.parent.type != "expression_statement":
                    add(node, ["!", whole(node)])
            if word in ("sort", "sort_unstable", "dedup", "reverse", "rev", "abs", "filter"):
                if word in ("abs", "rev") and len(arguments.named_children) == 0:
                    add(node, [whole(function.child_by_field_name("value"))])

    visit(PARSER.parse(text).root_node)
    return found


def has_let(node) -> bool:
    """Whether a condition binds names, which it must go on doing."""
    return any(c.type in ("let_condition", "let_chain") or has_let(c) for c in node.children
               if node.type in ("binary_expression", "let_chain", "parenthesized_expression"))


def is_constant(node) -> bool:
    """Whether a function runs when the program is built."""
    modifiers = [c for c in node.children if c.type == "function_modifiers"]
    return node.type == "function_item" and any(b"const" in m.text for m in modifiers)


def is_test(node, text: bytes) -> bool:
    """Whether what stands before an item keeps it out of the program."""
    before = node.prev_sibling
    return before is not None and before.type == "attribute_item" and b"cfg(test)" in before.text


def of_project(root: Path, below: list[str]) -> list[Change]:
    """Every change of the library and the program, tests left out."""
    found = []
    for path in sorted((root / "src").rglob("*.rs")):
        name = path.relative_to(root).as_posix()
        tests = "/tests/" in name or name.endswith("tests.rs")
        wanted = not below or any(name.removeprefix("src/").startswith(b) for b in below)
        if wanted and not tests and name not in ("src/main.rs", "src/lib.rs"):
            found.extend(changes(root, name))
    return found
