#include "identity/tenant_keys.hpp"

#include "core/crypto/random.hpp"

namespace elevaite::identity {
namespace {

constexpr std::size_t kMaxCachedKeys = 1000;
constexpr std::int64_t kRewrapBatch = 100;

constexpr std::string_view kNewest =
    "SELECT version, master_key_id, wrapped_key FROM tenant_keys WHERE tenant_id = $1 "
    "ORDER BY version DESC LIMIT 1";
constexpr std::string_view kVersion =
    "SELECT version, master_key_id, wrapped_key FROM tenant_keys "
    "WHERE tenant_id = $1 AND version = $2";
constexpr std::string_view kInsertTenantKey =
    "INSERT INTO tenant_keys (tenant_id, version, master_key_id, wrapped_key, created_at) "
    "VALUES ($1, 1, $2, $3, $4) ON CONFLICT DO NOTHING";
constexpr std::string_view kWrappedByOthers =
    "SELECT tenant_id, version, master_key_id, wrapped_key FROM tenant_keys "
    "WHERE master_key_id <> $1 ORDER BY tenant_id, version LIMIT $2";
// Compared with what was read, so that two processes may re-wrap at once.
constexpr std::string_view kRewrap =
    "UPDATE tenant_keys SET master_key_id = $1, wrapped_key = $2 "
    "WHERE tenant_id = $3 AND version = $4 AND master_key_id = $5";

std::string associated_data(Uuid tenant_id, std::int64_t version) {
  return fmt::format("tenant_key/{}/{}", tenant_id.str(), version);
}

}  // namespace

TenantKeys::TenantKeys(ports::Database& database, const MasterKeys& master_keys, const Clock& clock)
    : database_(database), master_keys_(master_keys), clock_(clock), cache_(kMaxCachedKeys) {}

Task<Result<TenantKeys::DataKey>> TenantKeys::unwrap(model::TenantId tenant_id, ports::Rows rows) {
  DataKey key;
  key.version = rows.integer(0, 0);
  auto associated = associated_data(tenant_id.uuid, key.version);
  CO_TRY(key.bytes, master_keys_.open(rows.text(0, 1), rows.bytes(0, 2), associated));
  cache_.put(associated, key);
  co_return key;
}

Task<Result<TenantKeys::DataKey>> TenantKeys::newest(model::TenantId tenant_id) {
  auto scope = ports::Scope::tenant(tenant_id);
  ports::Statement select{kNewest, {tenant_id.uuid}};
  CO_TRY(auto rows, co_await database_.query(scope, select));
  if (rows.empty()) {
    auto plain = crypto::random_bytes(crypto::kAeadKeyBytes);
    auto wrapped = master_keys_.seal(plain, associated_data(tenant_id.uuid, 1));
    crypto::wipe(plain);
    ports::Statement insert{
        kInsertTenantKey,
        {tenant_id.uuid, master_keys_.newest_id(), std::move(wrapped), to_micros(clock_.now())}};
    CO_CHECK(co_await database_.query(scope, std::move(insert)));
    // Read back: another process may have been first.
    CO_TRY(rows, co_await database_.query(scope, std::move(select)));
    if (rows.empty()) co_return internal_error("A tenant's data key has vanished.");
  }
  co_return co_await unwrap(tenant_id, std::move(rows));
}

Task<Result<TenantKeys::DataKey>> TenantKeys::version(model::TenantId tenant_id,
                                                      std::int64_t version) {
  if (const DataKey* known = cache_.find(associated_data(tenant_id.uuid, version))) {
    co_return *known;
  }
  ports::Statement select{kVersion, {tenant_id.uuid, version}};
  CO_TRY(auto rows, co_await database_.query(ports::Scope::tenant(tenant_id), std::move(select)));
  if (rows.empty()) co_return internal_error("A tenant's data key is missing.");
  co_return co_await unwrap(tenant_id, std::move(rows));
}

Task<Result<std::int64_t>> TenantKeys::rewrap_all() {
  std::int64_t count = 0;
  while (true) {
    ports::Statement select{kWrappedByOthers, {master_keys_.newest_id(), kRewrapBatch}};
    CO_TRY(auto rows, co_await database_.query(ports::Scope::system(), std::move(select)));
    if (rows.empty()) co_return count;
    std::vector<ports::Statement> batch;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      auto associated = associated_data(rows.uuid(i, 0), rows.integer(i, 1));
      CO_TRY(auto plain, master_keys_.open(rows.text(i, 2), rows.bytes(i, 3), associated));
      batch.push_back({kRewrap,
                       {master_keys_.newest_id(), master_keys_.seal(plain, associated),
                        rows.uuid(i, 0), rows.integer(i, 1), rows.text(i, 2)}});
      crypto::wipe(plain);
      ++count;
    }
    CO_CHECK(co_await database_.batch(ports::Scope::system(), std::move(batch)));
  }
}

}  // namespace elevaite::identity
