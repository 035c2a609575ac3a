from graphviz import Digraph


def trace(root):
    # builds a set of all nodes and edges in a graph
    nodes, edges = set(), set()

    def build(v):
        if v not in nodes:
            nodes.add(v)
            for child in v._prev:
                edges.add((child, v))
                build(child)

    build(root)
    return nodes, edges


def draw_dot(root):
    dot = Digraph(format="svg", graph_attr={"rankdir": "LR"})  # LR = left to right

    nodes, edges = trace(root)
    for n in nodes:
        key = str(id(n))
        # for any value in the graph, create a rectangular ('record') node for it
        dot.node(name=key, label="%s: %.4f (%.4f)" % (n.label, n.data, n.grad), shape="record")
        if n._op:
            # if this value is a result of some operation, create an op node for it
            dot.node(name=key + n._op, label=n._op)
            # and connect this node to it
            dot.edge(key + n._op, key)

    for n1, n2 in edges:
        # connect n1 to the op node of n2
        dot.edge(str(id(n1)), str(id(n2)) + n2._op)

    return dot


a = Value(2.0, label="a")
b = Value(-3.0, label="b")
c = a * b + 1
c.label = "c"
c.backward()
draw_dot(c)
print(a.grad, b.grad)
