"""Engine room: the op table, the graph, the tape and its replay. Needs numpy and llvmlite, and numba to compile."""
