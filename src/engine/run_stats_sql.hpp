// The SQL that run_stats.cpp and run_rankings.cpp share: which runs are looked at, and how their
// durations become a histogram.
#pragma once

// The runs of a range: $1 and $2 make the bucket of a run. Those of one agent have a text of their
// own, which leaves the planner no index but theirs.
#define RUNS_OF(condition)                                                                        \
  "(SELECT id, agent_id, status, input_tokens, output_tokens, cost_usd_nanos, created_at, error," \
  " (created_at + $1) / $2 AS slot, finished_at - started_at AS duration FROM runs"               \
  " WHERE " condition                                                                             \
  " AND id >= $5 AND id < $6 AND created_at >= $7 AND created_at < $8"                            \
  " AND ($9 OR NOT is_test)) found"
#define BOTH_TEXTS(name, head, tail)                     \
  constexpr std::string_view k##name##OfTenant =         \
      head RUNS_OF("tenant_id = $3 AND ($4 = $4)") tail; \
  constexpr std::string_view k##name##OfAgent =          \
      head RUNS_OF("COALESCE(tenant_id, id) = $3 AND agent_id = $4") tail

// Two significant digits: a histogram whose size depends on how much durations differ, not on how
// many there are.
#define ROUNDED_DURATION                                                  \
  "CASE WHEN duration < 100 THEN duration"                                \
  " WHEN duration < 1000 THEN duration - duration % 10"                   \
  " WHEN duration < 10000 THEN duration - duration % 100"                 \
  " WHEN duration < 100000 THEN duration - duration % 1000"               \
  " WHEN duration < 1000000 THEN duration - duration % 10000"             \
  " WHEN duration < 10000000 THEN duration - duration % 100000"           \
  " WHEN duration < 100000000 THEN duration - duration % 1000000"         \
  " WHEN duration < 1000000000 THEN duration - duration % 10000000"       \
  " WHEN duration < 10000000000 THEN duration - duration % 100000000"     \
  " WHEN duration < 100000000000 THEN duration - duration % 1000000000"   \
  " WHEN duration < 1000000000000 THEN duration - duration % 10000000000" \
  " ELSE duration - duration % 100000000000 END"
