import random

import torch
from micrograd.nn import MLP

random.seed(3)
n = MLP(3, [4, 4, 1])
xs = [
    [2.0, 3.0, -1.0],
    [3.0, -1.0, 0.5],
    [0.5, 1.0, 1.0],
    [1.0, 1.0, -1.0],
]
ys = [1.0, -1.0, -1.0, 1.0]

# Assuming 'n' is our MLP model, 'xs' are inputs, 'ys' are target outputs
# And we have defined a loss function (e.g., Mean Squared Error implicitly below)

learning_rate = 0.05
epochs = 20

for k in range(epochs):
  
  # Forward pass: Get predictions for all inputs
  ypred = [n(x) for x in xs]
  # Calculate loss (sum of squared errors example)
  loss = sum((yout - ygt)**2 for ygt, yout in zip(ys, ypred))
  
  # Backward pass
  # >>> Crucial Step: Zero the gradients before calculating new ones <<<
  for p in n.parameters():
    p.grad = 0.0 
  loss.backward() # Calculate gradients for this batch
  
  # Update weights and biases
  with torch.no_grad(): # Temporarily disable gradient tracking for updates
      for p in n.parameters():
        p.data += -learning_rate * p.grad # Gradient descent step
  
  print(f"Epoch {k}, Loss: {loss.item()}") # Use .item() to get Python number
