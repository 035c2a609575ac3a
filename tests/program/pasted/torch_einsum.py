import torch

a = torch.tensor([[1.0, 2.0], [3.0, 4.0]], requires_grad=True)
v = torch.tensor([0.5, -1.0], requires_grad=True)
b = torch.arange(12.0).reshape(2, 3, 2)
print(torch.einsum("ij,j->i", a, v).tolist(), torch.einsum("ij->ji", a).tolist())
print(torch.einsum("ij->", a).item(), torch.einsum("ii->i", a).tolist(), torch.einsum("ii", a).item())
print(torch.einsum("i,j->ij", v, v).tolist(), torch.einsum("i,i", v, v).item())
c = torch.einsum("bij,jk->bik", b, a)
(c * torch.einsum("ij,ij->", a, a) + torch.einsum("ij, j -> i", a, v).sum()).sum().backward()
print(c.tolist(), a.grad, v.grad)
