"""A metric in several processes of torch.distributed."""

import tempfile
from pathlib import Path

import torch
from torch import distributed, multiprocessing

from detlens.torchmetrics import MeanAveragePrecision
from tensors.scenes import scene


def gathered(seed, parts):
    """What each process computes that was given a part of the images of a seed, from and to."""
    with tempfile.TemporaryDirectory() as folder:
        multiprocessing.spawn(_process, (seed, parts, folder), nprocs=len(parts))
        return [torch.load(_result(folder, rank)) for rank in range(len(parts))]


def _process(rank, seed, parts, folder):
    meeting = f"file://{folder}/meeting"
    distributed.init_process_group("gloo", init_method=meeting, rank=rank, world_size=len(parts))
    found, there = scene(seed)
    metric = MeanAveragePrecision(class_metrics=True)
    for row in range(*parts[rank]):
        metric.update([found[row]], [there[row]])
    torch.save(metric.compute(), _result(folder, rank))
    distributed.destroy_process_group()


def _result(folder, rank):
    return Path(folder) / f"{rank}.pt"
