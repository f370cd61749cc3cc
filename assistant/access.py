"""Who asks, and what they may do. Pure: how a request tells it stands in ``portal/access``."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

Role = Literal["reader", "curator", "admin"]
How = Literal["anonymous", "key", "portal", "proxy", "oidc"]
ROLES: tuple[Role, ...] = ("reader", "curator", "admin")


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody who asks. ``how`` they are known; ``name`` is unique only together with ``how``.

    A reader asks and reads, a curator also adds and removes reports, an admin also sees every report,
    the keys, the audit log and the metrics.
    """

    name: str = ""
    role: Role = "reader"
    groups: frozenset[str] = frozenset()
    how: How = "anonymous"

    def may(self, role: Role) -> bool:
        """Whether they may do what ``role`` may."""
        return ROLES.index(self.role) >= ROLES.index(role)

    @property
    def sees(self) -> frozenset[str] | None:
        """The groups whose reports they see beside the open ones; None: every report there is."""
        return None if self.may("admin") else self.groups


def role_of(groups: Collection[str], curators: Collection[str], admins: Collection[str]) -> Role:
    """The role that groups bring; ``curators`` and ``admins`` are the groups whose members are such."""
    if set(groups) & set(admins):
        return "admin"
    return "curator" if set(groups) & set(curators) else "reader"
