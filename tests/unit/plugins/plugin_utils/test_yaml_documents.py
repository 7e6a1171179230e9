# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Files of customer documents: plain values, places, and no input that raises. With libyaml and without."""

from __future__ import annotations

import json
import os

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from ansible_collections.telecom.trunking.plugins.plugin_utils import yaml_documents
from ansible_collections.telecom.trunking.plugins.plugin_utils.yaml_documents import Loaded, Problem, folder, load, shown
from ansible_collections.telecom.trunking.tests.unit.strategies import tried

# One and the same where PyYAML was built without libyaml.
PARSERS = [yaml.SafeLoader, getattr(yaml, "CSafeLoader", yaml.SafeLoader)]

NUMBER = "a number is written in plain decimal digits; text that looks like a number has to be in quotes"
BOOLEAN = "write true or false; text that says so in other words has to be in quotes"
PLAIN = "a document holds plain values, and a secret as {variable: NAME} or {env: NAME}"
TEMPLATE = f"templates are not allowed: {PLAIN}"


@pytest.fixture(params=PARSERS, ids=lambda parser: parser.__name__)
def parser(request, monkeypatch):
    monkeypatch.setattr(yaml_documents, "PARSER", request.param)
    yaml_documents._places.cache_clear()
    return request.param


@pytest.fixture
def read(tmp_path, parser):
    """``read(text or bytes)``: load it from a file."""

    def perform(content):
        path = tmp_path / "acme.yml"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return load(path)

    return perform


VALUES = {
    "text": ("a: x", {"a": "x"}),
    "numbers": ("a: [0, -3, 12, 1.5, 1.5e+3]", {"a": [0, -3, 12, 1.5, 1500.0]}),
    "quoted": ("a: ['011', \"no\", '2027-01-31']", {"a": ["011", "no", "2027-01-31"]}),
    "booleans": ("a: [true, False]", {"a": [True, False]}),
    "nulls": ("a: [null, ~]\nb:", {"a": [None, None], "b": None}),
    "dates stay text": ("a: [2027-01-31, 2027-02-31, 2027-01-31T10:00:00Z]", {"a": ["2027-01-31", "2027-02-31", "2027-01-31T10:00:00Z"]}),
    "E.164": ("a: 12125550100", {"a": 12125550100}),
    "addresses": ("a: [192.0.2.1, 2001:db8::1, sip:x@example.net]", {"a": ["192.0.2.1", "2001:db8::1", "sip:x@example.net"]}),
    "a lonely equals sign": ("a: =", {"a": "="}),
    "braces of a regular expression": ("a: '^1{3}[0-9]{2,}$'", {"a": "^1{3}[0-9]{2,}$"}),
    "standard tags": ("a: !!str 12\nb: !!int '12'\nc: !!map {d: ! x}", {"a": "12", "b": 12, "c": {"d": "x"}}),
    "aliases": ("a: &x {b: [1]}\nc: *x", {"a": {"b": [1]}, "c": {"b": [1]}}),
    "merged maps": (
        "a: &x {b: 1, c: 1}\nd: &y {c: 2, e: 2}\nf: {<<: [*x, *y], b: 3}",
        {"a": {"b": 1, "c": 1}, "d": {"c": 2, "e": 2}, "f": {"b": 3, "c": 1, "e": 2}},
    ),
    "a key that looks like a merge": ("a: {'<<': 1}", {"a": {"<<": 1}}),
    "JSON": ('{"a": [1, "x\\/y", null, true]}', {"a": [1, "x/y", None, True]}),
    "a byte order mark": (b"\xef\xbb\xbfa: \xc3\xbc", {"a": "\u00fc"}),
    "start and end markers": ("# first\n---\na: 1\n...\n", {"a": 1}),
}


@pytest.mark.parametrize("text, value", VALUES.values(), ids=VALUES)
def test_values_are_plain(read, text, value):
    loaded = read(text)
    assert loaded.problems == []
    assert loaded.document == value
    assert json.loads(json.dumps(loaded.document)) == value


REFUSED = {
    "an empty file": ("", [(1, 1, "the file is empty")]),
    "comments only": ("# nothing\n---\n", [(1, 1, "the file is empty")]),
    "a list": ("- a", [(1, 1, "the document is not a map")]),
    "text": ("a", [(1, 1, "the document is not a map")]),
    "two documents": ("a: 1\n---\nb: 1", [(2, 1, "a file holds one document, here a second one starts")]),
    "a key twice": ("a: 1\nb:\n  c: 1\n  d: 1\n  c: 2", [(5, 3, "the key c is in this map already, in line 3")]),
    "a key twice in one line": (
        "{a: 1, a: 1, a: 1}",
        [(1, 8, "the key a is in this map already, in line 1"), (1, 14, "the key a is in this map already, in line 1")],
    ),
    "keys that are no text": ("1: a\ntrue: b\n2027-01-31: c\n~: d", [(n, 1, "a key has to be text, put it in quotes") for n in (1, 2, 3, 4)]),
    "a key that is a list": ("? [a]\n: 1", [(1, 3, "a key has to be text")]),
    "other words for booleans": ("a: [yes, NO, on, Off]", [(1, n, BOOLEAN) for n in (5, 10, 14, 18)]),
    "octal": ("a: 011", [(1, 4, NUMBER)]),
    "with a plus": ("a: +12125550100", [(1, 4, NUMBER)]),
    "sexagesimal": ("a: 12:30", [(1, 4, NUMBER)]),
    "hexadecimal": ("a: 0x10", [(1, 4, NUMBER)]),
    "underscores": ("a: 1_000", [(1, 4, NUMBER)]),
    "not a number": ("a: [.nan, -.inf, 1.0e+999]", [(1, 5, NUMBER), (1, 11, NUMBER), (1, 18, NUMBER)]),
    "no number at all": ("a: !!int x", [(1, 4, NUMBER)]),
    "vault": ("a:\n  b: !vault |\n    $ANSIBLE_VAULT", [(2, 6, f"the tag !vault is not allowed: {PLAIN}")]),
    "other tags": (
        "a: !unsafe x\nb: !!set {x}\nc: !!python/name:os.system\nd: !!binary eA==\ne: !x [1]",
        [(n, 4, f"the tag {tag} is not allowed: {PLAIN}") for n, tag in enumerate(("!unsafe", "!!set", "!!python/name:os.system", "!!binary", "!x"), 1)],
    ),
    "templates": ("a: '{{ x }}'\nb: ['{% if x %}', 'x {# y #}']\n'{{ z }}': 1", [(1, 4, TEMPLATE), (2, 5, TEMPLATE), (2, 19, TEMPLATE), (3, 1, TEMPLATE)]),
    "a template by way of escapes": ('a: "\\x7b\\x7b x }}"', [(1, 4, TEMPLATE)]),
    "an unknown alias": ("a: *x", [(1, 4, "there is no anchor x before this")]),
    "a value inside itself": ("a: &x [1, *x]", [(1, 11, "there is no anchor x before this")]),
    "a merge of no map": ("a: &x 1\nb: {<<: *x}\nc: {<<: [1]}", [(2, 9, "<< takes a map, or a list of maps"), (3, 9, "<< takes a map, or a list of maps")]),
    "bytes that are no text": (b"a: 1\nb: \xc3\xbc\xff", [(2, 5, "is not text in UTF-8")]),
    "another encoding": ("a: 1".encode("utf-16"), [(1, 1, "is not text in UTF-8")]),
    "a control character": ("a: 1\nb:\n  - x\x07", [(3, 6, "a character that cannot be in a YAML file")]),
    "too deep": ("a: " + "[" * 500, [(1, 53, "nested more than 50 deep")]),
    "so deep that a recursive parser would die": ("[" * 200_000, [(1, 51, "nested more than 50 deep")]),
    "problems before one that ends it": ("a: no\nb: " + "[" * 500, [(1, 4, BOOLEAN), (2, 53, "nested more than 50 deep")]),
}


@pytest.mark.parametrize("text, problems", REFUSED.values(), ids=REFUSED)
def test_refused_with_places(read, text, problems):
    assert read(text).problems == problems


def test_json_may_have_pairs_of_escapes(tmp_path, parser):
    value = {"a": ["\U0001f600x", "\\ud83d\\ude00"], "\U0010ffff": {"b": "\U00010000\U0001f600"}, "c": "{{"}
    for indent in (None, 2):
        text = json.dumps(value, indent=indent)
        (tmp_path / "acme.json").write_text(text, encoding="utf-8")
        loaded = load(tmp_path / "acme.json")
        assert loaded.document == value and loaded.text == text
        before = text[: text.index('"{{')]
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        assert loaded.problems == [(line, column, TEMPLATE)]
        assert loaded.position(("c",)) == (line, column - len('"c": '))
    for name, text in (("half.json", '{"a": "\\ud83d"}'), ("no.json", "a: '\"\\ud83d\\ude00\"'"), ("acme.yml", '{"a": "\\ud83d\\ude00"}')):
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert load(tmp_path / "half.json").problems
    assert load(tmp_path / "no.json").document == {"a": '"\\ud83d\\ude00"'}
    assert load(tmp_path / "acme.yml").problems


@pytest.mark.parametrize(
    "text, line", [("a: [1", (1, 2)), ("a: 1\n b: 2", (2,)), ("a: b: c", (1,)), ("a: @x", (1,)), ("a: 1\n\tb: 2", (2,)), ("%YAML 9.9\n---\na: 1", (1,))]
)
def test_what_is_not_yaml_has_a_place(read, text, line):
    loaded = read(text)
    assert loaded.document is None
    [problem] = loaded.problems
    assert problem.message.startswith("is not YAML: ")
    assert problem.line in line  # parsers differ on where an unfinished list fails


def test_aliases_cannot_multiply_without_end(read):
    text = "a0: &a0 [1,1,1,1,1,1,1,1,1,1]\n" + "".join(f"a{n}: &a{n} [{','.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 12))
    loaded = read(text)
    assert loaded.document is None
    assert [(problem.line, problem.message) for problem in loaded.problems] == [(6, "more than 1000000 values")]


def test_all_problems_at_once_and_the_rest_is_readable(read):
    loaded = read("b: {c: no, c: '{{ x }}'}\na: !vault x\nd: 1\n")
    assert [problem.line for problem in loaded.problems] == [1, 1, 1, 2]
    assert loaded.document == {"b": {"c": "{{ x }}"}, "a": "x", "d": 1}


def test_no_message_shows_a_value(read):
    loaded = read("a: !canary canary\nb: 'canary {{ x }}'\nc: 0123456\nd: canary\nd: 'canary\n")
    assert loaded.problems
    text = json.dumps(loaded.problems).replace("!canary", "")
    assert "canary" not in text
    assert "0123456" not in text


PLACES = """\
customer: {id: acme, tags: [retail]}
trunk_groups:
  - name: voice
    "trunks":
      - {name: nyc}
      - name: lax
base: &base {a: 1, b: 2}
copy: *base
merged:
  <<: *base
  b: 3
"""


@pytest.mark.parametrize(
    "path, place",
    [
        ((), (1, 1)),
        (("customer",), (1, 1)),
        (("customer", "id"), (1, 12)),
        (("customer", "tags", 0), (1, 29)),
        (("trunk_groups", 0), (3, 5)),
        (("trunk_groups", 0, "trunks"), (4, 5)),
        (("trunk_groups", 0, "trunks", 1), (6, 9)),
        (("trunk_groups", 0, "trunks", 1, "name"), (6, 9)),
        # what is not there has the place of what is around it
        (("trunk_groups", 0, "trunks", 1, "endpoint"), (6, 9)),
        (("trunk_groups", 7, "name"), (2, 1)),
        (("contract", "channels"), (1, 1)),
        (("copy", "a"), (8, 1)),
        (("merged", "a"), (9, 1)),
        (("merged", "b"), (11, 3)),
    ],
    ids=str,
)
def test_places(read, path, place):
    loaded = read(PLACES)
    assert loaded.position(path) == place
    assert loaded.position(list(path)) == place
    assert loaded.where(path) == f"{shown(loaded.path)}:{place[0]}:{place[1]}"


def test_a_key_given_twice_has_the_place_of_the_one_that_counts(read):
    assert read("a: 1\na: 2").position(("a",)) == (2, 1)


def test_places_after_a_byte_order_mark_count_characters(read):
    assert read(b"\xef\xbb\xbf{\xc3\xbc: 1, b: 2}").position(("b",)) == (1, 8)


@pytest.mark.parametrize("loaded", [Loaded("/nonexistent"), Loaded("/nonexistent", text="a: [")])
def test_what_could_not_be_read_has_the_place_of_its_beginning(loaded):
    assert loaded.position(("a", 0)) == (1, 1)


def test_a_file_that_is_not_there(tmp_path):
    assert load(tmp_path / "acme.yml") == Loaded(str(tmp_path / "acme.yml"), problems=[Problem(1, 1, "cannot be read: No such file or directory")])


def test_a_folder_in_place_of_a_file(tmp_path):
    os.mkfifo(tmp_path / "pipe.yml")
    for path in (tmp_path, tmp_path / "pipe.yml"):
        assert load(path).problems == [(1, 1, "is no regular file")]


def test_a_file_without_end_is_not_read_to_it(tmp_path, monkeypatch):
    monkeypatch.setattr(yaml_documents, "MOST_BYTES", 100)
    path = tmp_path / "LARGE.YML"
    path.write_text("customer: {id: acme}\n" + "#" * 100, encoding="utf-8")
    assert [loaded.problems for loaded in folder(tmp_path)] == [[(1, 1, "is larger than 100 bytes")]]


def test_files_are_named_from_the_current_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert shown(tmp_path / "customers" / "acme.yml") == "customers/acme.yml"
    assert shown("customers/acme.yml") == "customers/acme.yml"
    assert shown("/nonexistent/acme.yml") == "/nonexistent/acme.yml"
    monkeypatch.chdir(tmp_path.parent)
    monkeypatch.chdir("/")
    assert shown(tmp_path / "acme.yml") == str(tmp_path / "acme.yml")[1:]


@pytest.fixture
def tree(tmp_path):
    """Files whose documents say where they were written."""
    for name in ("b.yml", "a.yaml", "sub/c.json", "sub/deep/d.yml", ".hidden.yml", ".git/e.yml", "README.md", "f.yml~", "customers.yml"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps({"at": name}))
    return tmp_path


def found(*arguments, **more):
    return [loaded.document["at"] for loaded in folder(*arguments, **more)]


def test_a_folder_gives_its_documents_in_order(tree):
    assert found(tree) == found(str(tree)) == ["a.yaml", "b.yml", "customers.yml", "sub/c.json", "sub/deep/d.yml"]
    assert [loaded.path for loaded in folder(tree)] == sorted(loaded.path for loaded in folder(tree))


def test_some_are_left_out(tree):
    assert found([tree / "sub", tree / "b.yml"], leave_out=[tree / "sub" / "c.json"]) == ["b.yml", "sub/deep/d.yml"]


def test_several_paths_give_each_file_once(tree):
    assert found([tree / "sub", tree, tree / "sub" / ".." / "b.yml"]) == found(tree)


def test_what_is_named_is_read_whatever_its_name(tree):
    assert found([tree / ".hidden.yml", tree / ".git", tree / "README.md"]) == [".git/e.yml", ".hidden.yml", "README.md"]


def test_paths_are_from_the_current_folder_and_come_back_absolute(tree, monkeypatch):
    monkeypatch.chdir(tree)
    assert [loaded.path for loaded in folder("sub")] == [str(tree / "sub" / "c.json"), str(tree / "sub" / "deep" / "d.yml")]


def test_links_are_followed_but_not_in_circles(tree):
    os.symlink(tree, tree / "sub" / "loop")
    elsewhere = tree / ".git" / "linked"
    elsewhere.mkdir()
    (elsewhere / "g.yml").write_text('{"at": "linked"}')
    os.symlink(elsewhere, tree / "sub" / "linked")
    assert found(tree) == ["a.yaml", "b.yml", "customers.yml", "sub/c.json", "sub/deep/d.yml", "linked"]


def test_what_cannot_be_listed_is_a_problem(tree, monkeypatch):
    # Permissions would not do: tests may run as root.
    real = os.listdir

    def listdir(path):
        if str(path).endswith("deep"):
            raise PermissionError(13, "Permission denied")
        return real(path)

    monkeypatch.setattr(os, "listdir", listdir)
    [deep] = [loaded for loaded in folder(tree) if loaded.problems]
    assert (deep.path, deep.problems) == (str(tree / "sub" / "deep"), [(1, 1, "cannot be read: Permission denied")])


def test_dangling_links_and_missing_paths_are_problems(tmp_path):
    os.symlink(tmp_path / "gone", tmp_path / "a.yml")
    missing = [tmp_path, tmp_path / "nowhere"]
    assert [(loaded.path, loaded.problems[0].message) for loaded in folder(missing)] == [
        (str(tmp_path / "a.yml"), "cannot be read: No such file or directory"),
        (str(tmp_path / "nowhere"), "cannot be read: No such file or directory"),
    ]


def test_an_empty_folder_has_no_documents(tmp_path):
    assert folder(tmp_path) == []


PLAIN_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False).map(lambda x: round(x, 3) % 1000) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)


def templated(value):
    return any(mark in text for mark in ("{{", "{%", "{#") for text in texts(value))


def texts(value):
    if isinstance(value, dict):
        for key, item in value.items():
            yield key
            yield from texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from texts(item)
    elif isinstance(value, str):
        yield value


@settings(tried, max_examples=100)
@given(document=st.dictionaries(st.text(min_size=1, max_size=8), PLAIN_VALUES, max_size=5))
def test_any_plain_document_comes_back_as_it_was(read, document):
    loaded = read(yaml.safe_dump(document, allow_unicode=False))
    if not templated(document):
        assert (loaded.document, loaded.problems) == (document, [])
    else:
        assert {problem.message for problem in loaded.problems} == {TEMPLATE}


PIECES = st.sampled_from([*"a1\n{}[]'\"\\|>#?,%@\t\x00", ": ", "- ", "  ", "&x ", "*x", "<<", "!vault ", "---", "...", "no", "\U0001f600"])


@settings(tried, max_examples=200)
@given(content=st.binary(max_size=60) | st.lists(PIECES, max_size=30).map("".join).map(str.encode))
def test_nothing_is_raised_whatever_is_in_a_file(read, content):
    loaded = read(content)
    assert loaded.document is None or isinstance(loaded.document, dict)
    assert loaded.problems or loaded.document is not None
    lines = content.count(b"\n") + content.count(b"\r") + 2
    assert all(1 <= problem.line <= lines + content.count(b"\xc2\x85") + content.count(b"\xe2\x80") and problem.column >= 1 for problem in loaded.problems)
    json.dumps(loaded.document).encode()
