# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The AnsibleModule shell: parameters in, ``engine.perform``, result out. Private to the collection."""

from __future__ import annotations

import copy

from ansible.module_utils.basic import AnsibleModule, env_fallback, missing_required_lib

from ansible_collections.telecom.trunking.plugins.module_utils import engine
from ansible_collections.telecom.trunking.plugins.module_utils.argspec import argument_spec
from ansible_collections.telecom.trunking.plugins.module_utils.compare import canonical
from ansible_collections.telecom.trunking.plugins.module_utils.options import options

REQUIRED = ("requests", "jsonschema")


def spec_of(declaration):
    """Ansible's argument spec of a module."""
    return argument_spec(options(declaration), env_fallback)


def required_one_of(declaration):
    choices = [choice["required"][0] for choice in options(declaration).get("anyOf", [])]
    return [choices] if choices else []


def prepared(declaration, params):
    """Parameters for Ansible's validation: in the schema's types, and without nulls, which it takes for values where there are choices."""
    return _without_nulls(canonical(options(declaration), params))


def _without_nulls(value):
    if isinstance(value, dict):
        return {name: _without_nulls(item) for name, item in value.items() if item is not None}
    if isinstance(value, list):
        return [_without_nulls(item) for item in value]
    return value


class _Module(AnsibleModule):
    """Keeps the parameters as they were given, and reports every problem of an input instead of the first."""

    def __init__(self, declaration):
        self.declaration = declaration
        self.given = None
        self.validated = False
        super().__init__(argument_spec=spec_of(declaration), required_one_of=required_one_of(declaration), supports_check_mode=True)
        self.validated = True

    def _load_params(self):
        super()._load_params()
        self.given = {name: value for name, value in copy.deepcopy(self.params).items() if not name.startswith("_ansible_")}
        self.params = prepared(self.declaration, self.params)

    def fail_json(self, msg, **kwargs):
        if not self.validated and self.given is not None and missing_package() is None:
            problems = engine.check_input(self.declaration, self.given)
            if problems:
                msg, kwargs = "\n".join(problems), {**kwargs, "problems": problems}
        super().fail_json(msg=msg, **kwargs)


def main(declaration):
    """Run the module that a declaration describes."""
    module = _Module(declaration)
    missing = missing_package()
    if missing:
        name, error = missing
        module.fail_json(msg=missing_required_lib(name), exception=error)
    result = engine.perform(declaration, module.given, module.params, module.check_mode, module._diff)
    for warning in result.pop("warnings", []):
        module.warn(warning)
    if result.get("failed"):
        module.fail_json(**result)
    module.exit_json(**result)


def missing_package():
    """The first required package that cannot be imported, with the reason, or None."""
    import traceback
    from importlib import import_module

    for name in REQUIRED:
        try:
            import_module(name)
        except ImportError:
            return name, traceback.format_exc()
    return None
