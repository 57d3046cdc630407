"""Runs in TensorBoard's environment: says, as JSON, what its own event reader reads of a folder."""

import io
import json
import sys

import numpy
from PIL import Image
from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
from tensorboard.plugins.pr_curve.metadata import PLUGIN_NAME as PR_CURVES
from tensorboard.plugins.pr_curve.metadata import parse_plugin_metadata
from tensorboard.util.tensor_util import make_ndarray


def main(folder):
    reader = EventAccumulator(folder, size_guidance={"tensors": 0, "images": 0})
    reader.Reload()
    plugins = {tag: reader.SummaryMetadata(tag).plugin_data for tag in reader.Tags()["tensors"]}
    read = {"scalars": {}, "curves": {}, "texts": {}, "histograms": {}, "images": {}, "steps": []}
    for tag, plugin in plugins.items():
        (event,) = reader.Tensors(tag)
        read["steps"].append(event.step)
        array = make_ndarray(event.tensor_proto)
        if plugin.plugin_name == "scalars":
            read["scalars"][tag] = array.item()
        elif plugin.plugin_name == PR_CURVES:
            assert parse_plugin_metadata(plugin.content).num_thresholds == array.shape[1]
            read["curves"][tag] = array.tolist()
        elif plugin.plugin_name == "text":
            read["texts"][tag] = array.item().decode()
        elif plugin.plugin_name == "histograms":
            read["histograms"][tag] = array.tolist()
    for tag in reader.Tags()["images"]:
        (event,) = reader.Images(tag)
        pixels = numpy.asarray(Image.open(io.BytesIO(event.encoded_image_string)))
        assert pixels.shape == (event.height, event.width, 3)
        read["images"][tag] = sorted({tuple(map(int, p)) for row in pixels for p in row})
    json.dump(read, sys.stdout)


main(sys.argv[1])
