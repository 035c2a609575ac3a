"""What a learner sees and does, in a browser."""
