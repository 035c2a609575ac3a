"""Graph → words and MathML: what the learner reads about a node or a step. It computes no value and no gradient."""
