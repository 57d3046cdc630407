"""What the suites of the Python package share."""


def pytest_configure(config):
    """What other packages say about themselves is none of our errors; every other warning is."""
    for warning in (
        # pycocotools 2.0.11, under numpy 2.
        "__array__ implementation doesn't accept a copy:DeprecationWarning",
        # supervision, which does without it.
        "OpenCV:UserWarning",
    ):
        config.addinivalue_line("filterwarnings", f"ignore:{warning}")
