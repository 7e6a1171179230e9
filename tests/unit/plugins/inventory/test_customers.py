# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Documents as hosts, through Ansible's own inventory manager. (Through its command: the integration target.)"""

from __future__ import annotations

import builtins
import json
import sys

import pytest
import yaml
from ansible import constants as C
from ansible.errors import AnsibleError, AnsibleParserError
from ansible.inventory.data import InventoryData
from ansible.inventory.manager import InventoryManager
from ansible.parsing.dataloader import DataLoader
from ansible.plugins.loader import init_plugin_loader, inventory_loader
from ansible.utils.collection_loader._collection_finder import _AnsibleCollectionFinder
from ansible.vars.manager import VariableManager

from ansible_collections.telecom.trunking.plugins.module_utils.schemas.customer import CUSTOMER
from ansible_collections.telecom.trunking.tests.unit import shells

CONFIG = {"plugin": "telecom.trunking.customers", "path": "documents"}
ACME = """\
customer: {id: acme, tags: [retail, very-big], order: SO-4711}
provider: {kind: carrierx, partner: acme-partner}
contract: {channels: 600, regions: [us, ca]}
numbers:
  - "12125550100"
waivers:
  - {rule: acl-unanchored-regexp, reason: known, expires: 2027-01-31}
"""
BANK = """\
customer: {id: bank-7, state: suspended, environment: test}
provider: {kind: odin, service_provider: BANK_ENT, group: BANK_NYC}
"""
PLAIN = {str, int, float, bool, type(None), list, dict}


@pytest.fixture(autouse=True, scope="module")
def loaders():
    """Ansible finds plugins of collections. ansible-test has seen to that; plain pytest has imported the collection like any other package."""
    if not any(isinstance(finder, _AnsibleCollectionFinder) for finder in sys.meta_path):
        for package in ("ansible_collections", "ansible_collections.telecom", "ansible_collections.telecom.trunking"):
            sys.modules.pop(package, None)
        init_plugin_loader([shells.__file__.partition("/ansible_collections/")[0]])


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """``folder(documents, **config)``: the path of a configuration beside a folder of documents."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(C, "INVENTORY_ANY_UNPARSED_IS_FAILED", True)

    def perform(documents, name="customers.yml", **config):
        for file, text in documents.items():
            path = tmp_path / "documents" / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
        (tmp_path / name).write_text(yaml.safe_dump({**CONFIG, **config}))
        return str(tmp_path / name)

    return perform


def inventory(*sources):
    return InventoryManager(DataLoader(), sources=list(sources))


def variables(manager, name):
    return {key: value for key, value in manager.hosts[name].vars.items() if key not in ("inventory_file", "inventory_dir")}


def members(manager):
    """The groups that the documents make, with their hosts."""
    groups = {name: sorted(hosts) for name, hosts in manager.get_groups_dict().items()}
    return {name: hosts for name, hosts in groups.items() if name not in ("all", "ungrouped")}


def refusal(path, data=None):
    """What the plugin says when it refuses."""
    plugin = inventory_loader.get("telecom.trunking.customers")
    inventory_data = InventoryData() if data is None else data
    inventory_data.current_source = path
    with pytest.raises(AnsibleParserError) as refused:
        plugin.parse(inventory_data, DataLoader(), path)
    assert data is not None or inventory_data.hosts == {}
    return str(refused.value).splitlines()


def test_documents_are_hosts_in_groups(folder):
    manager = inventory(folder({"acme.yml": ACME, "east/bank.json": json.dumps(yaml.safe_load(BANK))}))
    assert members(manager) == {
        "customers": ["acme", "bank-7"],
        "provider_carrierx": ["acme"],
        "provider_odin": ["bank-7"],
        "state_live": ["acme"],
        "state_suspended": ["bank-7"],
        "environment_production": ["acme"],
        "environment_test": ["bank-7"],
        "tag_retail": ["acme"],
        "tag_very_big": ["acme"],
    }


def test_sections_are_variables(folder):
    manager = inventory(folder({"acme.yml": ACME, "east/bank.yml": BANK}))
    assert variables(manager, "acme") == {
        "customer": {"id": "acme", "tags": ["retail", "very-big"], "order": "SO-4711"},
        "provider": {"kind": "carrierx", "partner": "acme-partner"},
        "contract": {"channels": 600, "regions": ["us", "ca"]},
        "numbers": ["12125550100"],
        "waivers": [{"rule": "acl-unanchored-regexp", "reason": "known", "expires": "2027-01-31"}],
        "customer_file": "documents/acme.yml",
    }
    assert variables(manager, "bank-7")["customer_file"] == "documents/east/bank.yml"


def test_what_is_left_out_has_the_default_of_the_schema(folder):
    bare = BANK.replace(", state: suspended, environment: test", "")
    assert set(members(inventory(folder({"bank.yml": bare})))) == {"customers", "provider_odin", "state_live", "environment_production"}


def test_the_schema_has_the_states_that_the_documentation_names():
    documented = inventory_loader.get("telecom.trunking.customers").__module__
    text = sys.modules[documented].DOCUMENTATION
    for name in ("state", "environment"):
        for value in CUSTOMER["properties"][name]["enum"]:
            assert f"C({name}_{value})" in text


def test_patterns_choose_among_them(folder):
    manager = inventory(folder({"acme.yml": ACME, "bank.yml": BANK}))
    chosen = {
        pattern: [host.name for host in manager.get_hosts(pattern)]
        for pattern in ("customers:!state_suspended", "tag_retail:&provider_carrierx", "bank-7", "b*")
    }
    assert chosen == {"customers:!state_suspended": ["acme"], "tag_retail:&provider_carrierx": ["acme"], "bank-7": ["bank-7"], "b*": ["bank-7"]}


def test_values_are_plain_and_no_templates(folder):
    loader = DataLoader()
    manager = InventoryManager(loader, sources=[folder({"acme.yml": ACME})])
    known = VariableManager(loader=loader, inventory=manager).get_vars(host=manager.hosts["acme"])
    mine = {name: known[name] for name in variables(manager, "acme")}
    assert json.loads(json.dumps(mine)) == mine
    try:
        from ansible.template import is_trusted_as_template
    except ImportError:
        # Before 2.19 every text is a template if it looks like one, and none does.
        assert types_in(mine) <= PLAIN
    else:
        assert not any(is_trusted_as_template(text) for text in texts(mine))


def types_in(value):
    inner = [*value.keys(), *value.values()] if isinstance(value, dict) else value if isinstance(value, list) else []
    return {type(value)}.union(*map(types_in, inner))


def texts(value):
    if isinstance(value, str):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from texts(inner)


def test_composed_like_other_inventories(folder):
    path = folder(
        {"acme.yml": ACME, "bank.yml": BANK},
        strict=True,
        compose={"partner": "provider.partner | default('none')"},
        groups={"large": "contract is defined and contract.channels > 500"},
        keyed_groups=[{"key": "contract.regions | default([])", "prefix": "region"}, {"key": "partner", "parent_group": "partners"}],
    )
    manager = inventory(path)
    assert [variables(manager, name)["partner"] for name in ("acme", "bank-7")] == ["acme-partner", "none"]
    own = {"large": ["acme"], "region_us": ["acme"], "region_ca": ["acme"], "_acme_partner": ["acme"], "_none": ["bank-7"], "partners": ["acme", "bank-7"]}
    assert {name: members(manager)[name] for name in own} == own


def test_no_leading_separator(folder):
    assert "carrierx" in members(inventory(folder({"acme.yml": ACME}, keyed_groups=[{"key": "provider.kind"}], leading_separator=False)))


@pytest.mark.parametrize(
    "option", [{"compose": {"x": "nowhere.at_all"}}, {"groups": {"x": "nowhere.at_all"}}, {"keyed_groups": [{"key": "nowhere.at_all"}]}], ids=str
)
def test_strict_refuses_what_cannot_be_composed(folder, option):
    assert sorted(inventory(folder({"acme.yml": ACME}, **option)).hosts) == ["acme"]
    with pytest.raises(AnsibleError):
        inventory(folder({"acme.yml": ACME}, **option, strict=True))


def test_paths_are_from_the_folder_of_the_configuration(folder, tmp_path, monkeypatch):
    folder({"a/acme.yml": ACME, "b/bank.yml": BANK})
    (tmp_path / "inventory").mkdir()
    monkeypatch.chdir("/")
    path = folder({}, name="inventory/my_customers.yaml", path=["../documents/a", str(tmp_path / "documents/b/bank.yml")])
    manager = inventory(path)
    assert [variables(manager, name)["customer_file"] for name in ("acme", "bank-7")] == ["../documents/a/acme.yml", "../documents/b/bank.yml"]


def test_the_configuration_is_no_document(folder):
    assert sorted(inventory(folder({"acme.yml": ACME}, name="documents/customers.yml", path=".")).hosts) == ["acme"]


def test_only_its_own_files_are_taken(folder, tmp_path):
    plugin = inventory_loader.get("telecom.trunking.customers")
    for name, wanted in {"customers.yml": True, "our_customers.yaml": True, "customers.json": False, "hosts.yml": False, "customers.yml.bak": False}.items():
        assert plugin.verify_file(folder({}, name=name)) is wanted, name
    assert plugin.verify_file(str(tmp_path / "gone" / "customers.yml")) is False


def test_a_folder_without_documents_is_refused(folder, tmp_path):
    """An inventory that is synchronised with it would lose every host."""
    (tmp_path / "documents").mkdir()
    assert refusal(folder({})) == ["customers.yml: there are no customer documents in documents"]


def test_everything_that_is_wrong_is_said_at_once(folder):
    documents = {
        "a.yml": ACME,
        "b.yml": ACME + "contract: {}\n",
        "c.yml": "customer: {id: Bad Id, state: lively}\nprovider: {kind: carrierx}\n",
        "d.yml": "customer: {\n",
        "e.yml": b"\xff",
        "f.yml": "",
        "g.yml": "customer:\n  id: gone\n  name: '{{ x }}'\nprovider: {kind: carrierx}\nnumbers: [1, '12125550100']\n",
        "h/i.yml": "customer: {id: customers}\nprovider: {kind: carrierx}\n",
        "j.yml": ACME,
    }
    lines = refusal(folder(documents))
    assert lines[0] == f"{len(lines) - 1} problems in 8 of 9 customer documents"
    assert lines[1:] == sorted(lines[1:], key=lambda line: (line.split(":")[0], *map(int, line.split(":")[1:3]), line))
    expected = [
        "documents/b.yml:1:12: customer: id: is the id of documents/a.yml:1:12 too",
        "documents/b.yml:8:1: the key contract is in this map already, in line 3",
        "documents/c.yml:1:12: customer: id: has to be 1 to 63 lower case letters, digits and dashes, and not to begin with a dash",
        "documents/c.yml:1:24: customer: state: 'lively' is not one of live, suspended, ceased, did you mean live?",
        "documents/d.yml:2:1: is not YAML: ",
        "documents/e.yml:1:1: is not text in UTF-8",
        "documents/f.yml:1:1: the file is empty",
        "documents/g.yml:3:9: templates are not allowed: ",
        "documents/g.yml:5:11: numbers[0]: ",
        "documents/h/i.yml:1:12: customer: id: means something else in an inventory",
        "documents/j.yml:1:12: customer: id: is the id of documents/a.yml:1:12 too",
    ]
    assert len(lines[1:]) == len(expected), lines
    assert all(line.startswith(beginning) for line, beginning in zip(lines[1:], expected)), lines


def test_the_lines_are_shown_as_lines(folder, capsys):
    with pytest.raises(AnsibleError, match="Completely failed to parse"):
        inventory(folder({"a.yml": "customer: {id: 7}\nprovider: {kind: carrierx}\n", "b.yml": "x"}))
    shown = capsys.readouterr().err.splitlines()
    assert "documents/b.yml:1:1: the document is not a map" in shown
    assert any(line.startswith("documents/a.yml:1:12: customer: id: ") for line in shown)


def test_a_missing_folder_is_a_problem(folder):
    assert refusal(folder({}, path=["documents", "elsewhere"])) == [
        "2 problems in 2 of 2 customer documents",
        "documents:1:1: cannot be read: No such file or directory",
        "elsewhere:1:1: cannot be read: No such file or directory",
    ]


def test_each_problem_is_one_line_that_terminals_can_be_shown(folder):
    assert refusal(folder({"a.yml": BANK + '"a\\n\\e[2Jb": 1'}))[1:] == ["documents/a.yml:3:1: a\\n\\x1b[2Jb: no such option"]


def test_one_problem(folder):
    assert refusal(folder({"a.yml": "x", "b.yml": BANK}))[0] == "1 problem in 1 of 2 customer documents"


def test_a_customer_of_another_source_is_refused(folder):
    second = folder({"again/acme.yml": ACME}, name="more_customers.yml", path="documents/again")
    data = inventory(folder({"acme.yml": ACME}, path="documents/acme.yml"))._inventory
    assert refusal(second, data) == [
        "1 problem in 1 of 1 customer documents",
        "documents/again/acme.yml:1:12: customer: id: is a customer of customers.yml too",
    ]


def test_other_sources_may_add_variables(folder, tmp_path):
    (tmp_path / "hosts.yml").write_text(json.dumps({"all": {"hosts": {"acme": {"ansible_connection": "local"}}}}))
    manager = inventory(str(tmp_path / "hosts.yml"), folder({"acme.yml": ACME}))
    assert variables(manager, "acme")["ansible_connection"] == "local"
    assert members(manager)["customers"] == ["acme"]


def test_the_same_source_twice_is_one(folder):
    path = folder({"acme.yml": ACME})
    assert sorted(inventory(path, path).hosts) == ["acme"]


def test_the_usual_words_where_a_package_is_missing(folder, monkeypatch):
    real = builtins.__import__

    def without(name, *args, **kwargs):
        if name.partition(".")[0] == "jsonschema":
            raise ImportError(name)
        return real(name, *args, **kwargs)

    path = folder({"acme.yml": ACME})
    inventory_loader.get("telecom.trunking.customers")
    monkeypatch.setattr(builtins, "__import__", without)
    assert "Failed to import the required Python library (jsonschema)" in refusal(path)[0]
