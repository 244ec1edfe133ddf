#include "apps/account_part.hpp"

#include "adapters/mail/open.hpp"
#include "core/log.hpp"

namespace elevaite::apps {
namespace {

constexpr Duration kTenantLook = 10min;

bool asks_for_code(const Config& config) {
  const std::string& wanted = config.text("auth.email_code");
  // Nobody reads a folder of mails while signing up.
  if (wanted == "auto") return !config.text("mail.url").starts_with("spool:");
  return wanted == "on";
}

}  // namespace

AccountPart::AccountPart(Executor executor, ports::Database& database,
                         crypto::PasswordHasher& hasher, const identity::MasterKeys& master_keys,
                         identity::Sessions& sessions, identity::Accounts& accounts,
                         const Clock& clock, const Config& config,
                         const identity::AccountOptions& options)
    : config_(config),
      mailer_(executor, config.text("web.auth_origin")),
      tokens_(database, master_keys, clock),
      sign_ups_(database, hasher, accounts, master_keys, mailer_, clock),
      verification_(database, tokens_, mailer_, clock),
      password_reset_(database, hasher, tokens_, sessions, mailer_, clock, options),
      email_change_(database, hasher, tokens_, mailer_, clock),
      audit_log_(database),
      invitations_(database, hasher, sessions, mailer_, clock, options),
      member_changes_(database, clock),
      tenants_(database, clock),
      closing_(database, accounts, clock),
      exports_(database, clock),
      tasks_(executor),
      services_{tokens_,  sign_ups_,  verification_,        password_reset_, email_change_,
                mailer_,  audit_log_, invitations_,         member_changes_, tenants_,
                closing_, exports_,   asks_for_code(config)} {}

Result<void> AccountPart::start() {
  adapters::mail::MailerOptions options;
  options.from = config_.text("mail.from");
  TRY(transport_, adapters::mail::open_mailer(config_.text("mail.url"), options));
  mailer_.set_mailer(*transport_);
  tasks_.spawn(end_tenants());
  return {};
}

Task<void> AccountPart::stop(Duration grace) {
  tasks_.cancel();
  co_await tasks_.join();
  co_await mailer_.stop(grace);
}

Task<void> AccountPart::end_tenants() {
  while (true) {
    auto ended = co_await tenants_.end_due();
    if (!ended) log_error("could not end a tenant", {{"error", ended.error().message}});
    co_await sleep_for(kTenantLook);
  }
}

}  // namespace elevaite::apps
