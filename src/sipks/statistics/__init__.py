"""Counts → alarms, clusters, indices, forecasts and scores: a pure library.

    from sipks.statistics import aberration, scan, forecast, scoring

Arrays and data frames in, data frames out; no database, no hidden state, no clock. What draws
random numbers takes a seed, and the same seed gives the same answer.
"""
