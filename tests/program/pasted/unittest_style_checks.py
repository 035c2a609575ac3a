import math
import unittest

class TestValue(unittest.TestCase):
    def test_add(self):
        a, b = Value(1.0), Value(2.0)
        c = a + b
        c.backward()
        self.assertEqual(c.data, 3.0)
        self.assertAlmostEqual(a.grad, 1.0)

    def test_tanh(self):
        x = Value(0.5)
        y = x.tanh()
        y.backward()
        self.assertAlmostEqual(x.grad, 1 - math.tanh(0.5) ** 2, places=7)
        self.assertTrue(y.data < 1)

if __name__ == "__main__":
    unittest.main(argv=[''], exit=False)
