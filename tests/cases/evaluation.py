"""One file of `cases/evaluation/`, as files, flags and settings."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

from support.datasets import DataSet
from support.settings import CocoSettings

FOLDER = Path(__file__).parents[2] / "cases/evaluation"

#: The twelve numbers of `COCOeval.summarize`, in its order.
STATISTICS = ("AP AP50 AP75 APs APm APl AR1 AR10 AR100 ARs ARm ARl").split()


@dataclass
class Case:
    """A case by the name of its file."""

    name: str

    def __post_init__(self):
        self.content = tomllib.loads((FOLDER / f"{self.name}.toml").read_text())

    def data_set(self):
        """The two documents."""
        lists = ("images", "categories", "annotations")
        ground_truth = {name: self.content[name] for name in lists}
        return DataSet(ground_truth, self.content["results"])

    def flags(self):
        """The settings as flags of `detlens eval`."""
        flags = [f"--iou-type={self.content['iou_type']}"]
        for key, value in self.content.get("settings", {}).items():
            if key == "area_ranges":
                flags.append(f"--areas={','.join(map(_range, value))}")
            elif value is True:
                flags.append(f"--{key.replace('_', '-')}")
            else:
                values = value if isinstance(value, list) else [value]
                flags.append(f"--{key.replace('_', '-')}={','.join(map(str, values))}")
        return flags

    def coco_settings(self):
        """The settings as pycocotools takes them."""
        given = self.content.get("settings", {})
        settings = CocoSettings(iou_type=self.content["iou_type"])
        if "iou_thresholds" in given:
            settings.iou_thresholds = [float(text) for text in given["iou_thresholds"]]
        settings.max_detections = given.get("max_detections", settings.max_detections)
        settings.use_categories = not given.get("class_agnostic", False)
        return settings


def _range(area_range):
    return f"{area_range['name']}={area_range['low_px2']}-{area_range.get('high_px2', '')}"


def cases():
    """Every case, in the order of names."""
    return [Case(path.stem) for path in sorted(FOLDER.glob("*.toml"))]
