"""What every suite shares: no skipped test passes, and missing data is said aloud."""

import pytest

from support import real_data

# Without the real data sets their tests do not exist; a skipped test would pass unseen.
collect_ignore = [] if real_data.pairs() else ["parity/test_real_data.py"]


def pytest_terminal_summary(terminalreporter):
    """Says what was left out, and fails the run if a test skipped itself."""
    if not real_data.pairs():
        terminalreporter.write_line(
            f"real data: {real_data.FOLDER} is not there, so only made-up data was compared"
        )


def pytest_sessionfinish(session):
    """A test runs or does not exist: one that skipped itself fails the run."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter.stats.get("skipped"):
        reporter.write_line("a test skipped itself", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
