#include "ports/audited_batch.hpp"

#include <algorithm>

#include "core/utf8.hpp"

namespace elevaite::ports {
namespace {

constexpr int kMaxTries = 200;
constexpr Duration kMaxPause = 20ms;
constexpr std::size_t kMaxAddressBytes = 64;

constexpr std::string_view kHead =
    "SELECT seq, hash FROM audit_events WHERE tenant_id = $1 ORDER BY seq DESC LIMIT 1";
constexpr std::string_view kAppend =
    "INSERT INTO audit_events (tenant_id, seq, id, at, actor_kind, actor_user_id, "
    "actor_api_key_id, remote_address, action, target_kind, target_id, state_before, state_after, "
    "previous_hash, hash) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, "
    "$15)";

template <class Id>
SqlValue nullable(Id id) {
  if (id.is_nil()) return {};
  return id.uuid;
}

Bytes bytes_of(const crypto::Digest& digest) { return Bytes(digest.begin(), digest.end()); }

Statement append(const model::AuditRow& row) {
  const model::AuditEvent& event = row.event;
  return {kAppend,
          {event.tenant_id.uuid, row.seq, row.id, to_micros(event.at),
           std::string(to_string(event.actor.kind)), nullable(event.actor.user_id),
           nullable(event.actor.api_key_id), event.actor.remote_address, event.action,
           event.target_kind, event.target_id, to_text(event.before), to_text(event.after),
           bytes_of(row.previous_hash), bytes_of(row.hash)}};
}

// Milliseconds, more with every try, so that many who append at once do not meet again and again.
Duration pause_after(int tries) {
  auto most = std::min<Duration>(Duration(1ms) * tries, kMaxPause);
  return std::chrono::duration_cast<Duration>(most * crypto::random_fraction());
}

}  // namespace

Task<Result<std::vector<Rows>>> audited_batch(Database& database, Scope scope,
                                              std::vector<Statement> change,
                                              model::AuditEvent event) {
  event.actor.remote_address =
      std::string(clip_utf8(replace_invalid_utf8(event.actor.remote_address), kMaxAddressBytes));
  event.before = model::with_sorted_keys(event.before);
  event.after = model::with_sorted_keys(event.after);
  // As the database keeps it: the hash is computed from what is read.
  event.at = from_micros(to_micros(event.at));
  model::AuditRow row;
  row.event = std::move(event);
  row.id = Uuid::generate();
  for (int tries = 1;; ++tries) {
    Statement head{kHead, {row.event.tenant_id.uuid}};
    CO_TRY(auto last, co_await database.query(scope, std::move(head)));
    row.seq = 1;
    row.previous_hash = {};
    if (!last.empty()) {
      row.seq = last.integer(0, 0) + 1;
      const Bytes& hash = last.bytes(0, 1);
      std::copy_n(hash.begin(), std::min(hash.size(), row.previous_hash.size()),
                  row.previous_hash.begin());
    }
    row.hash = hash_of(row);
    auto statements = change;
    statements.push_back(append(row));
    auto answers = co_await database.batch(scope, std::move(statements));
    if (answers) {
      answers->pop_back();
      co_return std::move(*answers);
    }
    if (answers.error().reason != "audit_events_seq" || tries == kMaxTries) {
      co_return std::move(answers).error();
    }
    co_await sleep_for(pause_after(tries));
  }
}

}  // namespace elevaite::ports
