import torch
from micrograd.engine import Value


def check_against_torch():

    x = Value(-4.0)
    z = 2 * x + 2 + x
    q = z.relu() + z * x
    h = (z * z).relu()
    y = h + q + q * x
    y.backward()
    our_x, ours = x, y

    x = torch.Tensor([-4.0]).double()
    x.requires_grad = True
    z = 2 * x + 2 + x
    q = z.relu() + z * x
    h = (z * z).relu()
    y = h + q + q * x
    y.backward()
    their_x, theirs = x, y

    # same value
    assert ours.data == theirs.data.item()
    # same gradient
    assert our_x.grad == their_x.grad.item()
    print(ours.data, our_x.grad)


check_against_torch()
