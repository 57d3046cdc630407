"""What the suites of the Python package share."""


def pytest_configure(config):
    """pycocotools 2.0.11 warns about itself under numpy 2; every other warning is an error."""
    config.addinivalue_line(
        "filterwarnings", "ignore:__array__ implementation doesn't accept a copy:DeprecationWarning"
    )
