In [1]: a = Value(3.0)

In [2]: b = a + a

In [3]: b.backward()

In [4]: a.grad
Out[4]: 2.0

In [5]: print(a.grad)
2.0
