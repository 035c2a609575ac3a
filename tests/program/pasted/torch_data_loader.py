import torch
from torch import nn, Tensor
from torch.utils.data import DataLoader, TensorDataset
x = torch.arange(4, dtype=torch.float32).unsqueeze(1)
y = 2 * x + 1
ds = TensorDataset(x, y)
dl = DataLoader(ds, batch_size=2, shuffle=False)
m = nn.Linear(1, 1)
opt = torch.optim.SGD(m.parameters(), lr=0.01)
for ep in range(2):
    for xb, yb in dl:
        loss = nn.functional.mse_loss(m(xb), yb)
        opt.zero_grad(); loss.backward(); opt.step()
print(loss.shape)
