"""Training room: many examples for a graph that describes one. Data sets, optimizers, runs and what is seen of them.

To add a data set: a generator in datasets.py and its name in choices.DataKind. It knows no session and no web."""
