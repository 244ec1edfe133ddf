#include "identity/account_export.hpp"

#include <array>
#include <span>

#include "model/sign_in_ids.hpp"
#include "ports/audited_batch.hpp"

namespace elevaite::identity {
namespace {

using ports::Rows;

Json text_cell(const Rows& rows, std::size_t row, std::size_t column) {
  return rows.is_null(row, column) ? Json(nullptr) : Json(rows.text(row, column));
}
Json number_cell(const Rows& rows, std::size_t row, std::size_t column) {
  return rows.integer(row, column);
}
Json instant_cell(const Rows& rows, std::size_t row, std::size_t column) {
  auto at = rows.optional_instant(row, column);
  return at ? Json(to_rfc3339(*at)) : Json(nullptr);
}
Json json_cell(const Rows& rows, std::size_t row, std::size_t column) {
  auto parsed = parse_json(rows.text(row, column));
  return parsed ? std::move(*parsed) : Json(nullptr);
}
template <class IdType>
Json id_cell(const Rows& rows, std::size_t row, std::size_t column) {
  return Json(IdType{rows.uuid(row, column)}.str());
}

struct ExportColumn {
  std::string_view name;
  Json (*read)(const Rows&, std::size_t, std::size_t);
};

struct ExportSection {
  std::string_view name;
  std::string_view sql;  // of one user id
  std::span<const ExportColumn> columns;
};

constexpr ExportColumn kAccountColumns[] = {{"id", id_cell<model::UserId>},
                                            {"email", text_cell},
                                            {"name", text_cell},
                                            {"created_at", instant_cell},
                                            {"email_verified_at", instant_cell},
                                            {"password_changed_at", instant_cell}};
constexpr ExportColumn kMembershipColumns[] = {{"tenant_id", id_cell<model::TenantId>},
                                               {"tenant_name", text_cell},
                                               {"role", text_cell},
                                               {"joined_at", instant_cell}};
constexpr ExportColumn kSessionColumns[] = {{"id", id_cell<model::SessionId>},
                                            {"tenant_id", id_cell<model::TenantId>},
                                            {"device", text_cell},
                                            {"remote_address", text_cell},
                                            {"provider", text_cell},
                                            {"created_at", instant_cell},
                                            {"refreshed_at", instant_cell},
                                            {"ended_at", instant_cell}};
constexpr ExportColumn kIdentityColumns[] = {{"id", id_cell<model::IdentityId>},
                                             {"provider", text_cell},
                                             {"issuer", text_cell},
                                             {"subject", text_cell},
                                             {"email", text_cell},
                                             {"created_at", instant_cell},
                                             {"last_used_at", instant_cell}};
constexpr ExportColumn kFactorColumns[] = {{"set_up_at", instant_cell},
                                           {"recovery_codes_left", number_cell}};
constexpr ExportColumn kKeyColumns[] = {{"id", id_cell<model::ApiKeyId>},
                                        {"tenant_id", id_cell<model::TenantId>},
                                        {"name", text_cell},
                                        {"prefix", text_cell},
                                        {"role", text_cell},
                                        {"scopes", json_cell},
                                        {"allowed_addresses", json_cell},
                                        {"created_at", instant_cell},
                                        {"expires_at", instant_cell},
                                        {"last_used_at", instant_cell},
                                        {"rotated_at", instant_cell},
                                        {"revoked_at", instant_cell}};
constexpr ExportColumn kMailColumns[] = {{"purpose", text_cell},
                                         {"email", text_cell},
                                         {"created_at", instant_cell},
                                         {"expires_at", instant_cell},
                                         {"used_at", instant_cell}};
constexpr ExportColumn kInvitationColumns[] = {{"tenant_id", id_cell<model::TenantId>},
                                               {"role", text_cell},
                                               {"created_at", instant_cell},
                                               {"expires_at", instant_cell},
                                               {"accepted_at", instant_cell},
                                               {"revoked_at", instant_cell}};
constexpr ExportColumn kPreferenceColumns[] = {
    {"tenant_id", id_cell<model::TenantId>}, {"choices", json_cell}, {"updated_at", instant_cell}};
constexpr ExportColumn kNotificationColumns[] = {{"tenant_id", id_cell<model::TenantId>},
                                                 {"kind", text_cell},
                                                 {"title", text_cell},
                                                 {"body", text_cell},
                                                 {"created_at", instant_cell},
                                                 {"read_at", instant_cell}};
constexpr ExportColumn kDeedColumns[] = {{"tenant_id", id_cell<model::TenantId>},
                                         {"at", instant_cell},
                                         {"action", text_cell},
                                         {"target_kind", text_cell},
                                         {"target_id", text_cell},
                                         {"remote_address", text_cell}};

constexpr std::string_view kSelectAccount =
    "SELECT id, email, name, created_at, email_verified_at, password_changed_at FROM users "
    "WHERE id = $1";

constexpr std::array<ExportSection, 10> kSections = {{
    {"memberships",
     "SELECT m.tenant_id, t.name, m.role, m.created_at FROM members m "
     "JOIN tenants t ON t.id = m.tenant_id WHERE m.user_id = $1 ORDER BY m.created_at LIMIT $2",
     kMembershipColumns},
    {"sessions",
     "SELECT id, tenant_id, user_agent, remote_address, provider, created_at, refreshed_at, "
     "ended_at FROM sessions WHERE user_id = $1 ORDER BY refreshed_at DESC LIMIT $2",
     kSessionColumns},
    {"identities",
     "SELECT id, provider, issuer, subject, email, created_at, last_used_at FROM identities "
     "WHERE user_id = $1 ORDER BY created_at LIMIT $2",
     kIdentityColumns},
    {"second_factors",
     "SELECT f.confirmed_at, (SELECT count(*) FROM recovery_codes c WHERE c.user_id = f.user_id "
     "AND c.used_at IS NULL) FROM second_factors f WHERE f.user_id = $1 "
     "AND f.confirmed_at IS NOT NULL LIMIT $2",
     kFactorColumns},
    {"api_keys",
     "SELECT id, tenant_id, name, prefix, role, scopes, allowed_addresses, created_at, "
     "expires_at, last_used_at, rotated_at, revoked_at FROM api_keys WHERE user_id = $1 "
     "ORDER BY created_at DESC LIMIT $2",
     kKeyColumns},
    {"mails",
     "SELECT purpose, email, created_at, expires_at, used_at FROM user_tokens WHERE user_id = $1 "
     "ORDER BY created_at DESC LIMIT $2",
     kMailColumns},
    {"invitations",
     "SELECT i.tenant_id, i.role, i.created_at, i.expires_at, i.accepted_at, i.revoked_at "
     "FROM invitations i JOIN users u ON u.email = i.email WHERE u.id = $1 "
     "ORDER BY i.created_at DESC LIMIT $2",
     kInvitationColumns},
    {"notification_preferences",
     "SELECT tenant_id, choices, updated_at FROM notification_preferences WHERE user_id = $1 "
     "ORDER BY tenant_id LIMIT $2",
     kPreferenceColumns},
    {"notifications",
     "SELECT tenant_id, kind, title, body, created_at, read_at FROM notifications "
     "WHERE user_id = $1 ORDER BY created_at DESC LIMIT $2",
     kNotificationColumns},
    {"audit_events",
     "SELECT tenant_id, at, action, target_kind, target_id, remote_address FROM audit_events "
     "WHERE actor_user_id = $1 ORDER BY at DESC LIMIT $2",
     kDeedColumns},
}};

JsonObject row_json(const Rows& rows, std::size_t row, std::span<const ExportColumn> columns) {
  JsonObject out;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    out[columns[i].name] = columns[i].read(rows, row, i);
  }
  return out;
}

}  // namespace

Task<Result<JsonObject>> AccountExport::of(model::Principal principal) {
  CO_CHECK(limiter_.take(principal.user_id.str()));
  auto user_id = principal.user_id.uuid;
  auto now = clock_.now();
  ports::Statement select{kSelectAccount, {user_id}};
  CO_TRY(auto account, co_await database_.query(ports::Scope::system(), std::move(select)));
  if (account.empty()) co_return not_found("user");
  auto audit =
      model::audit_event(principal, now, "account.exported", "user", principal.user_id.str());
  std::vector<ports::Statement> nothing_else;
  CO_CHECK(co_await ports::audited_batch(database_, ports::Scope::tenant(principal.tenant_id),
                                         std::move(nothing_else), std::move(audit)));
  JsonObject out;
  out["exported_at"] = to_rfc3339(now);
  out["account"] = row_json(account, 0, kAccountColumns);
  for (const ExportSection& section : kSections) {
    ports::Statement list{section.sql, {user_id, kMaxOfOneKind}};
    CO_TRY(auto rows, co_await database_.query(ports::Scope::system(), std::move(list)));
    JsonArray entries;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      entries.push_back(row_json(rows, i, section.columns));
    }
    out[section.name] = std::move(entries);
  }
  co_return out;
}

}  // namespace elevaite::identity
