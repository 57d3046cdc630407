"""An evaluation of the protocol `exact` that is slow and easy to believe.

It is written from the rules in `docs/metrics/` alone and shares nothing with the engine: masks are
big integers, ratios of masks are fractions, every table is counted anew from the matches.
"""
