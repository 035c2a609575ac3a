import torch
x = torch.tensor(1.3, requires_grad=True, dtype=torch.float64)
for f in (lambda x: x ** 4, lambda x: torch.log(x) * x, lambda x: torch.sigmoid(x) / x, lambda x: torch.sqrt(x) - torch.cos(3 * x), lambda x: torch.relu(x) ** 2, lambda x: 2.0 ** x + x * x * x, lambda x: torch.tan(x) + torch.abs(x) * x):
    y = f(x)
    g, = torch.autograd.grad(y, x, create_graph=True)
    h, = torch.autograd.grad(g, x, create_graph=True)
    t, = torch.autograd.grad(h, x)
    print(f"{g.item():.6f} {h.item():.6f} {t.item():.6f}")
