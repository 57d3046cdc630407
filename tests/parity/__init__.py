"""The protocol `coco` against the real pycocotools, to the bit."""
