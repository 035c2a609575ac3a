import numpy as np
import matplotlib.pyplot as plt
import seaborn as sns
sns.set_style("whitegrid")

# toy data: y = 2x + 1 with fixed noise
X = np.array([0.0, 1.0, 2.0, 3.0, 4.0])
noise = np.array([0.1, -0.2, 0.05, 0.0, 0.15])
y = 2 * X + 1 + noise

w = Value(0.0)
b = Value(0.0)
lr = 0.02
history = []

for epoch in range(30):
    preds = [w * float(x) + b for x in X]
    loss = sum([(p - float(t)) ** 2 for p, t in zip(preds, y)]) * (1.0 / len(X))
    w.grad, b.grad = 0.0, 0.0
    loss.backward()
    w.data -= lr * w.grad
    b.data -= lr * b.grad
    history.append(loss.data)
    if epoch % 10 == 0:
        print("epoch {:>3d} | loss {:.6f} | w {:.4f} | b {:.4f}".format(epoch, loss.data, w.data, b.data))

plt.figure(figsize=(8, 4))
plt.plot(history, label="loss")
plt.xlabel("epoch")
plt.legend()
plt.show()
print(f"final: w={w.data:.5f}, b={b.data:.5f}, loss={history[-1]:.6f}")
