# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What the contract leaves open about CarrierX, as switches (README.md shows this table)."""

from __future__ import annotations

from ..switches import Switch

BOOL = (False, True)

DECLARED = (
    Switch("delete_trunk_group", "cascade", ("cascade", "conflict"), "5, 13",
           "DELETE of a group with trunks inside: delete them too, or 409"),
    Switch("dids_bound", "conflict", ("conflict", "unbind"), "5, 13",
           "DELETE of a group with DIDs bound to it: 409 with the first DID's sid, or unbind them"),
    Switch("endpoint_in_use", "conflict", ("conflict", "null"), "10, 13",
           "DELETE of an endpoint that trunks name: 409, or set their endpoint_sid to null"),
    Switch("rule_in_use", "conflict", ("conflict", "dangle"), "7, 13",
           "DELETE of a rule that ACLs name: 409, or leave the sid dangling there"),
    Switch("external_handlers", "unless_empty", ("unless_empty", "in_get_only", "always", "never"), "5, 12",
           "unless_empty: lists and answers to writes leave an empty array out, GET by sid has it always; "
           "in_get_only: only GET by sid has the key; always; never"),
    Switch("with_trunks_on_get", True, BOOL, "13", "whether GET of a group by sid honours with_trunks"),
    Switch("map_patch", "replace", ("replace", "merge"), "4, 13",
           "PATCH of a nested map (attributes, properties, callbacks, routing_data)"),
    Switch("unknown_attributes", "reject", ("reject", "ignore"), "4", "unknown attributes in a body: 422, or ignored"),
    Switch("read_only_attributes", "reject", ("reject", "ignore"), "4",
           "read-only attributes in a body: 422 unless the value is the present one, or ignored"),
    Switch("validation_status", 422, (422, 400), "4, 13", "status of a body that does not fit the object"),
    Switch("strict_enums", False, BOOL, "13", "refuse values outside the known set of an enum"),
    Switch("unique_names", "allow", ("allow", "refuse"), "12, 13",
           "a second object of that name at a partner (a trunk: in its group): allowed, or 409 with reference_sid; N/A is always allowed"),
    Switch("codes_trailing_semicolon", True, BOOL, "5, 12", "failure codes are answered as \"408;\", or as \"408\""),
    Switch("allow_transfer", "boolean", ("boolean", "enum"), "6, 12", "answered as false, or as \"disabled\""),
    Switch("numbers_as_strings", False, BOOL, "4, 12",
           "integers of trunk groups, trunks, handlers, endpoints and addresses are answered as strings"),
    Switch("echo_secrets", False, BOOL, "12",
           "sip_password, out_sip_password and properties.password are answered in clear, not as null"),
    Switch("basic_auth", "on", ("on", "off"), "2", "HTTP Basic with a partner's login and password"),
    Switch("eventual_consistency_ms", 0, (), "13", "lists lag behind writes by so many ms; GET by sid never does"),
    Switch("rate_limit", 0, (), "13", "requests a second before 429 with Retry-After; 0 is off"),
    Switch("filter_supported", True, BOOL, "3", "false: 400 for any filter"),
    Switch("page_limit_max", 1000, (), "3", "the largest page; a larger limit is lowered to it"),
    Switch("aging_dids", "hidden", ("hidden", "listed"), "11", "released DIDs in answers: gone, or with status aging"),
    Switch("effective_acls", "on", ("on", "off"), "7", "GET /accesscontrol/effective_acl/calls"),
    Switch("effective_layers", "of_partner", ("of_partner", "of_each", "of_each_bottom_up"), "7",
           "what the parent has assigned to a partner and the partner's own lists are one layer, or two; the topmost comes first, or last"),
    Switch("locations", "off", ("on", "off"), "10, 13", "GET /routing/locations"),
    Switch("batch_stage_ms", 50, (), "11", "how long a batch task stays created, queued, running, approved"),
)
