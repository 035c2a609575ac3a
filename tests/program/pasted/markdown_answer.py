Here is how gradients accumulate when a node is used twice:

```python
a = Value(-2.0)
b = Value(3.0)
d = a * b
e = a + b
f = d * e
f.backward()
print(a.grad, b.grad)  # -3.0, -8.0
```

Note that `a.grad` collects two contributions.
