from random import Random
rng = Random(7)

def batches(data, size):
    """Yield successive mini batches."""
    for i in range(0, len(data), size):
        yield data[i:i + size]

data = [(x / 10, 3 * (x / 10) - 0.5) for x in range(10)]
w, b = Value(0.0, label="w"), Value(0.0, label="b")
for epoch in range(3):
    total = 0.0
    for batch in batches(data, 5):
        loss = sum((w * x + b - y) ** 2 for x, y in batch) / len(batch)
        w.grad = b.grad = 0.0
        loss.backward()
        for p in (w, b):
            p.data -= 0.5 * p.grad
        total += loss.data
    print(epoch, round(total, 8))
print(w.data, b.data)
