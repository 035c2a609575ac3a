import torch
from torch import nn
torch.manual_seed(2)
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(2, 2) for _ in range(2)])
        self.scale = nn.Parameter(torch.tensor(0.5))
        self.register_buffer("offset", torch.tensor(1.0))
    def forward(self, x):
        for l in self.layers:
            x = torch.relu(l(x))
        return (x * self.scale + self.offset).sum()
net = Net()
acts = []
net.layers[0].register_forward_hook(lambda m, i, o: acts.append(o.detach().sum().item()))
y = net(torch.tensor([[1.0, -1.0]]))
y.backward()
print(len(list(net.parameters())), [n for n, _ in net.named_parameters()], net.scale.grad, [round(a, 4) for a in acts])
print(list(net.state_dict().keys()))
