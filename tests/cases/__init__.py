"""The cases of `cases/`, run by programs."""
