"""Sessions room: what one learner has open. The document is the truth; what is computed from it can be thrown away."""
