// The wiring of what the Auth API does by mail.
#pragma once
#include <memory>

#include "core/config.hpp"
#include "http/auth/services.hpp"

namespace elevaite::apps {

class AccountPart {
 public:
  AccountPart(Executor executor, ports::Database& database, crypto::PasswordHasher& hasher,
              const identity::MasterKeys& master_keys, identity::Sessions& sessions,
              identity::Accounts& accounts, const Clock& clock, const Config& config,
              const identity::AccountOptions& options);

  // Opens the mailer; fails when mail.url is wrong.
  Result<void> start();
  // Mails that are on their way are given `grace`.
  Task<void> stop(Duration grace);
  void set_auth_origin(std::string origin) { mailer_.set_auth_origin(std::move(origin)); }
  http::auth::AccountServices& services() { return services_; }

 private:
  Task<void> end_tenants();

  const Config& config_;
  std::unique_ptr<ports::Mailer> transport_;
  identity::AccountMailer mailer_;
  identity::UserTokens tokens_;
  identity::SignUps sign_ups_;
  identity::EmailVerification verification_;
  identity::PasswordReset password_reset_;
  identity::EmailChange email_change_;
  identity::AuditLog audit_log_;
  identity::Invitations invitations_;
  identity::MemberChanges member_changes_;
  identity::Tenants tenants_;
  identity::AccountClosing closing_;
  identity::AccountExport exports_;
  TaskGroup tasks_;
  http::auth::AccountServices services_;
};

}  // namespace elevaite::apps
