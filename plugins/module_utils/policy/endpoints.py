# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Policy of endpoints: where calls come from and go to. Pure. Private to the collection."""

from __future__ import annotations

from itertools import islice

from ansible_collections.telecom.trunking.plugins.module_utils.policy import addresses
from ansible_collections.telecom.trunking.plugins.module_utils.policy.customer import closest, given
from ansible_collections.telecom.trunking.plugins.module_utils.policy.framework import fleet_rule, rule
from ansible_collections.telecom.trunking.plugins.module_utils.policy.handlers import names_a_secret

AREA = {"area": "endpoints", "provider": "carrierx"}

# The longest prefix that still is a network of its own: the smallest that is routed between providers, one LAN (RFC 4291 2.5.4).
WHOLE_NETWORK = {4: 24, 6: 64}

DIRECTIONS = ("any", "inbound", "outbound")
# Names that other rules say more about.
_NAMED = {**addresses.LOOPBACK, **addresses.PRIVATE, **addresses.DOCUMENTATION}


@rule(
    "endpoint-malformed-address",
    "error",
    service=True,
    **AREA,
    title="Neither an IP address nor a host name",
    why="The provider takes it, and then no call from the customer is recognised and no call to it arrives.",
    fix="Give the IP address or the host name alone: the port goes into port, IPv6 is written without brackets, IPv4 without leading zeros.",
)
def malformed_address(customer):
    for path, address in customer.addresses:
        if addresses.network(address["ip"]) is None and addresses.host_name(address["ip"]) is None:
            yield (*path, "ip"), f"{address['ip']!r} is neither an IP address nor a host name"


@rule(
    "endpoint-whole-network",
    "error",
    **AREA,
    title="The address is a whole network",
    why="Source addresses are how CarrierX knows whose call it is. Every machine in the network, also one that was broken into, places calls "
    "at this customer's expense.",
    fix="List the addresses of the session border controllers, one by one.",
)
def whole_network(customer):
    yield from _prefixes(customer, lambda found: found.prefixlen <= WHOLE_NETWORK[found.version], "is a whole network")


@rule(
    "endpoint-wide-prefix",
    "warning",
    **AREA,
    title="The address is a prefix",
    why="Any address in it may place calls at this customer's expense, those that the customer gives to something else next year as well.",
    fix="List the addresses that send SIP, one by one. The contract knows one address or one host name per entry.",
)
def wide_prefix(customer):
    yield from _prefixes(customer, lambda found: found.prefixlen > WHOLE_NETWORK[found.version], "is a prefix")


def _prefixes(customer, wide, what):
    for path, address in customer.addresses:
        found = addresses.network(address["ip"])
        if found is not None and found.num_addresses > 1 and wide(found):
            bits = found.max_prefixlen - found.prefixlen
            count = str(found.num_addresses) if found.version == 4 else f"2^{bits}"
            yield (*path, "ip"), f"{found} {what} of {count} addresses"


@rule(
    "endpoint-unspecified-address",
    "error",
    service=True,
    **AREA,
    title="The address is unspecified",
    why="0.0.0.0 and :: mean no address (RFC 1122, RFC 4291). Calls to it go nowhere, and a system that reads it as any address lets everybody in.",
    fix="Give the address that the customer's calls come from.",
)
def unspecified_address(customer):
    for path, address in customer.addresses:
        found = addresses.network(address["ip"])
        # A whole network that begins there is a finding already.
        if found is not None and found.network_address.is_unspecified and found.num_addresses == 1:
            yield (*path, "ip"), f"{address['ip']} is the unspecified address"


@rule(
    "endpoint-loopback-address",
    "error",
    service=True,
    **AREA,
    title="The address is the machine itself",
    why="Seen from the provider, loopback is its own switch: calls loop there until a counter stops them, and none reaches the customer.",
    fix="Give the customer's public address.",
)
def loopback_address(customer):
    yield from _special(customer, addresses.LOOPBACK)


@rule(
    "endpoint-multicast-address",
    "error",
    service=True,
    **AREA,
    title="The address is multicast or broadcast",
    why="No machine has it, so no call ever comes from it, and trunk signalling is not sent to groups.",
    fix="Give the address of one machine.",
)
def multicast_address(customer):
    yield from _special(customer, addresses.MULTICAST)


@rule(
    "endpoint-private-address",
    "error",
    service=True,
    **AREA,
    title="Private address in production",
    why="It is not routed on the internet: the provider sees the public side of the customer's NAT instead and answers its calls with 403, "
    "and calls to the customer time out.",
    fix="Give the public address behind which the machine is seen. With a private line to the provider waive it, and name the line in the reason.",
)
def private_address(customer):
    if customer.production:
        yield from _special(customer, addresses.PRIVATE)
        for path, address in customer.addresses:
            if addresses.without_domain(address["ip"]) and not addresses.special(address["ip"], _NAMED):
                yield (*path, "ip"), f"{address['ip']} is a name without a domain"


@rule(
    "endpoint-documentation-address",
    "error",
    service=True,
    **AREA,
    title="Address from a range for documentation in production",
    why="It was copied from an example. It belongs to nobody, so the customer has no service.",
    fix="Give the address from the order form, or set customer.environment to test if this is no real customer.",
)
def documentation_address(customer):
    if customer.production:
        yield from _special(customer, addresses.DOCUMENTATION)


@rule(
    "endpoint-reserved-address",
    "error",
    service=True,
    **AREA,
    title="Address from a reserved range in production",
    why="No machine on the internet has it, so no call ever comes from it, and calls to it go nowhere.",
    fix="Give the public address of the machine, it is probably a slip of the pen.",
)
def reserved_address(customer):
    if customer.production:
        # What other rules say about an address says more.
        yield from _special(customer, addresses.RESERVED, but={**addresses.LOOPBACK, **addresses.MULTICAST, **addresses.UNSPECIFIED, **addresses.PRIVATE})


def _special(customer, ranges, but=None):
    """Findings for addresses in special ranges and names in special domains, but for those that are in others as well."""
    for path, address in customer.addresses:
        special = addresses.special(address["ip"], ranges)
        if special and not addresses.special(address["ip"], but or {}):
            yield (*path, "ip"), f"{address['ip']} is in {special[0]} ({special[1]})"


@rule(
    "endpoint-unknown-direction",
    "warning",
    service=True,
    **AREA,
    title="A direction that is none",
    why="The provider refuses the endpoint, or stores an address that is used for no call.",
    fix="Write any, inbound or outbound.",
)
def unknown_direction(customer):
    for path, address in customer.addresses:
        direction = given(address, "direction", "any")
        if direction not in DIRECTIONS:
            yield (*path, "direction"), f"{direction!r} is none of {', '.join(DIRECTIONS)}{closest(direction, DIRECTIONS)}"


@rule(
    "endpoint-port-zero",
    "error",
    service=True,
    **AREA,
    title="The port is 0",
    why="Nothing is ever sent from or to port 0 (RFC 6335 6), so the address is used for no call.",
    fix="Give the port, or leave it out for 5060.",
)
def port_zero(customer):
    for path, address in customer.addresses:
        for name in ("port", "dst_port"):
            if address.get(name) == 0:
                yield (*path, name), "0 is no port"


@rule(
    "endpoint-secret-in-attributes",
    "error",
    **AREA,
    title="A secret among the attributes of an endpoint",
    why="Attributes are shown in diffs, in logs and to everyone who may read endpoints, and the document is in git.",
    fix="Take it out and change it, it is known now. Passwords for SIP go into out_sip_password and sip_password, as {variable: name} or {env: NAME}.",
)
def secret_in_attributes(customer):
    for path, endpoint in customer.endpoints:
        yield from _secrets((*path, "attributes"), endpoint.get("attributes") or {})


def _secrets(path, value):
    if isinstance(value, list):
        for n, item in enumerate(value):
            yield from _secrets((*path, n), item)
    for name, item in value.items() if isinstance(value, dict) else ():
        if isinstance(item, (dict, list)):
            yield from _secrets((*path, name), item)
        elif item not in (None, "", False, True) and names_a_secret(str(name)):
            yield (*path, name), "holds a value"


@fleet_rule(
    "endpoint-shared-address",
    "error",
    **AREA,
    title="Same address and port at two customers, or one within the other",
    why="The provider cannot tell whose call it is: one customer's calls go out with the other's numbers, limits and ACLs, and on its bill. "
    "Addresses with another dst_port do not count, nor outbound ones: it is assumed that calls only go to those.",
    fix="Find out whose address it is. Behind one shared machine, customers need addresses or ports of their own.",
)
def shared_address(customers):
    """An entry counts for calls that arrive at its dst_port (contract section 10). That an outbound one is called and not listened to is assumed."""
    holders = _holders(customers)
    others = _overlapping(holders)
    for key, found in holders.items():
        for n in found:
            other = _another(n, found)
            where = _another(n, others.get(key, {}))
            if other is not None:
                more = f" and {len(found) - 2} more" if len(found) > 2 else ""
                text = f"is also an address of {customers[other].id}{more}"
            elif where is not None:
                text = f"overlaps {others[key][where]}, an address of {customers[where].id}"
            for path in found[n] if other is not None or where is not None else ():
                yield n, path, f"with port {key[1]} it {text}"


def _another(n, customers):
    """The first customer who is not this one, None if there is none."""
    return next((other for other in islice(customers, 2) if other != n), None)


def _holders(customers):
    """``{(network or host name, port, dst_port): {position of the customer: [path]}}`` of the addresses that calls may come from."""
    holders = {}
    for n, customer in enumerate(customers):
        for path, address in customer.addresses:
            where = addresses.network(address["ip"]) or addresses.host_name(address["ip"])
            if where is not None and address.get("direction") != "outbound":
                ports = (given(address, name, 5060) for name in ("port", "dst_port"))
                holders.setdefault((where, *ports), {}).setdefault(n, []).append(path)
    return holders


def _overlapping(holders):
    """For each key of the holders that overlaps others ``{customer: network}``: one or two customers, so that one is another one.

    A network overlaps those around it, which are looked up by each of the lengths that there are.
    """
    lengths = {4: set(), 6: set()}
    for where, *_ports in holders:
        if not isinstance(where, str):
            lengths[where.version].add(where.prefixlen)
    narrowest_first = {version: sorted(found, reverse=True) for version, found in lengths.items()}
    found = {}
    for key in holders:
        where, *ports = key
        wider = [] if isinstance(where, str) else [length for length in narrowest_first[where.version] if length < where.prefixlen]
        for length in wider:
            around = (where.supernet(new_prefix=length), *ports)
            if around in holders:
                _remember(found, key, holders[around], around[0])
                _remember(found, around, holders[key], where)
    return found


def _remember(found, key, holders, where):
    others = found.setdefault(key, {})
    for n in islice(holders, 2) if len(others) < 2 else ():
        others.setdefault(n, where)


@rule(
    "endpoint-insecure-media",
    "error",
    **AREA,
    title="Media without SRTP where the contract asks for secure media",
    why="Plain RTP can be heard by anybody on the way, and the customer has signed for the opposite.",
    fix="Set srtp to true and transport to tls at this address, and have the customer's side switched over at the same time.",
)
def insecure_media(customer):
    if not customer.contract.get("secure_media"):
        return
    for path, address in customer.addresses:
        if not given(address, "srtp", False):
            yield path, f"{given(address, 'transport', 'udp').upper()} without SRTP, the contract asks for secure media"


@rule(
    "endpoint-exposed-keys",
    "warning",
    **AREA,
    title="SRTP keys in signalling without TLS",
    why="With SDES the key of a call is in its INVITE in clear (RFC 4568): who can read the signalling can decrypt the media.",
    fix="Set transport to tls, port is then usually 5061.",
)
def exposed_keys(customer):
    if not customer.contract.get("secure_media"):
        return
    for path, address in customer.addresses:
        transport = given(address, "transport", "udp")
        if given(address, "srtp", False) and transport != "tls":
            yield path, f"SRTP over {transport.upper()}, the contract asks for secure media"
