def safe_log(v):
    try:
        if v.data <= 0:
            raise ValueError(f"log of {v.data}")
        return v.log()
    except ValueError as err:
        print("caught:", err)
        return Value(0.0)
    finally:
        print("checked")

xs = [Value(2.5), Value(-1.0), Value(0.5)]
total = sum(map(safe_log, xs), Value(0.0))
total.backward()
for i, x in enumerate(xs, start=1):
    print(f"x{i:<3}|{x.data:>8.2f}|{x.grad:^10.4f}|")
print("{0:.3f} {name!s:>6} {1:+.1e}".format(total.data, xs[0].grad, name="done"), "%d%%" % 50)
assert total.data != 0, "never"
