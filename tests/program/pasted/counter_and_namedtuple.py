from collections import namedtuple, OrderedDict
from functools import reduce
from itertools import product
import operator

Example = namedtuple('Example', ['x', 'y'])
data = [Example(x, 2 * x) for x in (1.0, 2.0, 3.0)]
theta = OrderedDict(w=Value(0.3), b=Value(0.1))

losses = []
for ex in data:
    pred = theta['w'] * ex.x + theta['b']
    losses.append((pred - ex.y) ** 2)
loss = reduce(operator.add, losses) / len(losses)
loss.backward()
for name, p in theta.items():
    print(name, p.data, p.grad)
grid = {(i, j): i * j for i, j in product(range(2), repeat=2)}
print(grid, any(v for v in grid.values()), all(k[0] <= 1 for k in grid))
