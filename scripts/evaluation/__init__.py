"""What scripts/eval_scorer.py is made of."""
