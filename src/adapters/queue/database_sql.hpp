// The SQL of the queue in the database. One text for both, but for the locks of PostgreSQL.
#pragma once
#include <string_view>

namespace elevaite::adapters::queue {

#define QUEUE_INSERT                                                                       \
  "INSERT INTO queue_messages (queue, id, tenant_id, lane, body, sent_at, visible_at,"     \
  " receive_count) VALUES ($1, $2, $3, $4, $5, $6, $7, 0) ON CONFLICT (queue, id)"         \
  " DO UPDATE SET lane = excluded.lane, body = excluded.body, sent_at = excluded.sent_at," \
  " visible_at = excluded.visible_at, receive_count = 0, receipt = NULL, dead_at = NULL,"  \
  " reason = NULL"

inline constexpr std::string_view kEnqueue = QUEUE_INSERT;
// One that is hidden for ten more minutes was received while the clock was ahead, or by who hides
// it for long; at worst it is doubled.
inline constexpr std::string_view kEnsure = QUEUE_INSERT
    " WHERE queue_messages.dead_at IS NOT NULL"
    " OR queue_messages.visible_at > excluded.visible_at + 600000000";

// One index probe a lane, whatever the number of messages: the next lane, and its first message.
// With ORDER BY … LIMIT 1 and not min(): PostgreSQL may take it for few rows, and count them all.
#define QUEUE_FIRST(column, more)                                                            \
  "(SELECT m." column " FROM queue_messages m WHERE m.queue = $1 AND m.dead_at IS NULL" more \
  " ORDER BY m." column " LIMIT 1)"
inline constexpr std::string_view kLanes =
    "WITH RECURSIVE lanes(lane) AS ("
    " SELECT " QUEUE_FIRST("lane", "") " UNION ALL"
    " SELECT " QUEUE_FIRST("lane", " AND m.lane > lanes.lane")
    " FROM lanes WHERE lanes.lane IS NOT NULL)"
    " SELECT lanes.lane, " QUEUE_FIRST("visible_at", " AND m.lane = lanes.lane")
    " FROM lanes WHERE lanes.lane IS NOT NULL ORDER BY 1";
#undef QUEUE_FIRST

#define QUEUE_TAKE(lock, is_picked)                                                  \
  "WITH picked AS MATERIALIZED (SELECT id FROM queue_messages WHERE queue = $1"      \
  "  AND dead_at IS NULL AND lane = $2 AND visible_at <= $3 ORDER BY visible_at, id" \
  "  LIMIT $4" lock                                                                  \
  ") UPDATE queue_messages SET receipt = $5, visible_at = $6,"                       \
  " receive_count = receive_count + 1 WHERE queue = $1 AND " is_picked               \
  " RETURNING id, body, receive_count, sent_at"

inline constexpr std::string_view kTake = QUEUE_TAKE("", "id IN (SELECT id FROM picked)");
// As an array, so that each is looked up by its key, and no plan reads the whole queue.
inline constexpr std::string_view kTakeLocked =
    QUEUE_TAKE(" FOR UPDATE SKIP LOCKED", "id = ANY(ARRAY(SELECT id FROM picked))");

#undef QUEUE_INSERT
#undef QUEUE_TAKE

// A message that was taken need not be remembered as such: lost with the database's own crash, it
// is taken once more.
inline constexpr std::string_view kRelaxed = "SELECT set_config('synchronous_commit', 'off', true)";

inline constexpr std::string_view kComplete =
    "DELETE FROM queue_messages WHERE queue = $1 AND id = $2 AND receipt = $3";

inline constexpr std::string_view kExtend =
    "UPDATE queue_messages SET visible_at = $4 WHERE queue = $1 AND id = $2 AND receipt = $3";

inline constexpr std::string_view kHandBack =
    "UPDATE queue_messages SET visible_at = $4, receipt = NULL"
    " WHERE queue = $1 AND id = $2 AND receipt = $3";

inline constexpr std::string_view kBury =
    "UPDATE queue_messages SET dead_at = $4, reason = $5, receipt = NULL"
    " WHERE queue = $1 AND id = $2 AND receipt = $3";

inline constexpr std::string_view kDeadLetters =
    "SELECT body, reason, dead_at FROM queue_messages WHERE queue = $1 AND dead_at IS NOT NULL"
    " ORDER BY dead_at, id LIMIT $2";

inline constexpr std::string_view kRedrive =
    "UPDATE queue_messages SET dead_at = NULL, reason = NULL, receive_count = 0, visible_at = $2"
    " WHERE queue = $1 AND id IN (SELECT id FROM queue_messages WHERE queue = $1"
    "  AND dead_at IS NOT NULL ORDER BY dead_at, id LIMIT $3)";

inline constexpr std::string_view kDepth =
    "SELECT COALESCE(sum(CASE WHEN dead_at IS NULL AND visible_at <= $2 THEN 1 ELSE 0 END), 0),"
    " COALESCE(sum(CASE WHEN dead_at IS NULL AND visible_at > $2 AND receipt IS NOT NULL"
    "  THEN 1 ELSE 0 END), 0),"
    " COALESCE(sum(CASE WHEN dead_at IS NULL AND visible_at > $2 AND receipt IS NULL"
    "  THEN 1 ELSE 0 END), 0),"
    " COALESCE(sum(CASE WHEN dead_at IS NOT NULL THEN 1 ELSE 0 END), 0),"
    " min(CASE WHEN dead_at IS NULL AND visible_at <= $2 THEN sent_at END)"
    " FROM queue_messages WHERE queue = $1";

}  // namespace elevaite::adapters::queue
