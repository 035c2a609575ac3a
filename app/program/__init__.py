"""Program text in, recorded graph out. The learner's Python runs in a sandbox process and nowhere else."""
