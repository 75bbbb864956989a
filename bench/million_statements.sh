# Sourced by bench/parallel and bench/slurm, after $root is set: the shipped statements over and over, about a million, as JSONL.
million_statements() {
  times=$((1000000 / $(cat "$root"/datasets/statements/*.jsonl | wc -l)))
  for _ in $(seq "$times"); do cat "$root"/datasets/statements/*.jsonl; done
}
