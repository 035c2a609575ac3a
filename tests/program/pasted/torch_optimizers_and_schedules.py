import torch
from torch.optim.lr_scheduler import StepLR

def run(make):
    w = torch.tensor([1.0, -2.0], dtype=torch.float64, requires_grad=True)
    opt = make([w])
    for _ in range(4):
        opt.zero_grad()
        loss = ((w * torch.tensor([1.0, 3.0]) - 0.5) ** 2).sum()
        loss.backward()
        opt.step()
    return [round(x, 9) for x in w.tolist()]

for name, make in {
    'sgd': lambda p: torch.optim.SGD(p, lr=0.01),
    'nesterov': lambda p: torch.optim.SGD(p, lr=0.01, momentum=0.9, nesterov=True, weight_decay=0.1),
    'adam': lambda p: torch.optim.Adam(p, lr=0.1, weight_decay=0.01),
    'adamw': lambda p: torch.optim.AdamW(p, lr=0.1, weight_decay=0.2),
    'rmsprop': lambda p: torch.optim.RMSprop(p, lr=0.05),
}.items():
    print(name, run(make))

w = torch.tensor(1.0, dtype=torch.float64, requires_grad=True)
optimizer = torch.optim.SGD([w], lr=0.1)
scheduler = StepLR(optimizer, step_size=2, gamma=0.5)
for epoch in range(6):
    optimizer.zero_grad()
    ((w - 3) ** 2).backward()
    optimizer.step()
    scheduler.step()
    print(epoch, round(w.item(), 9), scheduler.get_last_lr()[0])
