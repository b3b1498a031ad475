"""pushdesk doctor."""

from argparse import Namespace
from dataclasses import asdict

from pushdesk.app import App
from pushdesk.cli import output
from pushdesk.cli.options import json_too as add_options
from pushdesk.services import doctor

__all__ = ["add_options", "run"]


def run(app: App, args: Namespace) -> int:
    """1 where something has to be mended."""
    findings = []
    for finding in doctor.examine(app.ctx, app.data_dir):
        findings.append(finding)
        if not args.json:
            mark = "✓" if finding.ok else "✗"
            output.lines(
                [f"{mark} {finding.check}: {finding.sentence} {finding.what_to_do}".strip()]
            )
    if args.json:
        output.document([asdict(finding) for finding in findings])
    return 0 if all(finding.ok for finding in findings) else 1
