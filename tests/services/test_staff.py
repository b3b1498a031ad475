"""PINs, roles, and five wrong tries."""

from datetime import timedelta

import pytest

from pushdesk.domain.events import StaffChanged
from pushdesk.errors import NotFound, Refused, UserError
from pushdesk.services import staff
from pushdesk.services.staff import Permission, Role
from pushdesk.store import staff as rows
from tests.house import House


def test_a_pin_tells_who_it_is(house: House) -> None:
    mia = staff.add(house.ctx, "Mia", "1234", Role.OWNER)
    ada = staff.add(house.ctx, "Ada", "99999999", Role.HOST)
    assert staff.every(house.ctx) == [ada, mia]
    assert staff.check(house.ctx, "99999999") == ada
    staff.change_pin(house.ctx, ada.id, "5678")
    assert staff.check(house.ctx, "5678") == ada
    assert len(house.heard(StaffChanged)) == 3
    with house.ctx.store.read() as session:
        assert all(one.pin_hash.startswith("$argon2id$") for one in rows.every(session))


@pytest.mark.parametrize("pin", ["", "123", "123456789", "12a4", "１２３４"])
def test_what_is_no_pin(house: House, pin: str) -> None:
    with pytest.raises(UserError, match="no PIN"):
        staff.add(house.ctx, "Mia", pin, Role.OWNER)


def test_each_pin_is_one_persons(house: House) -> None:
    staff.add(house.ctx, "Mia", "1234", Role.OWNER)
    with pytest.raises(Refused, match="taken"):
        staff.add(house.ctx, "Ada", "1234", Role.HOST)


def test_five_wrong_ones_are_a_minutes_wait(house: House) -> None:
    staff.add(house.ctx, "Mia", "1234", Role.OWNER)
    for _ in range(5):
        with pytest.raises(Refused, match="nobody's"):
            staff.check(house.ctx, "0000")
    with pytest.raises(Refused, match="Too many"):
        staff.check(house.ctx, "1234")
    house.clock.advance(timedelta(minutes=1))
    assert staff.check(house.ctx, "1234").name == "Mia"


def test_somebody_stays_an_owner(house: House) -> None:
    with pytest.raises(Refused, match="owner"):
        staff.add(house.ctx, "Ada", "5678", Role.HOST)
    mia = staff.add(house.ctx, "Mia", "1234", Role.OWNER)
    ada = staff.add(house.ctx, "Ada", "5678", Role.HOST)
    with pytest.raises(Refused, match="owner"):
        staff.change_role(house.ctx, mia.id, Role.HOST)
    with pytest.raises(Refused, match="owner"):
        staff.archive(house.ctx, mia.id)
    staff.archive(house.ctx, ada.id)
    with pytest.raises(NotFound):
        staff.archive(house.ctx, ada.id)
    staff.restore(house.ctx, ada.id)
    staff.change_role(house.ctx, ada.id, Role.OWNER)
    staff.archive(house.ctx, mia.id)
    assert [one.name for one in staff.every(house.ctx)] == ["Ada"]


def test_who_may_what() -> None:
    assert staff.may(Role.HOST, Permission.FLOOR)
    assert not staff.may(Role.HOST, Permission.CHANNELS)
    assert staff.may(Role.MANAGER, Permission.RULES)
    assert not staff.may(Role.MANAGER, Permission.STAFF)
    assert all(staff.may(Role.OWNER, permission) for permission in Permission)


def test_acting_for_somebody(house: House) -> None:
    acting = staff.as_staff(house.ctx, 7)
    assert staff.acting(acting) == 7
    assert staff.acting(staff.as_staff(acting, None)) is None
    assert staff.acting(house.ctx) is None
