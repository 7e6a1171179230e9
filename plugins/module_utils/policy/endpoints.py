# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Policy of endpoints: where calls come from and go to. Pure. Private to the collection."""

from __future__ import annotations

from ansible_collections.telecom.trunking.plugins.module_utils.policy import addresses
from ansible_collections.telecom.trunking.plugins.module_utils.policy.customer import given
from ansible_collections.telecom.trunking.plugins.module_utils.policy.framework import fleet_rule, rule

AREA = {"area": "endpoints", "provider": "carrierx"}

# The longest prefix that still is a network of its own: the smallest that is routed between providers, one LAN (RFC 4291 2.5.4).
WHOLE_NETWORK = {4: 24, 6: 64}

LOOPBACK = {"127.0.0.0/8": "loopback, RFC 1122", "::1/128": "loopback, RFC 4291", "localhost": "loopback, RFC 6761"}
MULTICAST = {
    "224.0.0.0/4": "multicast, RFC 5771",
    "ff00::/8": "multicast, RFC 4291",
    "255.255.255.255/32": "broadcast, RFC 919",
}
PRIVATE = {
    "10.0.0.0/8": "private, RFC 1918",
    "172.16.0.0/12": "private, RFC 1918",
    "192.168.0.0/16": "private, RFC 1918",
    "100.64.0.0/10": "shared by carrier-grade NAT, RFC 6598",
    "169.254.0.0/16": "link-local, RFC 3927",
    "fc00::/7": "private, RFC 4193",
    "fe80::/10": "link-local, RFC 4291",
    "local": "local, RFC 6762",
    "internal": "private by reservation of ICANN",
    "home.arpa": "private, RFC 8375",
}
DOCUMENTATION = {
    "192.0.2.0/24": "documentation, RFC 5737",
    "198.51.100.0/24": "documentation, RFC 5737",
    "203.0.113.0/24": "documentation, RFC 5737",
    "2001:db8::/32": "documentation, RFC 3849",
    "3fff::/20": "documentation, RFC 9637",
    "198.18.0.0/15": "benchmarks, RFC 2544",
    "example": "examples, RFC 2606",
    "invalid": "never valid, RFC 2606",
    "test": "tests, RFC 2606",
    "example.com": "examples, RFC 2606",
    "example.net": "examples, RFC 2606",
    "example.org": "examples, RFC 2606",
}


@rule(
    "endpoint-malformed-address",
    "error",
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
    **AREA,
    title="The address is the machine itself",
    why="Seen from the provider, loopback is its own switch: calls loop there until a counter stops them, and none reaches the customer.",
    fix="Give the customer's public address.",
)
def loopback_address(customer):
    yield from _special(customer, LOOPBACK)


@rule(
    "endpoint-multicast-address",
    "error",
    **AREA,
    title="The address is multicast or broadcast",
    why="No machine has it, so no call ever comes from it, and trunk signalling is not sent to groups.",
    fix="Give the address of one machine.",
)
def multicast_address(customer):
    yield from _special(customer, MULTICAST)


@rule(
    "endpoint-private-address",
    "error",
    **AREA,
    title="Private address in production",
    why="It is not routed on the internet: the provider sees the public side of the customer's NAT instead and answers its calls with 403, "
    "and calls to the customer time out.",
    fix="Give the public address behind which the machine is seen. With a private line to the provider waive it, and name the line in the reason.",
)
def private_address(customer):
    if customer.production:
        yield from _special(customer, PRIVATE)


@rule(
    "endpoint-documentation-address",
    "error",
    **AREA,
    title="Address from a range for documentation in production",
    why="It was copied from an example. It belongs to nobody, so the customer has no service.",
    fix="Give the address from the order form, or set customer.environment to test if this is no real customer.",
)
def documentation_address(customer):
    if customer.production:
        yield from _special(customer, DOCUMENTATION)


def _special(customer, ranges):
    """Findings for addresses in special ranges and names in special domains. A range is told by its slash."""
    networks = {text: meaning for text, meaning in ranges.items() if "/" in text}
    domains = {text: meaning for text, meaning in ranges.items() if "/" not in text}
    for path, address in customer.addresses:
        found, name = addresses.network(address["ip"]), addresses.host_name(address["ip"])
        special = addresses.within(found, networks) if found is not None else addresses.under(name, domains) if name is not None else None
        if special:
            yield (*path, "ip"), f"{address['ip']} is in {special[0]} ({special[1]})"


@fleet_rule(
    "endpoint-shared-address",
    "error",
    **AREA,
    title="Same address and port at two customers",
    why="The provider cannot tell whose call it is: one customer's calls go out with the other's numbers, limits and ACLs, and on its bill.",
    fix="Find out whose address it is. Behind one shared machine, customers need addresses or ports of their own.",
)
def shared_address(customers):
    holders = {}
    for n, customer in enumerate(customers):
        for path, address in customer.addresses:
            where = addresses.network(address["ip"]) or addresses.host_name(address["ip"])
            if where is not None:
                holders.setdefault((where, given(address, "port", 5060)), []).append((n, path))
    for (_where, port), found in holders.items():
        owners = list(dict.fromkeys(n for n, _path in found))
        for n, path in found if len(owners) > 1 else ():
            other = customers[owners[1] if n == owners[0] else owners[0]].id
            more = f" and {len(owners) - 2} more" if owners[2:] else ""
            yield n, path, f"with port {port} it is also an address of {other}{more}"


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
