"""Ctrl-C leaves a call that is in the middle of its work."""

import signal
import subprocess
import sys
import time

#: One image in which every detection overlaps every ground truth: one call that takes long.
PROGRAM = """
import signal, sys
import numpy as np
import detlens

signal.signal(signal.SIGINT, signal.default_int_handler)
n = 6000
boxes = np.tile([0.0, 0.0, 100.0, 100.0], (n, 1)) + np.random.default_rng(0).random((n, 4))
gt = {
    "images": [{"id": 1}],
    "categories": [{"id": 1, "name": "box"}],
    "annotations": [
        {"id": i + 1, "image_id": 1, "category_id": 1, "bbox": box} for i, box in enumerate(boxes.tolist())
    ],
}
found = {"boxes": boxes, "scores": np.linspace(0, 1, n), "labels": np.ones(n, int)}
print("ready", flush=True)
try:
    detlens.evaluate(gt, {1: found}, box_format="xywh")
except KeyboardInterrupt:
    print("left", flush=True)
    import os
    os._exit(7)
print("done", flush=True)
"""


def test_a_long_call_can_be_left():
    command = [sys.executable, "-c", PROGRAM]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "ready\n"
        time.sleep(1)
        process.send_signal(signal.SIGINT)
        sent = time.monotonic()
        assert process.stdout.readline() == "left\n"
        assert process.wait() == 7
    assert time.monotonic() - sent < 10
