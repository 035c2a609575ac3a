import torch
inputs = [2.0, 0.0]
weights = [torch.tensor([v], dtype=torch.double, requires_grad=True) for v in (-3.0, 1.0)]
bias = torch.tensor([6.8813735870195432], dtype=torch.double, requires_grad=True)
n = sum(w * x for w, x in zip(weights, inputs)) + bias
o = n.tanh()
o.backward()
print(o.item(), [w.grad.item() for w in weights], bias.grad.item())
print(o)
