"""The Python environments of the tracking services, which the test command makes."""

import os
from pathlib import Path

#: A folder with an environment for each list in `requirements/`.
FOLDER = Path(os.environ["DETLENS_ENVIRONMENTS"])

#: The newest official client of W&B.
WANDB = FOLDER / "wandb/bin"
#: An older one, whose upload is another program.
WANDB_OLD = FOLDER / "wandb_old/bin"
#: TensorBoard and MLflow.
READERS = FOLDER / "readers/bin"
