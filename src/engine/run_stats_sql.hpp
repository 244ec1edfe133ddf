// The SQL that run_stats.cpp, run_rankings.cpp and run_digests.cpp share: which runs are looked at,
// and how their durations become a histogram.
#pragma once

// A range of runs: $1 and $2 make the bucket of a run, $3 and $4 say whose, $5 to $8 are the bounds
// of the range as ids and as instants. Those of one agent have a text of their own, which leaves
// the planner no index but theirs.
#define BOTH_TEXTS(name, TEXT)                                                  \
  constexpr std::string_view k##name##OfTenant =                                \
      TEXT("r.tenant_id = $3 AND ($4 = $4)", "s.tenant_id = $3 AND ($4 = $4)"); \
  constexpr std::string_view k##name##OfAgent =                                 \
      TEXT("COALESCE(r.tenant_id, r.id) = $3 AND r.agent_id = $4",              \
           "s.tenant_id = $3 AND s.agent_id = $4")

#define RUN_FIELDS                                                                        \
  "SELECT r.id, r.agent_id, r.status, r.input_tokens, r.output_tokens, r.cost_usd_nanos," \
  " r.created_at, r.error, (r.created_at + $1) / $2 AS slot,"                             \
  " r.finished_at - r.started_at AS duration"
#define UNLESS_TEST " AND ($9 OR NOT r.is_test)"

// The runs of the range that no digest has added up: those before the sealed days of it, whose
// bounds are $10 (an id) and $11, those after them, whose bounds are $12 and $13, and the late
// ones.
#define LOOSE_RUNS_OF(whose)                                                            \
  "(" RUN_FIELDS " FROM runs r WHERE " whose                                            \
  " AND r.id >= $5 AND r.id < $10"                                                      \
  " AND r.created_at >= $7 AND r.created_at < $11" UNLESS_TEST " UNION ALL " RUN_FIELDS \
  " FROM runs r WHERE " whose                                                           \
  " AND r.id >= $12 AND r.id < $6"                                                      \
  " AND r.created_at >= $13 AND r.created_at < $8" UNLESS_TEST " UNION ALL " RUN_FIELDS \
  " FROM run_late l CROSS JOIN runs r WHERE l.tenant_id = $3"                           \
  " AND r.tenant_id = l.tenant_id AND r.id = l.run_id AND " whose                       \
  " AND r.created_at >= $11 AND r.created_at < $13" UNLESS_TEST ") found"

// What the digests say of the sealed days of the range.
#define SEALED(whose) \
  " s WHERE " whose " AND s.slot_at >= $11 AND s.slot_at < $13 AND ($9 OR NOT s.is_test)"

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
