import random
random.seed(10)
points = [(random.uniform(-1, 1), random.uniform(-1, 1)) for _ in range(12)]
labels = [1 if x + y > 0 else -1 for x, y in points]
w = [Value(0.1), Value(-0.1)]
b = Value(0.0)
best = float('inf')
patience = 0
for epoch in range(1, 101):
    scores = [w[0] * x + w[1] * y + b for x, y in points]
    loss = sum(((1 - s * t).relu() for s, t in zip(scores, labels)), Value(0.0)) * (1 / len(points))
    for p in w + [b]:
        p.grad = 0.0
    loss.backward()
    for p in w + [b]:
        p.data -= 0.3 * p.grad
    acc = sum(1 for s, t in zip(scores, labels) if (s.data > 0) == (t > 0)) / len(points)
    if loss.data < best - 1e-3:
        best, patience = loss.data, 0
    else:
        patience += 1
    if patience > 3:
        print("stopping early at", epoch)
        break
print(f"{best:.4f} {acc:.1%}")
