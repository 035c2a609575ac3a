from micrograd.engine import Value
import itertools, operator, time
from collections import OrderedDict, defaultdict
counter = itertools.count(1)
def make_logger(prefix="step"):
    n = 0
    def log(msg, *args, **kwargs):
        nonlocal n
        n += 1
        print(f"[{prefix} {n:02d}] {msg}", *args, **kwargs)
    return log
log = make_logger()
params = OrderedDict(w=Value(0.5), b=Value(-0.25))
hist = defaultdict(list)
best = None
lr = 0.1
step = 0
while True:
    step += 1
    preds = [params['w'] * x + params['b'] for x in (1.0, 2.0, 3.0)]
    loss = sum(((p - t) ** 2 for p, t in zip(preds, (2.0, 4.0, 6.0))), Value(0))
    for p in params.values(): p.grad = 0
    loss.backward()
    for k, p in params.items():
        p.data -= lr * p.grad * 0.2
        hist[k].append(p.data)
    if best is None or loss.data < best - 1e-9:
        best = loss.data
    log("loss", round(loss.data, 5), sep=" = ")
    if loss.data < 0.02 or step >= 12:
        break
else:
    print("never")
print({k: [round(v, 3) for v in vs[-2:]] for k, vs in hist.items()})
try:
    Value("x") + 1
except TypeError as e:
    print("TypeError")
try:
    assert best < 0, f"loss {best:.4f} not negative"
except AssertionError as err:
    print("assertion:", err)
finally:
    print("done", f"{best!r:.5}", f"{1e6:,.0f}", f"{0.1234:+.1%}")
