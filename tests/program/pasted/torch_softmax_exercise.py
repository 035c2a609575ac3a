import torch
logits = torch.tensor([0.0, 3.0, -2.0, 1.0], dtype=torch.float64, requires_grad=True)
probs = torch.softmax(logits, dim=0)
loss = -torch.log(probs[3])
loss.backward()
print(loss.item())
print(logits.grad.tolist())
