"""Who works here, and what each role may do."""

from enum import StrEnum


class Role(StrEnum):
    HOST = "host"
    MANAGER = "manager"
    OWNER = "owner"


class Permission(StrEnum):
    FLOOR = "floor"
    GUESTS = "guests"
    CHANNELS = "channels"
    AUDIENCES = "audiences"
    COMPOSER = "composer"
    RULES = "rules"
    HISTORY = "history"
    PREFERENCES = "preferences"
    STAFF = "staff"
    ERASE = "erase"
    EXPORT = "export"  # of guests; numbers belong to the history


_HOST = frozenset({Permission.FLOOR, Permission.GUESTS})
_MANAGER = _HOST | {
    Permission.CHANNELS,
    Permission.AUDIENCES,
    Permission.COMPOSER,
    Permission.RULES,
    Permission.HISTORY,
}
_MAY = {Role.HOST: _HOST, Role.MANAGER: _MANAGER, Role.OWNER: frozenset(Permission)}


def may(role: Role, permission: Permission) -> bool:
    return permission in _MAY[role]


def least(permission: Permission) -> Role:
    """The first role that may."""
    return next(role for role in Role if may(role, permission))
