"""What the suites share: made-up data sets, run-length masks, the built programs."""
