"""The table of examples and the charts are what the official client makes of the same data."""

import json
from pathlib import Path

import pytest

from tracking.offline_run import OfflineRun

SCRIPT = Path(__file__).with_name("official_table.py")


@pytest.fixture(scope="module")
def both(scene_folder, tmp_path_factory):
    """What we wrote, and what the official client wrote of the same."""
    run = OfflineRun.written(scene_folder, tmp_path_factory.mktemp("official"))
    return run.beside(SCRIPT, name="official")


def test_columns_have_the_same_types(both):
    ours, official = (unordered(one["table"]["column_types"]) for one in both)
    assert ours == official
    (ours, official) = (one["table"] for one in both)
    assert ours["columns"] == official["columns"]
    assert ours.keys() == official.keys()


def test_rows_have_the_same_images_layers_and_classes(both):
    ours, official = (one["table"]["data"] for one in both)
    assert len(ours) == len(official) > 4
    for row, official_row in zip(ours, official):
        assert row == official_row
        assert row[0]["masks"].keys() == {"TP", "FP", "FN"}
    every = [box for row in ours for boxes in row[0]["boxes"].values() for box in boxes]
    assert {box["class_id"] for box in every} == {1, 2, 3}


def test_charts_have_the_same_panel(both):
    ours, official = (one["panel"] for one in both)
    for panel in (ours, official):
        # The official client names the table after the chart; several of ours draw one table.
        fields = panel["panel_config"]["userQuery"]["queryFields"][0]["fields"]
        assert fields[-1]["args"][0].pop("value").endswith(("table/score_sweep", "_table"))
    assert ours == official


def unordered(value):
    """A type with its lists in one order; the client makes them of sets."""
    if isinstance(value, dict):
        return {key: unordered(item) for key, item in value.items()}
    if isinstance(value, list):
        return sorted((unordered(item) for item in value), key=json.dumps)
    return value
