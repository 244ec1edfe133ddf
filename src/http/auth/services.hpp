// What the routes of the Auth API act on. Owned by apps/auth_app.cpp; outlives the router.
#pragma once
#include <string>
#include <vector>

#include "http/router.hpp"
#include "identity/account_closing.hpp"
#include "identity/account_export.hpp"
#include "identity/accounts.hpp"
#include "identity/admission.hpp"
#include "identity/api_keys.hpp"
#include "identity/audit_log.hpp"
#include "identity/email_change.hpp"
#include "identity/email_verification.hpp"
#include "identity/invitations.hpp"
#include "identity/member_changes.hpp"
#include "identity/members.hpp"
#include "identity/password_reset.hpp"
#include "identity/sessions.hpp"
#include "identity/sign_ups.hpp"
#include "identity/signing_keys.hpp"
#include "identity/sso/federation.hpp"
#include "identity/tenants.hpp"

namespace elevaite::http::auth {

// What anybody may know: GET /v1/auth/options.
struct PublicOptions {
  bool allow_sign_up = true;
  std::int64_t password_min_length = 15;
  std::string auth_origin{};  // where browsers find the Auth App …
  std::string app_origin{};   // … and the ElevAIte App
};

// What is done by mail. Owned by apps/account_part.cpp.
struct AccountServices {
  identity::UserTokens& tokens;
  identity::SignUps& sign_ups;
  identity::EmailVerification& verification;
  identity::PasswordReset& password_reset;
  identity::EmailChange& email_change;
  identity::AccountMailer& mailer;
  identity::AuditLog& audit_log;
  identity::Invitations& invitations;
  identity::MemberChanges& member_changes;
  identity::Tenants& tenants;
  identity::AccountClosing& closing;
  identity::AccountExport& exports;
  bool asks_for_code = false;  // after a sign-up
};

struct AuthServices {
  identity::Accounts& accounts;
  identity::Sessions& sessions;
  identity::ApiKeys& api_keys;
  identity::SigningKeys& signing_keys;
  identity::Members& members;
  identity::Admission& admission;
  identity::Providers& providers;
  identity::Federation& federation;
  identity::Identities& identities;
  identity::SecondFactors& second_factors;
  identity::SignInPolicies& policies;
  // Origins that may use the browser's refresh cookie.
  std::vector<std::string> origins{};
  bool has_secure_cookies = true;
  std::string cookie_domain{};  // above the hosts of both apps, when these are not one
  PublicOptions options{};
  AccountServices* account = nullptr;  // set before the first request
};

// Generated from the folder's listing: calls register_<file>() of every file.
void register_all(Router& router, AuthServices& services);

}  // namespace elevaite::http::auth
