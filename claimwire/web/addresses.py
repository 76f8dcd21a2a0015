"""Classification of IP addresses as public or not."""

import ipaddress

# Own tables, because ``ipaddress.is_global`` differs between patch releases of Python and lets
# multicast and embedded IPv4 addresses through.
# https://www.iana.org/assignments/iana-ipv4-special-registry (2025-10-09)
_REFUSED_IPV4 = tuple(
    ipaddress.IPv4Network(network)
    for network in (
        "0.0.0.0/8",  # this network, RFC 791
        "10.0.0.0/8",  # private, RFC 1918
        "100.64.0.0/10",  # carrier-grade NAT, RFC 6598
        "127.0.0.0/8",  # loopback, RFC 1122
        "168.63.129.16/32",  # Azure's platform service, an address of the public range
        "169.254.0.0/16",  # link-local, cloud metadata services; RFC 3927
        "172.16.0.0/12",  # private, RFC 1918
        "192.0.0.0/24",  # protocol assignments, RFC 6890
        "192.0.2.0/24",  # documentation, RFC 5737
        "192.88.99.0/24",  # former 6to4 relays, RFC 7526
        "192.168.0.0/16",  # private, RFC 1918
        "198.18.0.0/15",  # benchmarks, RFC 2544
        "198.51.100.0/24",  # documentation, RFC 5737
        "203.0.113.0/24",  # documentation, RFC 5737
        "224.0.0.0/4",  # multicast, RFC 5771
        "240.0.0.0/4",  # reserved and broadcast, RFC 1112
    )
)

# https://www.iana.org/assignments/ipv6-address-space: the only block given out so far.
_GLOBAL_UNICAST = ipaddress.IPv6Network("2000::/3")

# https://www.iana.org/assignments/iana-ipv6-special-registry (2025-10-09)
_REFUSED_IPV6 = tuple(
    ipaddress.IPv6Network(network)
    for network in (
        "2001::/23",  # protocol assignments with benchmarks, ORCHID and Teredo; RFC 2928
        "2001:db8::/32",  # documentation, RFC 3849
        "3fff::/20",  # documentation, RFC 9637
    )
)

_SIX_TO_FOUR = ipaddress.IPv6Network("2002::/16")
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


def is_public(address: str | ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    """Return whether untrusted input may make us connect to an address.

    An IPv6 address that stands for an IPv4 address (mapped, RFC 4291 section 2.5.5.2; NAT64,
    RFC 6052; 6to4, RFC 3056) is as public as that one; all Teredo addresses are refused.

    Args:
        address: an IP address; text that is not an IP address counts as not public.
    """
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv4Address):
        return not any(ip in network for network in _REFUSED_IPV4)
    embedded = _embedded_ipv4(ip)
    if embedded is not None:
        return is_public(embedded)
    return ip in _GLOBAL_UNICAST and not any(ip in network for network in _REFUSED_IPV6)


def _embedded_ipv4(ip: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    if ip.ipv4_mapped is not None:
        return ip.ipv4_mapped
    if ip in _SIX_TO_FOUR:
        return ip.sixtofour
    if ip in _NAT64:
        return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return None
