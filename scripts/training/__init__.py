"""What the training of the support scorer is made of; scripts/train_scorer.py runs it."""
