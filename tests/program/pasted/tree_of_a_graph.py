def show(v, indent=0, seen=None):
    seen = seen if seen is not None else set()
    mark = " (again)" if id(v) in seen else ""
    print(f"{'  ' * indent}{v._op if v._op else 'input'}: {v.data:.3f}{mark}")
    if not mark:
        seen.add(id(v))
        for c in sorted(v._prev, key=lambda c: -c.data):
            show(c, indent + 1, seen)
a = Value(0.5); b = Value(2.0)
c = a * b
d = c + a
e = (d * c).relu()
show(e)
