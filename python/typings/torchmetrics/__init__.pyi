"""What `detlens.torchmetrics` asks of torchmetrics; checking must not need torchmetrics itself."""

from typing import Any, Literal

import torch

class Metric:
    is_differentiable: bool | None
    higher_is_better: bool | None
    full_state_update: bool | None
    plot_lower_bound: float | None
    plot_upper_bound: float | None

    def __init__(self, **kwargs: Any) -> None: ...
    @property
    def device(self) -> torch.device: ...
    def add_state(
        self, name: str, default: list[Any] | torch.Tensor, dist_reduce_fx: Literal["cat"]
    ) -> None: ...
    def update(self, *args: Any, **kwargs: Any) -> None: ...
    def compute(self) -> Any: ...
    def sync(self, *args: Any, **kwargs: Any) -> None: ...
