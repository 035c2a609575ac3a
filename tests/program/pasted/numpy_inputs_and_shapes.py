import numpy as np
np.set_printoptions(precision=4)
X = np.array([[1.0, 2.0], [3.0, -1.0], [0.5, 0.5]])
y = np.array([1.0, -1.0, 0.5])
W = [Value(0.1), Value(-0.2)]
b = Value(0.0)
preds = []
for row in X:
    s = b
    for wi, xi in zip(W, row):
        s = s + wi * xi
    preds.append(s.tanh())
loss = sum((p - t)**2 for p, t in zip(preds, y)) / len(y)
loss.backward()
grads = np.array([w.grad for w in W])
print(X.shape, len(preds), loss.data)
print(np.round(grads, 6).tolist(), float(np.abs(grads).max()))
