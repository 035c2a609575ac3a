import torch
torch.manual_seed(42)
w = torch.tensor([1.0, -2.0], requires_grad=True)
opt = torch.optim.Adam([w], lr=0.1)
for i in range(3):
    opt.zero_grad()
    loss = ((w - torch.tensor([3.0, 0.5])) ** 2).mean()
    loss.backward()
    opt.step()
    print(i, round(loss.item(), 5), [round(v, 5) for v in w.tolist()])
