// Invitations: an address is asked to become a member, in a role, for a while. Whoever reads the
// address may accept: with a new account, or with the one that it has.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "core/crypto/password.hpp"
#include "identity/account_mailer.hpp"
#include "identity/options.hpp"
#include "identity/rate_limiter.hpp"
#include "identity/sessions.hpp"
#include "model/audit_event.hpp"

namespace elevaite::identity {

struct InvitationNoun {
  static constexpr std::string_view kPrefix = "inv";
  static constexpr std::string_view kNoun = "invitation";
};
using InvitationId = Id<InvitationNoun>;

struct Invitation {
  InvitationId id;
  model::TenantId tenant_id;
  std::string email;
  model::Role role = model::Role::viewer;
  model::UserId invited_by;
  Instant created_at;
  Instant sent_at;
  Instant expires_at;
};

// What whoever holds the mailed link may see.
struct OpenInvitation {
  Invitation invitation;
  std::string tenant_name;
  std::string inviter_name;
  bool has_account = false;  // of the invited address
};

class Invitations {
 public:
  static constexpr std::int64_t kMaxOpen = 500;  // of one tenant
  static constexpr std::int64_t kMaxMails = 10;  // for one invitation

  Invitations(ports::Database& database, crypto::PasswordHasher& hasher, Sessions& sessions,
              AccountMailer& mailer, const Clock& clock, AccountOptions options)
      : database_(database),
        hasher_(hasher),
        sessions_(sessions),
        mailer_(mailer),
        clock_(clock),
        options_(options),
        limiter_(options.limits.per_minute, options.limits.burst, clock) {}

  // Mails a link. permission_denied (reason "role_beyond_own"); conflict (reasons "is_member",
  // "already_invited"); limit_exceeded.
  Task<Result<Invitation>> create(model::Principal principal, std::string email, model::Role role);
  // Those that nobody has accepted or revoked, also expired ones; newest first.
  Task<Result<std::vector<Invitation>>> list(model::TenantId tenant_id,
                                             std::optional<InvitationId> before,
                                             std::int64_t limit);
  // A new link for another week; the old one is void.
  Task<Result<Invitation>> resend(model::Principal principal, InvitationId id);
  Task<Result<void>> revoke(model::Principal principal, InvitationId id);

  // not_found (reason "invitation_invalid") for a link that is wrong, old, used or revoked.
  Task<Result<OpenInvitation>> find(std::string token, std::string remote_address);
  struct NewUser {
    std::string token;
    std::string password;
    std::string name;
    Device device;
  };
  // With a new account for the invited address. conflict (reason "has_account") when it has one.
  Task<Result<SignedIn>> accept_as_new(NewUser request);
  // With one's own account. permission_denied (reason "other_address") when it is another's.
  Task<Result<SignedIn>> accept(model::UserId user_id, std::string token, Device device);

 private:
  struct Link {
    std::string token;
    crypto::Bytes hash;
  };
  static Link new_link();
  Task<Result<void>> check_new(const model::Principal& principal, std::string email);
  void send(const model::Principal& principal, Invitation invitation, std::string token);
  Task<Result<void>> send_mail(Invitation invitation, model::UserId from, std::string token);
  Task<Result<SignedIn>> join(OpenInvitation open, model::UserId user_id,
                              std::vector<ports::Statement> first, Device device);

  ports::Database& database_;
  crypto::PasswordHasher& hasher_;
  Sessions& sessions_;
  AccountMailer& mailer_;
  const Clock& clock_;
  AccountOptions options_;
  RateLimiter limiter_;
};

}  // namespace elevaite::identity
