// The part of Invitations that concerns whoever was invited.
#include "core/log.hpp"
#include "core/utf8.hpp"
#include "identity/account_rows.hpp"
#include "identity/invitations.hpp"
#include "identity/password_policy.hpp"
#include "ports/audited_batch.hpp"

namespace elevaite::identity {
namespace {

constexpr std::size_t kMaxPersonNameBytes = 200;

constexpr std::string_view kFindInvitation =
    "SELECT i.id, i.tenant_id, i.email, i.role, i.invited_by, i.created_at, i.sent_at, "
    "i.expires_at, t.name, COALESCE(by_user.name, ''), u.id FROM invitations i "
    "JOIN tenants t ON t.id = i.tenant_id LEFT JOIN users by_user ON by_user.id = i.invited_by "
    "LEFT JOIN users u ON u.email = i.email WHERE i.token_hash = $1 AND i.accepted_at IS NULL "
    "AND i.revoked_at IS NULL AND i.expires_at > $2";
constexpr std::string_view kAccept =
    "UPDATE invitations SET accepted_at = $1 WHERE tenant_id = $2 AND id = $3 "
    "AND accepted_at IS NULL AND revoked_at IS NULL AND expires_at > $4";
constexpr std::string_view kVerifyInvited =
    "UPDATE users SET email_verified_at = COALESCE(email_verified_at, $1) WHERE id = $2";
constexpr std::string_view kEmail = "SELECT email FROM users WHERE id = $1";

Error invalid_invitation() {
  Error error = not_found("invitation");
  error.message = "This invitation was used, revoked, or is too old. Ask for another.";
  error.reason = "invitation_invalid";
  return error;
}

Error has_account() {
  return Error{ErrorCode::conflict,
               "This address has an account. Sign in with it and open the link again.",
               "has_account"};
}

bool is_name(const std::string& name) {
  auto is_control = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; };
  return name.size() <= kMaxPersonNameBytes && is_utf8(name) &&
         std::none_of(name.begin(), name.end(), is_control);
}

}  // namespace

Task<Result<OpenInvitation>> Invitations::find(std::string token, std::string remote_address) {
  CO_CHECK(limiter_.take(remote_address));
  auto digest = crypto::sha256(token);
  ports::Statement select{kFindInvitation,
                          {ports::Bytes(digest.begin(), digest.end()), to_micros(clock_.now())}};
  CO_TRY(auto rows, co_await database_.query(ports::Scope::system(), std::move(select)));
  if (rows.empty()) co_return invalid_invitation();
  OpenInvitation open;
  Invitation& invitation = open.invitation;
  invitation.id.uuid = rows.uuid(0, 0);
  invitation.tenant_id.uuid = rows.uuid(0, 1);
  invitation.email = rows.text(0, 2);
  invitation.role = model::parse_role(rows.text(0, 3)).value_or(model::Role::viewer);
  invitation.invited_by.uuid = rows.uuid(0, 4);
  invitation.created_at = from_micros(rows.integer(0, 5));
  invitation.sent_at = from_micros(rows.integer(0, 6));
  invitation.expires_at = from_micros(rows.integer(0, 7));
  open.tenant_name = rows.text(0, 8);
  open.inviter_name = rows.text(0, 9);
  open.has_account = !rows.is_null(0, 10);
  co_return open;
}

Task<Result<SignedIn>> Invitations::accept_as_new(NewUser request) {
  CO_TRY(auto open, co_await find(std::move(request.token), request.device.remote_address));
  if (open.has_account) co_return has_account();
  const std::string& email = open.invitation.email;
  auto faults = check_password(request.password, options_.password, email, request.name);
  if (!is_name(request.name)) {
    faults.push_back(
        {"name", "invalid", "A name has at most 200 bytes of text without control characters."});
  }
  if (!faults.empty()) co_return refused_fields(std::move(faults));
  CO_TRY(auto hash, co_await hasher_.hash(std::move(request.password)));
  if (request.name.empty()) request.name = email.substr(0, email.find('@'));
  auto user_id = model::UserId::generate();
  std::vector<ports::Statement> first;
  first.push_back(
      insert_user({user_id, email, std::move(request.name), std::move(hash), true}, clock_.now()));
  auto device = std::move(request.device);
  co_return co_await join(std::move(open), user_id, std::move(first), std::move(device));
}

Task<Result<SignedIn>> Invitations::accept(model::UserId user_id, std::string token,
                                           Device device) {
  CO_TRY(auto open, co_await find(std::move(token), device.remote_address));
  ports::Statement select{kEmail, {user_id.uuid}};
  CO_TRY(auto rows, co_await database_.query(ports::Scope::system(), std::move(select)));
  if (rows.empty() || rows.text(0, 0) != open.invitation.email) {
    co_return Error{ErrorCode::permission_denied,
                    "This invitation is for another address than that of your account.",
                    "other_address"};
  }
  std::vector<ports::Statement> first;
  first.push_back({kVerifyInvited, {to_micros(clock_.now()), user_id.uuid}});
  co_return co_await join(std::move(open), user_id, std::move(first), std::move(device));
}

Task<Result<SignedIn>> Invitations::join(OpenInvitation open, model::UserId user_id,
                                         std::vector<ports::Statement> first, Device device) {
  const Invitation& invitation = open.invitation;
  auto now = to_micros(clock_.now());
  auto tenant = invitation.tenant_id.uuid;
  auto audit_actor = model::user_actor(user_id, device.remote_address);
  CO_TRY(auto opening,
         sessions_.prepare(invitation.tenant_id, user_id, invitation.role, std::move(device)));
  std::vector<ports::Statement> batch;
  batch.push_back({kAccept, {now, tenant, invitation.id.uuid, now}, true});
  for (auto& statement : first) batch.push_back(std::move(statement));
  batch.push_back(insert_member(invitation.tenant_id, user_id, invitation.role, from_micros(now)));
  for (auto& statement : opening.statements) batch.push_back(std::move(statement));
  model::AuditEvent audit;
  audit.tenant_id = invitation.tenant_id;
  audit.at = clock_.now();
  audit.actor = std::move(audit_actor);
  audit.action = "member.joined";
  audit.target_kind = "user";
  audit.target_id = user_id.str();
  audit.after =
      JsonObject{{"role", to_string(invitation.role)}, {"invitation_id", invitation.id.str()}};
  auto stored = co_await ports::audited_batch(database_, ports::Scope::system(), std::move(batch),
                                              std::move(audit));
  if (!stored && stored.error().reason == ports::kMustAffect) co_return invalid_invitation();
  if (!stored && stored.error().reason == "users_email") co_return has_account();
  if (!stored && stored.error().reason == "members_user") {
    co_return Error{ErrorCode::conflict, "You are a member of this tenant already.", "is_member"};
  }
  if (!stored) co_return std::move(stored).error();
  log_info("joined a tenant",
           {{"user_id", user_id.str()}, {"tenant_id", invitation.tenant_id.str()}});
  co_return std::move(opening.signed_in);
}

}  // namespace elevaite::identity
