import torch
x = torch.ones(2, 2, requires_grad=True)
y = x + 2
z = y * y * 3
out = z.mean()
print(z, out)
out.backward()
print(x.grad)
a = torch.randn(2, 2)
a = ((a * 3) / (a - 1))
print(a.requires_grad)
a.requires_grad_(True)
print(a.requires_grad)
b = (a * a).sum()
Q = 3*x**3 - x**2
external_grad = torch.ones(2,2)
Q.backward(gradient=external_grad)
print(x.grad)
g = torch.autograd.grad((x**2).sum(), x)
print(g)
