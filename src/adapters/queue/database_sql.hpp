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
inline constexpr std::string_view kEnsure =
    QUEUE_INSERT " WHERE queue_messages.dead_at IS NOT NULL";

// One index probe a lane, whatever the number of messages: the next lane, and its first message.
inline constexpr std::string_view kLanes =
    "WITH RECURSIVE lanes(lane) AS ("
    " SELECT min(lane) FROM queue_messages WHERE queue = $1 AND dead_at IS NULL"
    " UNION ALL"
    " SELECT (SELECT min(m.lane) FROM queue_messages m WHERE m.queue = $1 AND m.dead_at IS NULL"
    "         AND m.lane > lanes.lane) FROM lanes WHERE lanes.lane IS NOT NULL)"
    " SELECT lanes.lane, (SELECT min(m.visible_at) FROM queue_messages m WHERE m.queue = $1"
    "  AND m.dead_at IS NULL AND m.lane = lanes.lane) FROM lanes WHERE lanes.lane IS NOT NULL "
    "ORDER BY 1";

#define QUEUE_TAKE(lock)                                                                  \
  "WITH picked AS MATERIALIZED (SELECT id FROM queue_messages WHERE queue = $1"           \
  "  AND dead_at IS NULL AND lane = $2 AND visible_at <= $3 ORDER BY visible_at, id"      \
  "  LIMIT $4" lock                                                                       \
  ") UPDATE queue_messages SET receipt = $5, visible_at = $6,"                            \
  " receive_count = receive_count + 1 WHERE queue = $1 AND id IN (SELECT id FROM picked)" \
  " RETURNING id, body, receive_count, sent_at"

inline constexpr std::string_view kTake = QUEUE_TAKE("");
inline constexpr std::string_view kTakeLocked = QUEUE_TAKE(" FOR UPDATE SKIP LOCKED");

#undef QUEUE_INSERT
#undef QUEUE_TAKE

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
