"""Roles hold in the services themselves: no window, key or command gets round them."""

import ast
import inspect
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

import pytest

from pushdesk import services
from pushdesk.domain.requests import Request
from pushdesk.domain.staff import Permission, Role, least, may
from pushdesk.domain.targets import App, PushedId, Target
from pushdesk.errors import Refused
from pushdesk.services import channels, guests, messages, staff, visits, waiting_list
from pushdesk.services.audits import as_staff
from pushdesk.services.context import Context
from pushdesk.services.waiting_list import Party
from tests.house import House

# Who may do it. Whatever else writes is in one of the two lists below.
NEEDS = {
    Permission.CHANNELS: {
        "channels": "archive create rename reorder restore set_public set_welcome",
    },
    Permission.AUDIENCES: {
        "audiences": "change create delete rename",
        "categories": "drop_category make_category",
        "pixels": "switch_off switch_on",
    },
    Permission.COMPOSER: {
        "broadcasts": "cancel pause resume",
        "drafts": "delete restore save schedule unschedule",
        "templates": "reset save",
    },
    Permission.RULES: {
        "rules": "add_ready create delete disable enable reorder restore save",
    },
    Permission.HISTORY: {"exports": "days messages"},
    Permission.PREFERENCES: {
        "email_proof": "try_out",
        "preferences": "put",
        "venues": "choose create save",
    },
    Permission.STAFF: {"staff": "add archive change_pin change_role restore"},
    Permission.ERASE: {"erasure": "erase"},
    Permission.EXPORT: {"guest_export": "export write"},
}
# What a host does on the floor and with a guest, and what guests and their phones do themselves.
EVERYBODYS = {
    "audiences": "add remove",
    "calling": "notify",
    "categories": "choose",
    "delays": "late",
    "email_proof": "confirm request",
    "erasure": "forget_me",  # the guest itself, by its own pass
    "events": "record",
    "forgetting": "forget",
    "guest_lists": "apply",
    "guest_merge": "merge preview",
    "guest_records": "remove_field remove_own_id set_country set_email set_field set_language "
    "set_own_id",
    "guests": "rename",
    "messages": "send",  # to one guest; it looks itself
    "page_receipts": "record",
    "page_tag": "choose put_in record take_out",
    "recalls": "correct recall",
    "receipts": "record",
    "replies": "answer change_size leave_list take_back warn_me warn_near",
    "scans": "person",
    "staff": "check",
    "subscriptions": "leave replace resync subscribe",
    "undo": "undo",
    "visits": "dismiss leave no_show release seat",
    "waiting_list": "accept add decline edit",
}
# It makes the first venue at the first look, which is nobody's deed.
FIRST_LOOK = "venues._first"
ANYBODYS = {f"{module}.{name}" for module, names in EVERYBODYS.items() for name in names.split()}
GUARDED = {
    f"{module}.{name}": permission
    for permission, rooms in NEEDS.items()
    for module, names in rooms.items()
    for name in names.split()
}
ROLES = [pytest.param(role, id=role.value) for role in Role]


def of_role(house: House, role: Role) -> Context:
    staff.add(house.ctx, "Olga", "1111", Role.OWNER)
    person = staff.add(house.ctx, "Somebody", "2222", role)
    return as_staff(house.ctx, person.id)


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(("name", "permission"), GUARDED.items(), ids=list(GUARDED))
def test_the_door_is_shut_for_who_may_not(
    house: House, name: str, permission: Permission, role: Role
) -> None:
    """Before anything else is looked at, so nothing sensible has to be given."""
    if may(role, permission):
        return
    ctx = of_role(house, role)
    with pytest.raises(Refused) as refused:
        _called(name, ctx)
    owners_only = least(permission) is Role.OWNER
    sentence = "Only an owner may" if owners_only else "Only a manager or an owner may"
    assert str(refused.value).startswith(sentence)


def test_every_function_that_writes_has_been_thought_of() -> None:
    public = _public()
    writing = public & _writers()
    assert GUARDED.keys() <= public
    assert not GUARDED.keys() & ANYBODYS
    assert writing - GUARDED.keys() == ANYBODYS


def test_who_may_does(house: House) -> None:
    manager = of_role(house, Role.MANAGER)
    assert channels.create(manager, "Lunch").name == "Lunch"


def test_without_anybody_signed_in_the_machine_is_its_owners(house: House) -> None:
    staff.add(house.ctx, "Olga", "1111", Role.OWNER)
    assert channels.create(house.ctx, "Lunch").name == "Lunch"


def test_who_has_left_may_nothing(house: House) -> None:
    manager = of_role(house, Role.MANAGER)
    staff.archive(house.ctx, manager.staff_id or 0)
    with pytest.raises(Refused, match="Only a manager"):
        channels.create(manager, "Lunch")


def test_a_role_that_is_taken_away_is_gone_at_once(house: House) -> None:
    manager = of_role(house, Role.MANAGER)
    staff.change_role(house.ctx, manager.staff_id or 0, Role.HOST)
    with pytest.raises(Refused):
        channels.create(manager, "Lunch")


def test_a_host_sends_to_one_guest_and_not_to_many(house: House) -> None:
    host = of_role(house, Role.HOST)
    guest = guests.by_pass(house.ctx, house.guest(house.channel()).token).guest
    one = PushedId(guest.pushed_id)
    assert messages.send(host, _request(one)).devices == 1
    for to in ((App(),), (one, one)):
        with pytest.raises(Refused, match="Only a manager"):
            messages.send(host, _request(*to))


def test_a_host_has_the_whole_floor(house: House) -> None:
    host = of_role(house, Role.HOST)
    row = waiting_list.add(host, Party(name="Blue Fox"))
    visits.seat(host, row.guest_id)


def _request(*to: Target) -> Request:
    return Request(to=to, title="Hello")


def _called(name: str, ctx: Context) -> object:
    module, _dot, function = name.partition(".")
    deed: Callable[..., object] = getattr(import_module(f"pushdesk.services.{module}"), function)
    wanted = list(inspect.signature(deed).parameters.values())[1:]
    given = {one.name: None for one in wanted if one.default is inspect.Parameter.empty}
    return deed(ctx, **given)


def _public() -> set[str]:
    """Functions of the services that people and programs call with a context of their own."""
    return {
        f"{module}.{name}"
        for module, functions in _functions().items()
        for name, function in functions.items()
        if not name.startswith("_") and _takes_context(function)
    }


def _takes_context(function: ast.FunctionDef) -> bool:
    """Parts of somebody else's transaction have a session as well, and no door of their own."""
    names = [argument.arg for argument in function.args.args]
    return names[:1] == ["ctx"] and "session" not in names


def _functions() -> dict[str, dict[str, ast.FunctionDef]]:
    found = {}
    for module in iter_modules(services.__path__):
        source = Path(services.__path__[0], f"{module.name}.py").read_text(encoding="utf-8")
        body = ast.parse(source).body
        found[module.name] = {one.name: one for one in body if isinstance(one, ast.FunctionDef)}
    return found


def _writers() -> set[str]:
    """Functions that open a transaction to write, themselves or through one that does."""
    functions = _functions()
    calls = {
        f"{module}.{name}": set(_calls(module, function))
        for module, some in functions.items()
        for name, function in some.items()
        if f"{module}.{name}" != FIRST_LOOK
    }
    writing = {name for name, called in calls.items() if "store.write" in called}
    while more := {name for name, called in calls.items() if called & writing} - writing:
        writing |= more
    return writing


def _calls(module: str, function: ast.FunctionDef) -> Iterator[str]:
    """As module.function; what is named only, to be called later, counts as well."""
    for node in ast.walk(function):
        if isinstance(node, ast.Name):
            yield f"{module}.{node.id}"
        if isinstance(node, ast.Attribute):
            value = node.value
            yield f"{value.id if isinstance(value, ast.Name) else 'store'}.{node.attr}"
