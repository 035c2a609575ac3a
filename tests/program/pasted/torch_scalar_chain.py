import torch

x = torch.tensor(3.0, requires_grad=True)
y = torch.tensor(4.0, requires_grad=True)

z = x**2 + 2*x*y + torch.sin(y)
z.backward()
print(z.item(), x.grad.item(), y.grad.item())

x.grad.zero_()
y.grad = None
z = torch.exp(x / 3) * torch.log(y) + torch.relu(x - y) + torch.sigmoid(y)
z.backward()
print(x.grad, y.grad)

with torch.no_grad():
    x -= 0.1 * x.grad
    y -= 0.1 * y.grad
print(x, y)
print(x.requires_grad, z.requires_grad, (x.detach() * 2).requires_grad)
