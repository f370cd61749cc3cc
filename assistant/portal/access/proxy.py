"""A reader whom a trusted proxy has signed in (oauth2-proxy, nginx, Apache with Kerberos or SAML).

The headers are believed only from an address in ``ASSISTANT_PROXIES``: anybody else can write them.
"""

from __future__ import annotations

from collections.abc import Callable
from ipaddress import IPv6Address, ip_address, ip_network

from assistant.access import Reader, role_of
from assistant.errors import BadSetting, NotAllowed
from assistant.portal.access.visit import Source, Visit, words_of
from assistant.settings import Settings


def proxy(settings: Settings) -> Source:
    """Raises BadSetting for a network that is none."""
    trusted = trusts(settings.proxies)
    user, groups = settings.proxy_user.lower(), settings.proxy_groups.lower()
    curators, admins = words_of(settings.curators, ","), words_of(settings.admins, ",")

    def source(visit: Visit) -> Reader | None:
        if not user or not trusted(visit.peer) or not visit.headers.get(user, "").strip():
            return None
        if {user, groups} & visit.repeated:  # one is the proxy's, the other somebody's who went through it
            raise NotAllowed("doubled_header", name=settings.proxy_user)
        named = frozenset(words_of(_decoded(visit.headers.get(groups, "")), ","))
        return Reader(_decoded(visit.headers[user]).strip(), role_of(named, curators, admins), named, "proxy")

    return source


def trusts(networks: str) -> Callable[[str], bool]:
    """Whether an address lies in one of ``networks``; raises BadSetting."""
    try:
        listed = [ip_network(each, strict=False) for each in words_of(networks)]
    except ValueError:
        raise BadSetting("bad_setting", name="ASSISTANT_PROXIES", value=networks) from None

    def trusted(peer: str) -> bool:
        try:
            address = ip_address(peer)
        except ValueError:
            return False
        if isinstance(address, IPv6Address) and address.ipv4_mapped:
            address = address.ipv4_mapped
        return any(address in network for network in listed)

    return trusted


def _decoded(value: str) -> str:
    """Proxies write UTF-8 where HTTP reads Latin-1."""
    try:
        return value.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return value
