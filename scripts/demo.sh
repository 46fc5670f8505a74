#!/bin/sh
# From nothing to an answer: installs attrib, ingests the sample library, asks, audits.
set -eu
cd "$(dirname "$0")/.."
sh scripts/setup.sh
PATH="$PWD/.venv/bin:$PATH"
mkdir -p out

say() { # shows a command as one would type it, then runs it
    printf '\n$ attrib'
    for word in "$@"; do
        case $word in *[!A-Za-z0-9_./=-]*) printf ' "%s"' "$word" ;; *) printf ' %s' "$word" ;; esac
    done
    printf '\n'
    attrib "$@"
}

say ingest samples/library --index indexes/demo
say ask "How old must children be for the boat tour?" --index indexes/demo --html out/answer.html
say ask "Who won the football world cup in 1998?" --index indexes/demo
say audit samples/answers.jsonl --index indexes/demo --out out/verdicts.jsonl --report out/audit.html
printf '\nThe pages out/answer.html and out/audit.html show the same, with the sources beside it.\n'
