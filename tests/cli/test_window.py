"""The window as a process: what it says where it can't start."""

from tests.cli.program import Program, Server


def test_a_port_in_use(program: Program, server: Server) -> None:
    port = server.url.rsplit(":", 1)[1]
    other = Program(
        program.data_dir.with_name("other"), QT_QPA_PLATFORM="offscreen", PUSHDESK_PORT=port
    )
    done = other.run()
    assert done.returncode == 1
    assert "Another program uses this port" in done.stderr
    assert "Traceback" not in done.stderr
