"""Engine room: the op table, the graph, the tape and its replay. Needs numpy and numba and nothing else."""
