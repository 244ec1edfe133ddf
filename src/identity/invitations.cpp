#include "identity/invitations.hpp"

#include "core/log.hpp"
#include "identity/account_mails.hpp"
#include "identity/password_policy.hpp"
#include "ports/audited_batch.hpp"

namespace elevaite::identity {
namespace {

constexpr Duration kLife = std::chrono::hours(24 * 7);

#define INVITATION_COLUMNS \
  "i.id, i.tenant_id, i.email, i.role, i.invited_by, i.created_at, i.sent_at, i.expires_at"
#define IS_OPEN " i.accepted_at IS NULL AND i.revoked_at IS NULL"

constexpr std::string_view kInsertInvitation =
    "INSERT INTO invitations (id, tenant_id, email, role, token_hash, invited_by, created_at, "
    "sent_at, sent_count, expires_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 1, $9)";
// An expired one makes room for a new one.
constexpr std::string_view kRevokeExpired =
    "UPDATE invitations SET revoked_at = $1 WHERE tenant_id = $2 AND email = $3 "
    "AND accepted_at IS NULL AND revoked_at IS NULL AND expires_at <= $4";
constexpr std::string_view kIsMember =
    "SELECT m.id FROM members m JOIN users u ON u.id = m.user_id "
    "WHERE m.tenant_id = $1 AND u.email = $2";
constexpr std::string_view kCountOpen =
    "SELECT count(*) FROM invitations i WHERE i.tenant_id = $1 AND" IS_OPEN;
constexpr std::string_view kListInvitations =
    "SELECT " INVITATION_COLUMNS
    " FROM invitations i WHERE i.tenant_id = $1 AND i.id < $2 AND" IS_OPEN
    " ORDER BY i.id DESC LIMIT $3";
constexpr std::string_view kGetInvitation =
    "SELECT " INVITATION_COLUMNS
    " FROM invitations i WHERE i.tenant_id = $1 AND i.id = $2 AND" IS_OPEN;
constexpr std::string_view kResend =
    "UPDATE invitations SET token_hash = $1, sent_at = $2, sent_count = sent_count + 1, "
    "expires_at = $3 WHERE tenant_id = $4 AND id = $5 AND accepted_at IS NULL "
    "AND revoked_at IS NULL AND sent_count < $6";
constexpr std::string_view kRevokeInvitation =
    "UPDATE invitations SET revoked_at = $1 WHERE tenant_id = $2 AND id = $3 "
    "AND accepted_at IS NULL AND revoked_at IS NULL";
constexpr std::string_view kNames =
    "SELECT t.name, u.name FROM tenants t, users u WHERE t.id = $1 AND u.id = $2";

Invitation read_invitation(const ports::Rows& rows, std::size_t i) {
  Invitation invitation;
  invitation.id.uuid = rows.uuid(i, 0);
  invitation.tenant_id.uuid = rows.uuid(i, 1);
  invitation.email = rows.text(i, 2);
  invitation.role = model::parse_role(rows.text(i, 3)).value_or(model::Role::viewer);
  invitation.invited_by.uuid = rows.uuid(i, 4);
  invitation.created_at = from_micros(rows.integer(i, 5));
  invitation.sent_at = from_micros(rows.integer(i, 6));
  invitation.expires_at = from_micros(rows.integer(i, 7));
  return invitation;
}

Error already_invited() {
  return Error{ErrorCode::conflict,
               "This address has an invitation already. Send it once more, or revoke it.",
               "already_invited"};
}

Error too_many_mails() {
  return Error{ErrorCode::limit_exceeded,
               "This invitation was mailed ten times. Revoke it and make another.",
               "too_many_mails"};
}

Error beyond_own_role() {
  return Error{ErrorCode::permission_denied, "A role cannot be higher than your own.",
               "role_beyond_own"};
}

JsonObject described(const Invitation& invitation) {
  return {{"email", invitation.email}, {"role", to_string(invitation.role)}};
}

}  // namespace

Invitations::Link Invitations::new_link() {
  Link link;
  link.token = crypto::random_token();
  auto digest = crypto::sha256(link.token);
  link.hash.assign(digest.begin(), digest.end());
  return link;
}

Task<Result<void>> Invitations::check_new(const model::Principal& principal, std::string email) {
  auto scope = ports::Scope::tenant(principal.tenant_id);
  ports::Statement member{kIsMember, {principal.tenant_id.uuid, std::move(email)}};
  CO_TRY(auto members, co_await database_.query(scope, std::move(member)));
  if (!members.empty()) {
    co_return Error{ErrorCode::conflict, "This person is a member already.", "is_member"};
  }
  ports::Statement count{kCountOpen, {principal.tenant_id.uuid}};
  CO_TRY(auto open, co_await database_.query(scope, std::move(count)));
  if (open.integer(0, 0) >= kMaxOpen) {
    co_return Error{ErrorCode::limit_exceeded,
                    "A tenant has at most 500 open invitations. Revoke some.",
                    "too_many_invitations"};
  }
  co_return Result<void>{};
}

Task<Result<Invitation>> Invitations::create(model::Principal principal, std::string email,
                                             model::Role role) {
  CO_CHECK(limiter_.take(principal.user_id.str()));
  CO_TRY(auto address, normalise_email(email));
  if (role > principal.role) co_return beyond_own_role();
  CO_CHECK(co_await check_new(principal, address));
  auto now = clock_.now();
  auto link = new_link();
  Invitation invitation{InvitationId::generate(),
                        principal.tenant_id,
                        address,
                        role,
                        principal.user_id,
                        now,
                        now,
                        now + kLife};
  auto tenant = principal.tenant_id.uuid;
  std::vector<ports::Statement> batch;
  batch.push_back({kRevokeExpired, {to_micros(now), tenant, address, to_micros(now)}});
  batch.push_back(
      {kInsertInvitation,
       {invitation.id.uuid, tenant, address, std::string(to_string(role)), std::move(link.hash),
        principal.user_id.uuid, to_micros(now), to_micros(now), to_micros(invitation.expires_at)}});
  auto audit =
      model::audit_event(principal, now, "invitation.created", "invitation", invitation.id.str());
  audit.after = described(invitation);
  auto stored = co_await ports::audited_batch(database_, ports::Scope::tenant(principal.tenant_id),
                                              std::move(batch), std::move(audit));
  if (!stored && stored.error().reason == "invitations_open") co_return already_invited();
  if (!stored) co_return std::move(stored).error();
  send(principal, invitation, std::move(link.token));
  co_return invitation;
}

void Invitations::send(const model::Principal& principal, Invitation invitation,
                       std::string token) {
  auto work = [this, from = principal.user_id, invitation = std::move(invitation),
               token = std::move(token)] { return send_mail(invitation, from, token); };
  if (auto spawned = mailer_.spawn(std::move(work), "an invitation"); !spawned) {
    log_error("could not send an invitation", {{"error", spawned.error().message}});
  }
}

Task<Result<void>> Invitations::send_mail(Invitation invitation, model::UserId from,
                                          std::string token) {
  ports::Statement select{kNames, {invitation.tenant_id.uuid, from.uuid}};
  CO_TRY(auto rows, co_await database_.query(ports::Scope::system(), std::move(select)));
  if (rows.empty()) co_return Result<void>{};
  auto mail = invitation_mail(invitation.email, rows.text(0, 0), rows.text(0, 1),
                              mailer_.auth_origin(), token);
  co_return co_await mailer_.deliver(std::move(mail));
}

Task<Result<std::vector<Invitation>>> Invitations::list(model::TenantId tenant_id,
                                                        std::optional<InvitationId> before,
                                                        std::int64_t limit) {
  Uuid start;
  start.bytes.fill(0xff);
  if (before) start = before->uuid;
  ports::Statement select{kListInvitations, {tenant_id.uuid, start, limit}};
  CO_TRY(auto rows, co_await database_.query(ports::Scope::tenant(tenant_id), std::move(select)));
  std::vector<Invitation> invitations;
  for (std::size_t i = 0; i < rows.size(); ++i) invitations.push_back(read_invitation(rows, i));
  co_return invitations;
}

Task<Result<Invitation>> Invitations::resend(model::Principal principal, InvitationId id) {
  CO_CHECK(limiter_.take(principal.user_id.str()));
  auto scope = ports::Scope::tenant(principal.tenant_id);
  ports::Statement select{kGetInvitation, {principal.tenant_id.uuid, id.uuid}};
  CO_TRY(auto rows, co_await database_.query(scope, std::move(select)));
  if (rows.empty()) co_return not_found("invitation");
  auto invitation = read_invitation(rows, 0);
  if (invitation.role > principal.role) co_return beyond_own_role();
  auto now = clock_.now();
  auto link = new_link();
  invitation.sent_at = now;
  invitation.expires_at = now + kLife;
  std::vector<ports::Statement> batch;
  batch.push_back({kResend,
                   {std::move(link.hash), to_micros(now), to_micros(invitation.expires_at),
                    principal.tenant_id.uuid, id.uuid, kMaxMails},
                   true});
  auto audit = model::audit_event(principal, now, "invitation.sent_again", "invitation", id.str());
  auto stored = co_await ports::audited_batch(database_, scope, std::move(batch), std::move(audit));
  if (!stored && stored.error().reason == ports::kMustAffect) co_return too_many_mails();
  if (!stored) co_return std::move(stored).error();
  send(principal, invitation, std::move(link.token));
  co_return invitation;
}

Task<Result<void>> Invitations::revoke(model::Principal principal, InvitationId id) {
  auto now = clock_.now();
  std::vector<ports::Statement> batch;
  batch.push_back({kRevokeInvitation, {to_micros(now), principal.tenant_id.uuid, id.uuid}, true});
  auto audit = model::audit_event(principal, now, "invitation.revoked", "invitation", id.str());
  auto stored = co_await ports::audited_batch(database_, ports::Scope::tenant(principal.tenant_id),
                                              std::move(batch), std::move(audit));
  if (!stored && stored.error().reason == ports::kMustAffect) co_return not_found("invitation");
  if (!stored) co_return std::move(stored).error();
  co_return Result<void>{};
}

}  // namespace elevaite::identity
