# Times programs in pairs and in turn; sourced by the benchmarks. Needs $rounds.

seconds() {
  local TIMEFORMAT=%R
  { time "$@" >/dev/null 2>&1; } 2>&1
}

median() { sort -g | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }'; }

# pair NAME OURS THEIRS: two functions, run in turn.
pair() {
  local ours=() theirs=() ratios=() a b
  "$2" >/dev/null 2>&1 && "$3" >/dev/null 2>&1
  for ((i = 0; i < rounds; i++)); do
    a=$(seconds "$2")
    b=$(seconds "$3")
    ours+=("$a")
    theirs+=("$b")
    ratios+=("$(awk -v a="$a" -v b="$b" 'BEGIN { printf "%.2f", a / b }')")
  done
  printf '%-42s %6s s %6s s   ratio %s\n' "$1" "$(printf '%s\n' "${ours[@]}" | median)" \
    "$(printf '%s\n' "${theirs[@]}" | median)" "$(printf '%s\n' "${ratios[@]}" | median)"
}
