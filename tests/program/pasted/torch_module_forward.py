import torch
import torch.nn as nn

class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.w1 = nn.Parameter(torch.tensor([0.5, -0.3]))
        self.b1 = nn.Parameter(torch.tensor(0.1))
        self.w2 = nn.Parameter(torch.tensor(1.5))

    def forward(self, x):
        h = torch.tanh((self.w1 * x).sum() + self.b1)
        return self.w2 * h

model = Net()
optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
x = torch.tensor([1.0, 2.0])
target = torch.tensor(0.7)

for epoch in range(5):
    optimizer.zero_grad()
    output = model(x)
    loss = (output - target) ** 2
    loss.backward()
    optimizer.step()
    print(f'Epoch: {epoch+1}, Loss: {loss.item():.6f}')

for name, param in model.named_parameters():
    print(name, param.data)
