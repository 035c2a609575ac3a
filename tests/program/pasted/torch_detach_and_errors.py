import torch
x = torch.tensor(3.0, requires_grad=True)
y = x * x
z = y.detach() * x
z.backward()
print(x.grad)
x.grad = None
with torch.no_grad():
    c = x * 2
print(c.requires_grad, (x * c).requires_grad)
@torch.no_grad()
def ev(t): return t * 2
print(ev(x).requires_grad)
w = torch.nn.Parameter(torch.ones(2))
print(w, w.requires_grad)
try:
    y2 = torch.tensor([1, 2], requires_grad=True)
except RuntimeError as e:
    print("RuntimeError")
try:
    z.backward()
except RuntimeError as e:
    print(str(e)[:20])
try:
    (w * 2).backward()
except RuntimeError as e:
    print(e)
a = torch.tensor([1.0, 2.0, 3.0], requires_grad=True)
(a.clamp(min=1.5) ** 2).mean().backward()
print(a.grad, round(a.grad.norm().item(), 4))
