a, b = Value(1.0), Value(1.0)
s = {a, b, a}
d = {a: "a", b: "b"}
c = a + b
print(len(s), d[a], d[b], a == b, a == a, a in s, [d[p] for p in sorted(c._prev, key=lambda v: d[v])])
c.backward()
print({d[k]: k.grad for k in d})
