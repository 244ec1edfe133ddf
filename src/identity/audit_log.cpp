#include "identity/audit_log.hpp"

#include <fmt/format.h>

namespace elevaite::identity {
namespace {

constexpr std::int64_t kVerifyPage = 500;

#define AUDIT_COLUMNS                                                                        \
  "e.seq, e.id, e.at, e.actor_kind, e.actor_user_id, e.actor_api_key_id, e.remote_address, " \
  "e.action, e.target_kind, e.target_id, e.state_before, e.state_after, e.previous_hash, e.hash"

// An action that ends with a dot stands for all that begin with it.
constexpr std::string_view kListEvents =
    "SELECT " AUDIT_COLUMNS
    ", COALESCE(u.name, ''), COALESCE(u.email, '') FROM audit_events e "
    "LEFT JOIN users u ON u.id = e.actor_user_id WHERE e.tenant_id = $1 AND e.seq < $2 "
    "AND (CAST($3 AS uuid) IS NULL OR e.actor_user_id = $3) "
    "AND (CAST($4 AS text) = '' OR e.action = $4 OR e.action LIKE $5) "
    "AND (CAST($6 AS text) = '' OR e.target_id = $6) "
    "AND e.at >= $7 AND e.at < $8 ORDER BY e.seq DESC LIMIT $9";
constexpr std::string_view kChain = "SELECT " AUDIT_COLUMNS
                                    " FROM audit_events e WHERE e.tenant_id = $1 AND e.seq > $2 "
                                    "ORDER BY e.seq LIMIT $3";
constexpr std::string_view kTenants =
    "SELECT DISTINCT tenant_id FROM audit_events ORDER BY tenant_id";

crypto::Digest digest_of(const ports::Bytes& bytes) {
  crypto::Digest digest{};
  std::copy_n(bytes.begin(), std::min(bytes.size(), digest.size()), digest.begin());
  return digest;
}

model::AuditActor::Kind actor_kind(std::string_view text) {
  using Kind = model::AuditActor::Kind;
  for (Kind kind : {Kind::user, Kind::api_key}) {
    if (to_string(kind) == text) return kind;
  }
  return Kind::system;
}

// A row that somebody has tampered with must still be read: its hash then tells.
Json state(const std::string& text) {
  auto parsed = parse_json(text, kMaxStoredJsonDepth);
  return parsed ? std::move(*parsed) : Json(text);
}

model::AuditRow read_row(const ports::Rows& rows, std::size_t i, model::TenantId tenant_id) {
  model::AuditRow row;
  row.event.tenant_id = tenant_id;
  row.seq = rows.integer(i, 0);
  row.id = rows.uuid(i, 1);
  row.event.at = from_micros(rows.integer(i, 2));
  row.event.actor.kind = actor_kind(rows.text(i, 3));
  if (!rows.is_null(i, 4)) row.event.actor.user_id.uuid = rows.uuid(i, 4);
  if (!rows.is_null(i, 5)) row.event.actor.api_key_id.uuid = rows.uuid(i, 5);
  row.event.actor.remote_address = rows.text(i, 6);
  row.event.action = rows.text(i, 7);
  row.event.target_kind = rows.text(i, 8);
  row.event.target_id = rows.text(i, 9);
  row.event.before = state(rows.text(i, 10));
  row.event.after = state(rows.text(i, 11));
  row.previous_hash = digest_of(rows.bytes(i, 12));
  row.hash = digest_of(rows.bytes(i, 13));
  return row;
}

// What is wrong with the row that follows the chain so far; empty: nothing.
std::string fault_of(const model::AuditRow& row, const ChainState& state) {
  if (row.seq != state.length + 1) {
    return fmt::format("Event {} is missing.", state.length + 1);
  }
  if (row.previous_hash != state.head) {
    return fmt::format("Event {} does not follow the one before it.", row.seq);
  }
  if (hash_of(row) != row.hash) {
    return fmt::format("Event {} is not as it was written.", row.seq);
  }
  return {};
}

}  // namespace

Task<Result<std::vector<AuditView>>> AuditLog::list(model::TenantId tenant_id, AuditFilter filter) {
  ports::SqlValue actor;
  if (filter.actor) actor = filter.actor->uuid;
  std::string pattern = filter.action;
  if (pattern.ends_with('.')) pattern += '%';
  ports::Statement select{
      kListEvents,
      {tenant_id.uuid, filter.before_seq, std::move(actor), filter.action, std::move(pattern),
       filter.target_id, filter.from ? to_micros(*filter.from) : INT64_MIN,
       filter.until ? to_micros(*filter.until) : INT64_MAX, filter.limit}};
  CO_TRY(auto rows, co_await database_.query(ports::Scope::tenant(tenant_id), std::move(select)));
  std::vector<AuditView> views;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    views.push_back({read_row(rows, i, tenant_id), rows.text(i, 14), rows.text(i, 15)});
  }
  co_return views;
}

Task<Result<ChainState>> AuditLog::verify(model::TenantId tenant_id) {
  ChainState state;
  state.tenant_id = tenant_id;
  while (true) {
    ports::Statement select{kChain, {tenant_id.uuid, state.length, kVerifyPage}};
    CO_TRY(auto rows, co_await database_.query(ports::Scope::system(), std::move(select)));
    for (std::size_t i = 0; i < rows.size(); ++i) {
      auto row = read_row(rows, i, tenant_id);
      state.fault = fault_of(row, state);
      if (!state.fault.empty()) co_return state;
      state.length = row.seq;
      state.head = row.hash;
    }
    if (rows.size() < static_cast<std::size_t>(kVerifyPage)) co_return state;
  }
}

Task<Result<std::vector<model::TenantId>>> AuditLog::tenants() {
  ports::Statement select{kTenants, {}};
  CO_TRY(auto rows, co_await database_.query(ports::Scope::system(), std::move(select)));
  std::vector<model::TenantId> tenants;
  for (std::size_t i = 0; i < rows.size(); ++i) tenants.push_back({rows.uuid(i, 0)});
  co_return tenants;
}

}  // namespace elevaite::identity
