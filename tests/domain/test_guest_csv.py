"""Lists of guests as CSV: what is read, what is refused, what comes back."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pushdesk.domain import emails, guest_csv
from pushdesk.domain.guest_csv import BadList, Fault, Line
from pushdesk.domain.guest_roster import CantDo, Clash, Entry, OwnId, Phone, Roster, Wanted

# Cells as a list holds them: one line of text without blanks around it.
CELLS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"])).map(str.strip)


def cells(data: bytes | str) -> list[tuple[str, ...] | None]:
    return [line.cells for line in guest_csv.read(data).lines]


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("delimiter", [",", ";"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("as_bytes", [True, False])
def test_as_programs_write_it(mark: str, delimiter: str, end: str, *, as_bytes: bool) -> None:
    lines = ["Name|EMAIL|own:till, old|field: Seat ", 'Zoë|zoe@example.com|"4|2"|"say ""hi"""']
    if delimiter == ",":
        lines[0] = lines[0].replace("own:till, old", '"own:till, old"')
    text = mark + end.join(line.replace("|", delimiter) for line in lines) + end
    read = guest_csv.read(text.encode() if as_bytes else text)
    assert read.columns == ("name", "email", "own:till, old", "field:Seat")
    number_of_own = f"4{delimiter}2"
    assert read.lines == (Line(2, ("Zoë", "zoe@example.com", number_of_own, 'say "hi"')),)


def test_lines_are_counted_as_an_editor_does() -> None:
    read = guest_csv.read('\nname,field:note\n\nAnna,"two\nlines"\n,\nBen,\n')
    assert [line.number for line in read.lines] == [4, 7]


def test_too_few_cells_are_empty_and_too_many_are_a_fault() -> None:
    assert cells("name,email\nAnna\nBen,b@example.com,,\nCleo,c@example.com,x\n") == [
        ("Anna", ""),
        ("Ben", "b@example.com"),
        None,
    ]


def test_as_many_lines_as_fit() -> None:
    assert len(cells(b"name\n" + b"x\n" * guest_csv.MOST_LINES)) == guest_csv.MOST_LINES


def test_a_quotation_mark_in_the_wrong_place_costs_its_line_only() -> None:
    assert cells('name\n"An"na\nBen\n') == [None, ("Ben",)]
    assert cells('name\nAnna\n"Ben\nCleo\n') == [("Anna",), None]


def test_headings_as_owners_write_them() -> None:
    written = "Full name;E-Mail Address;Sprache;KANAL;Pushed ID\nAnna;a@example.com;de;Wine;\n"
    assert guest_csv.read(written).columns == ("name", "email", "language", "channel", "pushed_id")
    with pytest.raises(BadList) as caught:
        guest_csv.read("Mail,e-mail\n")
    assert (caught.value.fault, caught.value.column) == (Fault.COLUMN_TWICE, "email")


@pytest.mark.parametrize(
    ("data", "fault", "column"),
    [
        (b"", Fault.NO_COLUMNS, ""),
        (b"\r\n\r\n", Fault.NO_COLUMNS, ""),
        (b'"name\nAnna', Fault.NO_COLUMNS, ""),
        (b"name,phone\n", Fault.UNKNOWN_COLUMN, "phone"),
        (b"name,\n", Fault.UNKNOWN_COLUMN, ""),
        (b"own: \n", Fault.UNKNOWN_COLUMN, "own: "),
        (b"name,NAME\n", Fault.COLUMN_TWICE, "name"),
        (b"own:a,OWN:a\n", Fault.COLUMN_TWICE, "own:a"),
        ("name\nZoë".encode("latin-1"), Fault.NOT_UTF8, ""),
        ("name\nZoë".encode("utf-16"), Fault.NOT_UTF8, ""),
        (",".join(f"own:{n}" for n in range(1001)), Fault.TOO_LARGE, ""),
    ],
)
def test_what_is_no_list(data: bytes | str, fault: Fault, column: str) -> None:
    with pytest.raises(BadList) as caught:
        guest_csv.read(data)
    assert (caught.value.fault, caught.value.column) == (fault, column)


@pytest.mark.parametrize(
    ("head", "unit", "number"),
    [
        (b"", b" ", guest_csv.MOST_BYTES + 1),
        (b"name\n", b"x\n", guest_csv.MOST_LINES + 1),
        (b"", b"\n", guest_csv.MOST_BYTES),
    ],
)
def test_what_is_too_large(head: bytes, unit: bytes, number: int) -> None:
    assert fault_of(head + unit * number) is Fault.TOO_LARGE


def fault_of(data: bytes) -> Fault | None:
    """Lets go of the error at once: its traceback holds all that was read."""
    try:
        guest_csv.read(data)
    except BadList as caught:
        return caught.fault
    return None


@pytest.mark.parametrize("cell", ["=1+1", "+49", "-1", "@SUM(A1)", "'=x", "''-1"])
def test_no_cell_is_a_formula(cell: str) -> None:
    line = guest_csv.row([cell])
    assert line.startswith("'")
    assert cells(f"name\r\n{line}") == [(cell,)]


@given(st.lists(CELLS, min_size=1, max_size=4))
def test_what_is_written_is_read(written: list[str]) -> None:
    header = guest_csv.row([f"own:{n}" for n, _cell in enumerate(written)])
    read = cells(header + guest_csv.row(written))
    assert read == ([tuple(written)] if any(written) else [])


@given(st.lists(st.text(), min_size=2))
def test_nothing_written_begins_as_a_formula_does(written: list[str]) -> None:
    text = io.StringIO(guest_csv.row(written), newline="")
    assert not any(cell.startswith(tuple("=+-@\t\r")) for line in csv.reader(text) for cell in line)


@given(st.binary() | st.text().map(lambda text: b"name,own:a\n" + text.encode(errors="ignore")))
def test_any_bytes_are_a_list_or_none(data: bytes) -> None:
    try:
        read = guest_csv.read(data)
    except BadList:
        return
    assert all(line.cells is None or len(line.cells) == len(read.columns) for line in read.lines)


def phone(name: str, key: bytes = b"k") -> Phone:
    return Phone(f"https://push.example/{name}", key, b"a")


def test_a_line_after_another_sees_what_that_one_did() -> None:
    roster = Roster()
    crm = OwnId("crm", "1")
    first = roster.decide(Wanted(own_ids=(crm,), name="Anna"))
    second = roster.decide(Wanted(own_ids=(crm,), email="anna@example.com"))
    third = roster.decide(Wanted(email="anna@example.com", phone=None, name="Anne"))
    assert first.guest_id == second.guest_id == third.guest_id == -1
    assert third.after == Entry(
        name="Anne", email="anna@example.com", language="en", own_ids=(crm,)
    )


def test_a_family_shares_an_address() -> None:
    roster = Roster()
    for number in ("1", "2"):
        roster.decide(Wanted(own_ids=(OwnId("crm", number),), email="family@example.com"))
    with pytest.raises(CantDo) as caught:
        roster.decide(Wanted(email="family@example.com"))
    assert caught.value.clash is Clash.NAMES_SEVERAL


def test_what_stands_in_the_way() -> None:
    roster = Roster()
    crm = OwnId("crm", "1")
    anna = Entry("ANNA", "Anna", own_ids=(crm,), left=frozenset({"lunch1"}), phones=(phone("a"),))
    roster.put(7, anna)
    roster.put(8, Entry("BEN", "Ben"))
    for wanted, clash in (
        (Wanted(name="Somebody"), Clash.NAMES_NOBODY),
        (Wanted("BEN", own_ids=(crm,)), Clash.OWN_ID_TAKEN),
        (Wanted("NEW", own_ids=(crm,)), Clash.OWN_ID_TAKEN),
        (Wanted("BEN", phone=phone("a")), Clash.PHONE_TAKEN),
        (Wanted("ANNA", phone=phone("a", b"other")), Clash.OTHER_KEYS),
        (Wanted("ANNA", channel="lunch1"), Clash.HAS_LEFT),
    ):
        with pytest.raises(CantDo) as caught:
            roster.decide(wanted)
        assert caught.value.clash is clash
    assert roster.decide(Wanted("ANNA", phone=phone("a"))).after.phones == (phone("a"),)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("  Anna.Lee+table@Example.COM ", "anna.lee+table@example.com"),
        ("a@b.c", "a@b.c"),
        ("anna", None),
        ("@example.com", None),
        ("anna@localhost", None),
        ("an na@example.com", None),
        ("anna@example.com, ben@example.com", None),
        (".anna@example.com", None),
        ("anna@-example.com", None),
        ("anna\n@example.com", None),
        ("x" * 65 + "@example.com", None),
        ("anna@" + "x." * 130 + "com", None),
        ("", None),
    ],
)
def test_email_addresses(text: str, address: str | None) -> None:
    assert emails.parse(text) == address


@given(st.text())
def test_any_text_is_an_address_or_none(text: str) -> None:
    address = emails.parse(text)
    assert address is None or emails.parse(address) == address
