"""How an answer is read, whoever wrote it: its sentences, what of them asserts something, its citations."""
