# Copyright (c) 2026 telecom.trunking contributors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Addresses that rules of the area endpoints object to, and those that they do not."""

from __future__ import annotations

from ansible_collections.telecom.trunking.tests.unit.policy_cases.base import Case, carrierx, named


def at(ip, **more):
    return carrierx(endpoints=[{"name": "nyc", "addresses": [{"ip": ip, **more}]}])


def attributes(given):
    return carrierx(endpoints=[{"name": "nyc", "attributes": given}])


def secure(ip, **more):
    return {**at(ip, **more), "contract": {"secure_media": True}}


def test_customer(document):
    return named("acme", document, environment="test")


def case(rule, ip, text, near=(), ceased=True, shown=None):
    place = f"endpoints[0] (nyc).addresses[0] ({ip}).ip"
    gone = [named("acme", at(ip), state="ceased")] if ceased else []
    return Case(rule, at(ip), {place: text}, near=[*map(at, near), *gone])


PUBLIC = "8.8.8.8"

CASES = [
    # Form
    case("endpoint-malformed-address", "300.1.1.1", "'300.1.1.1' is neither an IP address nor a host name", ["30.1.1.1"]),
    case("endpoint-malformed-address", "8.8.8.8:5061", "'8.8.8.8:5061' is neither an IP address nor a host name", ["2600::5061"]),
    case("endpoint-malformed-address", "8.8.8.08", "'8.8.8.08' is neither an IP address nor a host name", ["8.8.8.80"]),
    case("endpoint-malformed-address", "[2600::1]", "'[2600::1]' is neither an IP address nor a host name", ["2600::1"]),
    case("endpoint-malformed-address", "8.8.8.8/33", "'8.8.8.8/33' is neither an IP address nor a host name", ["8.8.8.8/32"]),
    case(
        "endpoint-malformed-address",
        "sbc nyc",
        "'sbc nyc' is neither an IP address nor a host name",
        ["sbc.nyc.acme-voice.com", "sbc.nyc.acme-voice.com.", "sbc"],
    ),
    case(
        "endpoint-malformed-address",
        "sip:sbc.acme-voice.com",
        "'sip:sbc.acme-voice.com' is neither an IP address nor a host name",
        ["_sip._udp.acme-voice.com"],
    ),
    case("endpoint-malformed-address", "-sbc.acme-voice.com", "'-sbc.acme-voice.com' is neither an IP address nor a host name", ["s-b-c.acme-voice.com"]),
    case("endpoint-malformed-address", "a" * 64, f"'{'a' * 64}' is neither an IP address nor a host name", ["a" * 63]),
    # Width
    case("endpoint-whole-network", "8.8.8.0/24", "8.8.8.0/24 is a whole network of 256 addresses", ["8.8.8.0/25", "8.8.8.0", "8.8.8.8/32"]),
    case("endpoint-whole-network", "8.8.8.8/24", "8.8.8.0/24 is a whole network of 256 addresses"),
    case("endpoint-whole-network", "0.0.0.0/0", "0.0.0.0/0 is a whole network of 4294967296 addresses", ["0.0.0.0"]),
    case("endpoint-whole-network", "2600:1::/64", "2600:1::/64 is a whole network of 2^64 addresses", ["2600:1::/65", "2600:1::"]),
    case("endpoint-wide-prefix", "8.8.8.0/29", "8.8.8.0/29 is a prefix of 8 addresses", ["8.8.8.0/24", "8.8.8.0/32"]),
    case("endpoint-wide-prefix", "2600:1::/126", "2600:1::/126 is a prefix of 2^2 addresses", ["2600:1::/64", "2600:1::/128"]),
    # Special addresses
    case("endpoint-unspecified-address", "0.0.0.0", "0.0.0.0 is the unspecified address", ["0.0.0.1", "0.0.0.0/0"]),
    case("endpoint-unspecified-address", "::", ":: is the unspecified address", ["::1"]),
    case("endpoint-loopback-address", "127.0.0.53", "127.0.0.53 is in 127.0.0.0/8 (loopback, RFC 1122)", ["128.0.0.1", "126.255.255.255"]),
    case("endpoint-loopback-address", "::1", "::1 is in ::1/128 (loopback, RFC 4291)", ["::2"]),
    case("endpoint-loopback-address", "::ffff:127.0.0.1", "::ffff:127.0.0.1 is in 127.0.0.0/8 (loopback, RFC 1122)", ["::ffff:8.8.8.8"]),
    case("endpoint-loopback-address", "Localhost.", "Localhost. is in localhost (loopback, RFC 6761)", ["notlocalhost", "localhost.acme-voice.com"]),
    case("endpoint-multicast-address", "224.0.1.75", "224.0.1.75 is in 224.0.0.0/4 (multicast, RFC 5771)", ["223.255.255.255", "240.0.0.1"]),
    case("endpoint-multicast-address", "ff02::1", "ff02::1 is in ff00::/8 (multicast, RFC 4291)", ["fd00::1"]),
    case("endpoint-multicast-address", "255.255.255.255", "255.255.255.255 is in 255.255.255.255/32 (broadcast, RFC 919)", ["255.255.255.254"]),
    # Ranges that are not for production
    case("endpoint-private-address", "10.1.2.3", "10.1.2.3 is in 10.0.0.0/8 (private, RFC 1918)", ["11.1.2.3", "192.0.2.1"]),
    case("endpoint-private-address", "172.31.255.1", "172.31.255.1 is in 172.16.0.0/12 (private, RFC 1918)", ["172.32.0.1", "172.15.0.1"]),
    case("endpoint-private-address", "192.168.1.0/29", "192.168.1.0/29 is in 192.168.0.0/16 (private, RFC 1918)", ["192.169.1.1", "192.0.0.0/8"]),
    case("endpoint-private-address", "100.64.0.1", "100.64.0.1 is in 100.64.0.0/10 (shared by carrier-grade NAT, RFC 6598)", ["100.128.0.1", "100.63.0.1"]),
    case("endpoint-private-address", "169.254.1.1", "169.254.1.1 is in 169.254.0.0/16 (link-local, RFC 3927)", ["169.253.1.1"]),
    case("endpoint-private-address", "fd12::1", "fd12::1 is in fc00::/7 (private, RFC 4193)", ["2600::1"]),
    case("endpoint-private-address", "fe80::1", "fe80::1 is in fe80::/10 (link-local, RFC 4291)", ["fe00::1"]),
    case("endpoint-private-address", "fec0::1", "fec0::1 is in fec0::/10 (site-local, RFC 3879)", ["fe00::1"]),
    case("endpoint-private-address", "2002:a00:1::1", "2002:a00:1::1 is in 10.0.0.0/8 (private, RFC 1918)", ["2002:808:808::1"]),
    case("endpoint-private-address", "pbx.local", "pbx.local is in local (local, RFC 6762)", ["pbx.local.acme-voice.com", "pbx-local.acme-voice.com"]),
    *(
        case("endpoint-private-address", f"pbx.{domain}", f"pbx.{domain} is in {domain} (private by custom, RFC 6762 appendix G)", [f"{domain}.acme-voice.com"])
        for domain in ("corp", "home", "intranet", "lan", "private")
    ),
    case(
        "endpoint-private-address",
        "sbc.acme.localdomain",
        "sbc.acme.localdomain is in localdomain (a placeholder for a domain)",
        ["sbc.localdomain.acme-voice.com"],
    ),
    case("endpoint-private-address", "pbx", "pbx is a name without a domain", ["pbx.acme-voice.com", "localhost", "test", "8"]),
    case("endpoint-private-address", "pbx.home.arpa", "pbx.home.arpa is in home.arpa (private, RFC 8375)", ["pbx.e164.arpa"]),
    Case(
        "endpoint-private-address",
        at("10.0.0.1"),
        {"endpoints[0] (nyc).addresses[0] (10.0.0.1).ip": "10.0.0.1 is in 10.0.0.0/8 (private, RFC 1918)"},
        [test_customer(at("10.0.0.1"))],
    ),
    case("endpoint-documentation-address", "192.0.2.10", "192.0.2.10 is in 192.0.2.0/24 (documentation, RFC 5737)", ["192.0.3.10", "10.0.0.1"]),
    case("endpoint-documentation-address", "198.51.100.1", "198.51.100.1 is in 198.51.100.0/24 (documentation, RFC 5737)", ["198.51.101.1"]),
    case("endpoint-documentation-address", "203.0.113.1", "203.0.113.1 is in 203.0.113.0/24 (documentation, RFC 5737)", ["203.0.114.1"]),
    case("endpoint-documentation-address", "198.19.0.1", "198.19.0.1 is in 198.18.0.0/15 (benchmarks, RFC 2544)", ["198.20.0.1"]),
    case("endpoint-documentation-address", "2001:db8:1::1", "2001:db8:1::1 is in 2001:db8::/32 (documentation, RFC 3849)", ["2001:db9::1"]),
    case("endpoint-documentation-address", "3fff:fff::1", "3fff:fff::1 is in 3fff::/20 (documentation, RFC 9637)", ["3fff:1000::1"]),
    case(
        "endpoint-documentation-address", "sbc.example.com", "sbc.example.com is in example.com (examples, RFC 2606)", ["sbc.myexample.com", "example.com.br"]
    ),
    Case(
        "endpoint-documentation-address",
        at("192.0.2.1"),
        {"endpoints[0] (nyc).addresses[0] (192.0.2.1).ip": "192.0.2.1 is in 192.0.2.0/24 (documentation, RFC 5737)"},
        [test_customer(at("192.0.2.1"))],
    ),
    case("endpoint-reserved-address", "0.1.2.3", "0.1.2.3 is in 0.0.0.0/8 (this network, RFC 791)", ["1.1.2.3", "0.0.0.0"]),
    case("endpoint-reserved-address", "192.0.0.8", "192.0.0.8 is in 192.0.0.0/24 (protocol assignments, RFC 6890)", ["192.0.1.8", "192.0.2.8"]),
    case("endpoint-reserved-address", "240.0.0.1", "240.0.0.1 is in 240.0.0.0/4 (reserved, RFC 1112)", ["239.0.0.1", "255.255.255.255"]),
    case("endpoint-reserved-address", "::8.8.8.8", "::8.8.8.8 is in ::/96 (IPv4-compatible, given up by RFC 4291)", ["::ffff:8.8.8.8", "::1", "::127.0.0.1"]),
    case("endpoint-reserved-address", "100::1", "100::1 is in 100::/64 (discarded, RFC 6666)", ["100:0:0:1::1"]),
    case("endpoint-reserved-address", "2001:2::1", "2001:2::1 is in 2001::/23 (protocol assignments, RFC 2928)", ["2001:200::1", "2001:db8::1"]),
    Case(
        "endpoint-reserved-address",
        at("240.0.0.1"),
        {"endpoints[0] (nyc).addresses[0] (240.0.0.1).ip": "240.0.0.1 is in 240.0.0.0/4 (reserved, RFC 1112)"},
        [test_customer(at("240.0.0.1"))],
    ),
    # Form of the rest
    Case(
        "endpoint-unknown-direction",
        at(PUBLIC, direction="outbond"),
        {"endpoints[0] (nyc).addresses[0] (8.8.8.8).direction": "'outbond' is none of any, inbound, outbound, did you mean outbound?"},
        [at(PUBLIC, direction=one) for one in ("any", "inbound", "outbound", None)],
    ),
    Case(
        "endpoint-port-zero",
        at(PUBLIC, port=0, dst_port=0),
        {f"endpoints[0] (nyc).addresses[0] (8.8.8.8).{name}": "0 is no port" for name in ("port", "dst_port")},
        [at(PUBLIC, port=1), at(PUBLIC, port=None)],
    ),
    Case(
        "endpoint-secret-in-attributes",
        attributes({"site": "NYC-1", "sip": [{"Password": "hunter2"}], "api_key": "hunter2", "authToken": 7, "userpw": "x", "passcode": 4711}),
        {f"endpoints[0] (nyc).attributes.{name}": "holds a value" for name in ("sip[0].Password", "api_key", "authToken", "userpw", "passcode")},
        [attributes({"password": "", "token": None, "secret": False, "bypass": "yes", "site_code": "NYC", "key": "4711", "tokens": 3}), attributes({})],
    ),
    # Across customers
    Case(
        "endpoint-shared-address",
        [at(PUBLIC), named("beta", at(PUBLIC, port=5060))],
        {"endpoints[0] (nyc).addresses[0] (8.8.8.8)": "with port 5060 it is also an address of beta"},
        [
            [at(PUBLIC), named("beta", at(PUBLIC, port=5061))],
            [at(PUBLIC), named("beta", at("8.8.8.9"))],
            [at(PUBLIC), named("beta", at(PUBLIC), state="ceased")],
            [named("beta", at(PUBLIC), state="ceased"), at(PUBLIC)],
            [carrierx(endpoints=[{"name": "a", "addresses": [{"ip": PUBLIC}]}, {"name": "b", "addresses": [{"ip": PUBLIC}]}]), named("beta", at("8.8.4.4"))],
            [at("not an address"), named("beta", at("not an address"))],
            # Calls that arrive at other ports of the carrier, and addresses that are only called.
            [at(PUBLIC), named("beta", at(PUBLIC, dst_port=5061))],
            [at(PUBLIC, direction="outbound"), named("beta", at(PUBLIC, direction="outbound"))],
        ],
    ),
    Case(
        "endpoint-shared-address",
        [at(PUBLIC, dst_port=5062, direction="inbound"), named("beta", at(PUBLIC, dst_port=5062))],
        {"endpoints[0] (nyc).addresses[0] (8.8.8.8)": "with port 5060 it is also an address of beta"},
    ),
    Case(
        "endpoint-shared-address",
        [at("8.8.8.0/28"), named("beta", at("8.8.8.5")), named("gamma", at("8.8.8.6"))],
        {"endpoints[0] (nyc).addresses[0] (8.8.8.0/28)": "with port 5060 it overlaps 8.8.8.5/32, an address of beta"},
        [
            [at("8.8.8.0/28"), named("beta", at("8.8.8.16"))],
            [at("8.8.8.0/28"), named("beta", at("8.8.8.5", port=5061))],
            [at("8.8.8.0/28"), named("beta", at("8.8.8.5", dst_port=5061))],
            [at("8.8.8.0/28"), named("beta", at("8.8.8.5"), state="ceased")],
            [carrierx(endpoints=[{"name": "nyc", "addresses": [{"ip": "8.8.8.0/28"}, {"ip": "8.8.8.5"}]}]), named("beta", at("8.8.4.4"))],
        ],
    ),
    Case(
        "endpoint-shared-address",
        [
            carrierx(endpoints=[{"name": "nyc", "addresses": [{"ip": "8.8.8.4"}, {"ip": "8.8.8.5"}]}]),
            named("beta", at("8.8.8.4/30")),
            named("gamma", at("8.8.8.0/24")),
        ],
        {f"endpoints[0] (nyc).addresses[{n}] (8.8.8.{n + 4})": "with port 5060 it overlaps 8.8.8.4/30, an address of beta" for n in (0, 1)},
    ),
    *(
        Case(
            "endpoint-shared-address",
            [at(one, port=None), named("beta", at("8.8.4.4")), named("gamma", at(other)), named("delta", at(one))],
            {f"endpoints[0] (nyc).addresses[0] ({one})": "with port 5060 it is also an address of gamma and 1 more"},
            [[at(near), named("beta", at(other))]],
        )
        for one, other, near in [
            ("2600:0::1", "2600::0001", "2600::2"),
            ("::ffff:8.8.8.8", "8.8.8.8", "::808:808"),
            ("SBC.acme-voice.com.", "sbc.acme-voice.com", "sbc2.acme-voice.com"),
            ("8.8.8.9/29", "8.8.8.8/29", "8.8.8.16/29"),
        ]
    ),
    # Media
    Case(
        "endpoint-insecure-media",
        secure(PUBLIC),
        {"endpoints[0] (nyc).addresses[0] (8.8.8.8)": "UDP without SRTP, the contract asks for secure media"},
        [secure(PUBLIC, srtp=True), at(PUBLIC), {**at(PUBLIC), "contract": {"secure_media": False}}],
    ),
    Case(
        "endpoint-insecure-media",
        secure(PUBLIC, transport="tls", srtp=False),
        {"endpoints[0] (nyc).addresses[0] (8.8.8.8)": "TLS without SRTP, the contract asks for secure media"},
        [secure(PUBLIC, transport="tls", srtp=True)],
    ),
    Case(
        "endpoint-exposed-keys",
        secure(PUBLIC, srtp=True, transport="tcp"),
        {"endpoints[0] (nyc).addresses[0] (8.8.8.8)": "SRTP over TCP, the contract asks for secure media"},
        [secure(PUBLIC, srtp=True, transport="tls"), secure(PUBLIC, transport="tcp"), at(PUBLIC, srtp=True, transport="tcp")],
    ),
]
