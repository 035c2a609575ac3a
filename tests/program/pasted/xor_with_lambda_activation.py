import random, math
random.seed(0)
act = lambda v: v.tanh()
hidden = [([Value(random.gauss(0, 1)) for _ in range(2)], Value(0.0)) for _ in range(3)]
out_w = [Value(random.gauss(0, 1)) for _ in range(3)]
out_b = Value(0.0)
params = [*[p for ws, b in hidden for p in (*ws, b)], *out_w, out_b]
XOR = {(0, 0): -1, (0, 1): 1, (1, 0): 1, (1, 1): -1}

def predict(x):
    h = [act(sum([w * xi for w, xi in zip(ws, x)], b)) for ws, b in hidden]
    return act(sum([w * hi for w, hi in zip(out_w, h)], out_b))

step = 0
while step < 25:
    loss = sum((predict(x) - y) ** 2 for x, y in XOR.items())
    for p in params: p.grad = 0
    loss.backward()
    for p in params: p.data -= 0.1 * p.grad
    step += 1
    if step % 5 == 0: print('%2d  %.5f' % (step, loss.data))
print(sorted(((x, round(predict(x).data, 3)) for x in XOR), key=lambda t: -t[1]))
