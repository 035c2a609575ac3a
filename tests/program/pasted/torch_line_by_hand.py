import torch
x = torch.linspace(-3, 3, 5)
y = torch.sin(x)
a = torch.randn((), requires_grad=True)
b = torch.randn((), requires_grad=True)
learning_rate = 1e-2
for t in range(4):
    y_pred = a + b * x
    loss = (y_pred - y).pow(2).sum()
    if t % 2 == 1:
        print(t, type(loss.item()))
    loss.backward()
    with torch.no_grad():
        a -= learning_rate * a.grad
        b -= learning_rate * b.grad
        a.grad = None
        b.grad = None
print(f'Result: y = {a.item() > -99} + x')
