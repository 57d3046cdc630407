"""Every evaluation case through `detlens eval`, and its `coco` numbers by the real pycocotools."""

import json
import re

import pytest

from cases.evaluation import STATISTICS, cases
from parity import reference
from support import programs

ACCEPTED = [case for case in cases() if "refused" not in case.content]
REFUSED = [case for case in cases() if "refused" in case.content]


def _each(cases):
    return pytest.mark.parametrize("case", cases, ids=lambda case: case.name)


@_each(ACCEPTED)
def test_program_gives_what_is_expected(tmp_path, case):
    case.data_set().write(tmp_path)
    files = (tmp_path / "gt.json", tmp_path / "dt.json")
    record = json.loads(programs.run_eval(*files, "--json", *case.flags()))
    for name, expected in case.content.get("coco", {}).items():
        assert record["coco"]["statistics"][STATISTICS.index(name)]["value"] == expected, name
    for table, expected in case.content.get("exact", {}).items():
        for row in expected if isinstance(expected, list) else [expected]:
            _assert_stands(row, record["exact"][table])


def _assert_stands(expected, found):
    """Whether one row of a table has every key and value that is expected."""
    rows = found if isinstance(found, list) else [found]
    keys = ("scope", "iou_threshold", "area_range")
    near = [row for row in rows if all(row.get(key) == expected.get(key) for key in keys)]
    chosen = [{key: row.get(key) for key in expected} for row in near]
    assert chosen == [expected]


@_each([case for case in ACCEPTED if "coco" in case.content])
def test_pycocotools_gives_what_is_expected(case):
    drawn = case.data_set()
    computed = reference.evaluate(drawn.ground_truth, drawn.results, case.coco_settings())
    for name, expected in case.content["coco"].items():
        assert computed.statistics[STATISTICS.index(name)] == expected, name


@_each(REFUSED)
def test_program_refuses(tmp_path, case):
    case.data_set().write(tmp_path)
    with pytest.raises(programs.ProgramError, match=re.escape(case.content["refused"])):
        programs.run_eval(tmp_path / "gt.json", tmp_path / "dt.json", *case.flags())
