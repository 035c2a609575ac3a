import torch
import torch.nn.functional as F
words = ["emma", "olivia"]
chars = sorted(list(set(''.join(words))))
stoi = {s: i+1 for i, s in enumerate(chars)}
stoi['.'] = 0
block_size = 2
X, Y = [], []
for w in words:
    context = [0] * block_size
    for ch in w + '.':
        ix = stoi[ch]
        X.append(context)
        Y.append(ix)
        context = context[1:] + [ix]
X = torch.tensor(X)
Y = torch.tensor(Y)
g = torch.Generator().manual_seed(2147483647)
V = len(stoi)
C = torch.randn((V, 2), generator=g)
W1 = torch.randn((4, 3), generator=g)
b1 = torch.randn(3, generator=g)
W2 = torch.randn((3, V), generator=g)
b2 = torch.randn(V, generator=g)
parameters = [C, W1, b1, W2, b2]
print(sum(p.nelement() for p in parameters))
for p in parameters:
    p.requires_grad = True
for i in range(2):
    ix = torch.randint(0, X.shape[0], (3,), generator=g)
    emb = C[X[ix]]
    h = torch.tanh(emb.view(-1, 4) @ W1 + b1)
    logits = h @ W2 + b2
    loss = F.cross_entropy(logits, Y[ix])
    for p in parameters:
        p.grad = None
    loss.backward()
    for p in parameters:
        p.data += -0.1 * p.grad
    print(round(loss.item(), 4))
