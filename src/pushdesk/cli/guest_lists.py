"""Lists of guests in and out: pushdesk guests import | export."""

from argparse import Namespace
from collections.abc import Iterable
from pathlib import Path

from pushdesk.app import App
from pushdesk.cli import output
from pushdesk.errors import UserError
from pushdesk.i18n import _, ngettext
from pushdesk.services import guest_export, guest_lists
from pushdesk.services.guest_lists import Plan, PlannedLine, Result, What


def import_(app: App, args: Namespace) -> int:
    plan = guest_lists.read(app.ctx, _read(args.file))
    if args.dry_run:
        return _show_plan(plan, as_json=args.json)
    result = guest_lists.apply(app.ctx, plan)
    if args.json:
        output.document({**_counts(result), "lines": _lines(result.lines)})
    else:
        output.lines([_sentence(result)])
        for line in _texts(result.lines):
            output.complaint(line)
    return 1 if result.refused == len(plan.lines) > 0 else 0


def _show_plan(plan: Plan, *, as_json: bool) -> int:
    if as_json:
        output.document({"lines": _lines(plan.lines)})
    else:
        output.lines(_texts(plan.lines))
        output.lines([_("Nothing has been changed.")])
    return 0


def export(app: App, args: Namespace) -> int:
    if args.output is None:
        _print_list(app, as_json=args.json)
        return 0
    try:
        with args.output.open("w", encoding="utf-8", newline="") as file:
            number = guest_export.write(app.ctx, file.write)
    except OSError as error:
        raise UserError(
            _("{file} could not be written.").format(file=args.output),
            _("The system says: {reason}.").format(reason=error.strerror),
            _("Choose another place."),
        ) from error
    if args.json:
        output.document({"file": str(args.output), "guests": number})
    else:
        sentence = ngettext("{file} has {n} guest.", "{file} has {n} guests.", number)
        output.lines([sentence.format(file=args.output, n=number)])
    return 0


def _print_list(app: App, *, as_json: bool) -> None:
    if as_json:
        output.document({"csv": guest_export.export(app.ctx)})
    else:
        guest_export.write(
            app.ctx, lambda text: output.lines(text.removesuffix("\r\n").split("\r\n"))
        )


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise UserError(
            _("{file} can't be read.").format(file=file),
            _("The system says: {reason}.").format(reason=error.strerror),
            _("Choose another file."),
        ) from error


def _counts(result: Result) -> dict[str, object]:
    return {
        "created": result.created,
        "updated": result.updated,
        "skipped": result.skipped,
        "refused": result.refused,
    }


def _lines(lines: Iterable[PlannedLine]) -> list[dict[str, object]]:
    return [
        {"number": line.number, "what": line.what.value, "sentence": line.sentence}
        for line in lines
    ]


def _texts(lines: Iterable[PlannedLine]) -> list[str]:
    words = {
        What.CREATE: _("create"),
        What.UPDATE: _("update"),
        What.SKIP: _("skip"),
        What.REFUSE: _("refuse"),
    }
    return [
        _("Line {number}: {what}. {sentence}").format(
            number=line.number, what=words[line.what], sentence=line.sentence
        )
        for line in lines
    ]


def _sentence(result: Result) -> str:
    return _(
        "{created} created, {updated} updated, {skipped} as before, {refused} refused."
    ).format(
        created=result.created,
        updated=result.updated,
        skipped=result.skipped,
        refused=result.refused,
    )
