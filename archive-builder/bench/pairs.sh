# Times programs in pairs and in turn, and prints rows of a table in Markdown; sourced by the benchmarks. Needs $rounds.

# seconds COMMAND...: elapsed time, and processor time, without that of before_COMMAND if there is such a function.
seconds() {
  local TIMEFORMAT='%R %U %S'
  if declare -F "before_$1" >/dev/null; then "before_$1"; fi
  { time "$@" >/dev/null 2>&1; } 2>&1 | awk '{ printf "%.2f %.2f\n", $1, $2 + $3 }'
}

# median COLUMN: of numbers in lines.
median() { sort -g -k"$1,$1" | awk -v column="$1" '{ v[NR] = $column } END { print v[int((NR + 1) / 2)] }'; }

pairs_head() {
  printf '| %s | ours | processor | theirs | processor | ratio |\n|---|---|---|---|---|---|\n' "$1"
}

# pair NAME OURS THEIRS: two functions, run in turn.
pair() {
  local ours=() theirs=() ratios=() a b
  seconds "$2" >/dev/null && seconds "$3" >/dev/null
  for ((i = 0; i < rounds; i++)); do
    a=$(seconds "$2")
    b=$(seconds "$3")
    ours+=("$a")
    theirs+=("$b")
    ratios+=("$(awk -v a="${a% *}" -v b="${b% *}" 'BEGIN { printf "%.2f", b == 0 ? 0 : a / b }')")
  done
  printf '| %s | %s s | %s s | %s s | %s s | %s |\n' "$1" \
    "$(printf '%s\n' "${ours[@]}" | median 1)" "$(printf '%s\n' "${ours[@]}" | median 2)" \
    "$(printf '%s\n' "${theirs[@]}" | median 1)" "$(printf '%s\n' "${theirs[@]}" | median 2)" \
    "$(printf '%s\n' "${ratios[@]}" | median 1)"
}

single_head() {
  printf '| %s | time | processor |\n|---|---|---|\n' "$1"
}

# single NAME FUNCTION: ours alone.
single() {
  local times=()
  for ((i = 0; i < rounds; i++)); do
    times+=("$(seconds "$2")")
  done
  printf '| %s | %s s | %s s |\n' "$1" "$(printf '%s\n' "${times[@]}" | median 1)" \
    "$(printf '%s\n' "${times[@]}" | median 2)"
}
