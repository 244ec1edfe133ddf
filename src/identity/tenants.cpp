#include "identity/tenants.hpp"

#include <array>

#include "core/log.hpp"
#include "core/utf8.hpp"
#include "identity/account_rows.hpp"
#include "ports/audited_batch.hpp"

namespace elevaite::identity {
namespace {

constexpr std::size_t kMaxTenantNameBytes = 200;

constexpr std::string_view kGetTenant =
    "SELECT name, created_at, ends_at FROM tenants WHERE id = $1";
constexpr std::string_view kCountOwned =
    "SELECT count(*) FROM members WHERE user_id = $1 AND role = 'owner'";
constexpr std::string_view kRenameTenant =
    "UPDATE tenants SET name = $1, updated_at = $2 WHERE id = $3";
constexpr std::string_view kScheduleEnd =
    "UPDATE tenants SET ends_at = COALESCE(ends_at, $1), updated_at = $2 WHERE id = $3";
constexpr std::string_view kKeep =
    "UPDATE tenants SET ends_at = NULL, updated_at = $1 WHERE id = $2";
constexpr std::string_view kDue =
    "SELECT id FROM tenants WHERE ends_at IS NOT NULL AND ends_at <= $1 LIMIT 100";
constexpr std::string_view kEndTenant =
    "UPDATE tenants SET ends_at = NULL, name = '', updated_at = $1 "
    "WHERE id = $2 AND ends_at IS NOT NULL AND ends_at <= $3";
constexpr std::string_view kEndTenantSessions =
    "UPDATE sessions SET ended_at = $1, ended_because = 'removed' "
    "WHERE tenant_id = $2 AND ended_at IS NULL";
// As the engine and the workers ask for it themselves; they look for it while they run. A job that
// was never begun may be delayed for days, and has left nothing behind: it ends here.
constexpr std::array<std::string_view, 3> kCancelTenant = {
    "UPDATE jobs SET status = 'cancelled', finished_at = $1, cancel_requested_at = $1 "
    "WHERE tenant_id = $2 AND status IN ('queued', 'retrying') AND started_at IS NULL",
    "UPDATE runs SET cancel_requested_at = COALESCE(cancel_requested_at, $1), "
    "wake_at = CASE WHEN status = 'waiting' THEN $1 ELSE wake_at END "
    "WHERE tenant_id = $2 AND status IN ('queued', 'running', 'waiting')",
    "UPDATE jobs SET cancel_requested_at = COALESCE(cancel_requested_at, $1), "
    "run_at = CASE WHEN status = 'running' THEN run_at ELSE $1 END "
    "WHERE tenant_id = $2 AND status IN ('queued', 'running', 'retrying')"};
// Nothing of it starts any more, and nothing that was encrypted can be read again.
constexpr std::array<std::string_view, 7> kForgetTenant = {
    "UPDATE agents SET deployment_id = NULL, deployed_version_id = NULL WHERE tenant_id = $1",
    "DELETE FROM schedules WHERE tenant_id = $1",
    "DELETE FROM invitations WHERE tenant_id = $1",
    "DELETE FROM api_keys WHERE tenant_id = $1",
    "DELETE FROM credentials WHERE tenant_id = $1",
    "DELETE FROM tenant_keys WHERE tenant_id = $1",
    "DELETE FROM members WHERE tenant_id = $1"};

Result<void> check_tenant_name(const std::string& name) {
  auto is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; };
  if (name.empty() || name.size() > kMaxTenantNameBytes || !is_utf8(name) ||
      std::any_of(name.begin(), name.end(), is_control)) {
    return invalid_field("name", "invalid", "Name the tenant with 1 to 200 bytes of text.");
  }
  return {};
}

model::AuditEvent event_of(const model::Principal& principal, Instant at, std::string action) {
  return model::audit_event(principal, at, std::move(action), "tenant", principal.tenant_id.str());
}

}  // namespace

Task<Result<Tenant>> Tenants::get(model::TenantId id) {
  ports::Statement select{kGetTenant, {id.uuid}};
  CO_TRY(auto rows, co_await database_.query(ports::Scope::tenant(id), std::move(select)));
  if (rows.empty()) co_return not_found("tenant");
  Tenant tenant{id, rows.text(0, 0), from_micros(rows.integer(0, 1)), std::nullopt};
  if (!rows.is_null(0, 2)) tenant.ends_at = from_micros(rows.integer(0, 2));
  co_return tenant;
}

Task<Result<Tenant>> Tenants::create(model::Principal principal, std::string name) {
  CO_CHECK(check_tenant_name(name));
  ports::Statement count{kCountOwned, {principal.user_id.uuid}};
  CO_TRY(auto owned, co_await database_.query(ports::Scope::system(), std::move(count)));
  if (owned.integer(0, 0) >= kMaxOwned) {
    co_return Error{ErrorCode::limit_exceeded, "One person owns at most 20 tenants.",
                    "too_many_tenants"};
  }
  auto now = clock_.now();
  Tenant tenant{model::TenantId::generate(), name, now, std::nullopt};
  std::vector<ports::Statement> batch;
  batch.push_back(insert_tenant(tenant.id, name, now));
  batch.push_back(insert_member(tenant.id, principal.user_id, model::Role::owner, now));
  principal.tenant_id = tenant.id;
  auto audit = event_of(principal, now, "tenant.created");
  audit.after = JsonObject{{"name", name}};
  CO_CHECK(co_await ports::audited_batch(database_, ports::Scope::system(), std::move(batch),
                                         std::move(audit)));
  co_return tenant;
}

Task<Result<Tenant>> Tenants::commit(model::Principal principal, ports::Statement change,
                                     std::string action, Json after) {
  CO_TRY(auto present, co_await get(principal.tenant_id));
  auto audit = event_of(principal, clock_.now(), std::move(action));
  auto ends = [](const Tenant& tenant) {
    return tenant.ends_at ? Json(to_rfc3339(*tenant.ends_at)) : Json(nullptr);
  };
  audit.before = JsonObject{{"name", present.name}, {"ends_at", ends(present)}};
  audit.after = std::move(after);
  std::vector<ports::Statement> batch{std::move(change)};
  CO_CHECK(co_await ports::audited_batch(database_, ports::Scope::tenant(principal.tenant_id),
                                         std::move(batch), std::move(audit)));
  co_return co_await get(principal.tenant_id);
}

Task<Result<Tenant>> Tenants::rename(model::Principal principal, std::string name) {
  CO_CHECK(check_tenant_name(name));
  Json after = JsonObject{{"name", name}};
  ports::Statement change{
      kRenameTenant, {std::move(name), to_micros(clock_.now()), principal.tenant_id.uuid}, true};
  co_return co_await commit(std::move(principal), std::move(change), "tenant.renamed",
                            std::move(after));
}

Task<Result<Tenant>> Tenants::schedule_end(model::Principal principal, std::string typed_name) {
  CO_TRY(auto present, co_await get(principal.tenant_id));
  if (typed_name != present.name) {
    co_return invalid_field("name", "mismatch", "Type the name of the tenant exactly as it is.");
  }
  auto now = clock_.now();
  auto ends_at = now + kGrace;
  Json after = JsonObject{{"ends_at", to_rfc3339(ends_at)}};
  ports::Statement change{
      kScheduleEnd, {to_micros(ends_at), to_micros(now), principal.tenant_id.uuid}, true};
  co_return co_await commit(std::move(principal), std::move(change), "tenant.end_scheduled",
                            std::move(after));
}

Task<Result<Tenant>> Tenants::keep(model::Principal principal) {
  ports::Statement change{kKeep, {to_micros(clock_.now()), principal.tenant_id.uuid}, true};
  Json after = JsonObject{{"ends_at", nullptr}};
  co_return co_await commit(std::move(principal), std::move(change), "tenant.kept",
                            std::move(after));
}

Task<Result<void>> Tenants::end(model::TenantId id, Instant due) {
  auto now = to_micros(due);
  std::vector<ports::Statement> batch;
  batch.push_back({kEndTenant, {now, id.uuid, now}, true});
  batch.push_back({kEndTenantSessions, {now, id.uuid}});
  for (std::string_view statement : kCancelTenant) batch.push_back({statement, {now, id.uuid}});
  for (std::string_view statement : kForgetTenant) batch.push_back({statement, {id.uuid}});
  model::AuditEvent audit;
  audit.tenant_id = id;
  audit.at = due;
  audit.action = "tenant.ended";
  audit.target_kind = "tenant";
  audit.target_id = id.str();
  auto stored = co_await ports::audited_batch(database_, ports::Scope::system(), std::move(batch),
                                              std::move(audit));
  // Another process was faster, or an owner took it back.
  if (!stored && stored.error().reason == ports::kMustAffect) co_return Result<void>{};
  if (!stored) co_return std::move(stored).error();
  log_info("a tenant has ended", {{"tenant_id", id.str()}});
  co_return Result<void>{};
}

Task<Result<std::size_t>> Tenants::end_due() {
  auto now = clock_.now();
  ports::Statement select{kDue, {to_micros(now)}};
  CO_TRY(auto rows, co_await database_.query(ports::Scope::system(), std::move(select)));
  for (std::size_t i = 0; i < rows.size(); ++i) {
    model::TenantId id{rows.uuid(i, 0)};
    CO_CHECK(co_await end(id, now));
  }
  co_return rows.size();
}

}  // namespace elevaite::identity
