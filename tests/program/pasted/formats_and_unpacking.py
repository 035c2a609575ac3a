from micrograd.engine import Value
w = 10
vals = {k: Value(v) for k, v in dict(a=1, b=2.5).items()}
if (n := len(vals)) > 1: print(f"{n=}")
out = vals['a'] if n < 2 else vals['a'] * vals['b']
out.backward()
for k, v in sorted(vals.items(), key=lambda kv: -kv[1].data):
    print(f"{k!s:>{w//2}}|{v.data:^{w}.{n}f}|{f'{v.grad:+.1e}':<{w}}|")
print("%s has %d values, %5.2f%%" % ("graph", n, 12.345), "{:>8}|{:<8}|{:^8}".format(*"abc"), sep=" // ", end="\n--\n")
print(*[f"{i:03b}" for i in range(3)], sep=",")
a, *rest, z = [1, 2, 3, 4]
print(a, rest, z, [*rest, *"xy"], {**{"p": 1}, "q": 2})
assert isinstance(out, Value) and not isinstance(out, (int, float)), "type"
print(any(v.grad > 2 for v in vals.values()), all(v.data for v in vals.values()), max(vals, key=lambda k: vals[k].data))
print(sum(v.data for v in vals.values()), min(3, 2), abs(-2), divmod(7, 3), pow(2, 5), round(2.567, 1), 7 // 2, -7 % 3, 2 ** -1)
