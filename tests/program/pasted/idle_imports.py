import logging, argparse, os, sys
from types import SimpleNamespace
from pathlib import Path
from micrograd.engine import Value
args = SimpleNamespace(lr=0.1, steps=2)
logging.basicConfig(level=logging.INFO)
log = logging.getLogger(__name__)
w = Value(1.5)
for _ in range(args.steps):
    l = w * w
    w.grad = 0
    l.backward()
    w.data -= args.lr * w.grad
    log.info("loss %f", l.data)
print(w.data)
