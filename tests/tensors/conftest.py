"""What the suites with torch share."""

import sys

import pytest

import detlens.coco


def pytest_configure(config):
    """What other packages say about themselves is none of our errors; every other warning is."""
    for warning in (
        # Debian's torch under its NumPy, and torchmetrics' use of pkg_resources.
        ":DeprecationWarning:torch",
        ":DeprecationWarning:pkg_resources",
        ":DeprecationWarning:lightning_utilities",
        "pkg_resources is deprecated",
        "Deprecated call to `pkg_resources",
        "__array__ implementation doesn't accept a copy:DeprecationWarning",
    ):
        config.addinivalue_line("filterwarnings", f"ignore:{warning}")


@pytest.fixture
def installed(monkeypatch):
    """Detlens in the place of pycocotools, for one test."""

    def install():
        for name in [name for name in sys.modules if name.split(".")[0] == "pycocotools"]:
            monkeypatch.delitem(sys.modules, name)
        detlens.coco.install()

    before = {name: m for name, m in sys.modules.items() if name.split(".")[0] == "pycocotools"}
    yield install
    for name in [name for name in sys.modules if name.split(".")[0] == "pycocotools"]:
        del sys.modules[name]
    sys.modules.update(before)
