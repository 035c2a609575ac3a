import torch
grads = {}
def save_grad(name):
    def hook(grad):
        grads[name] = grad
    return hook
x = torch.tensor(1.5, requires_grad=True)
y = x * 2
z = y ** 2
y.register_hook(save_grad('y'))
z.register_hook(save_grad('z'))
z.backward()
print(grads['y'], grads['z'], x.grad)
