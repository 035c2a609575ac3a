def activation(name):
    match name:
        case "tanh":
            return lambda v: v.tanh()
        case "relu":
            return lambda v: v.relu()
        case _:
            return lambda v: v

x = Value(0.8)
h = x
for name in ("tanh", "relu", "none"):
    h = activation(name)(h * 2 - 0.5)
h.backward()
if (g := x.grad) > 0:
    print(f"{g=:.6f}", h.data)
*first, last = [1, 2, 3]
print(first, last, *(f"{k}:{v}" for k, v in {"a": 1}.items()), sep=" | ")
