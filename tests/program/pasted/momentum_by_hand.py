# Gradient descent with momentum, from scratch
params = {"w": Value(5.0), "b": Value(-3.0)}
velocity = {k: 0.0 for k in params}
lr, beta = 0.05, 0.9
target = lambda x: 0.5 * x - 1

for it in range(8):
    loss = Value(0)
    for x in [-1.0, 0.0, 1.0, 2.0]:
        err = params["w"] * x + params["b"] - target(x)
        loss += err * err
    for p in params.values():
        p.grad = 0
    loss.backward()
    for k, p in params.items():
        velocity[k] = beta * velocity[k] - lr * p.grad
        p.data += velocity[k]
    print(f"{it}: {loss.data:9.5f}")
