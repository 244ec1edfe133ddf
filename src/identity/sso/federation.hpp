// Signing in through a provider, and connecting an account there with an account here.
//
// Whose account it is:
// 1. An identity that is known signs in its user.
// 2. An unknown one whose address has an account here is connected with it only when both sides are
//    sure of the address: the provider says that it is verified, and the account's is too.
//    Otherwise (reason "link_required") the person signs in with the password and connects it in
//    the account page: an address alone must not open an account.
// 3. An unknown one with a verified address and no account gets an account and a tenant of its own,
//    when sign-up is open.
#pragma once
#include <optional>
#include <string>

#include "identity/admission.hpp"
#include "identity/sso/identities.hpp"
#include "identity/sso/providers.hpp"
#include "identity/sso/sign_in_flows.hpp"

namespace elevaite::identity {

class Federation {
 public:
  Federation(ports::Database& database, Sessions& sessions, Admission& admission,
             Providers& providers, ProviderClient& client, const Clock& clock,
             AccountOptions options);

  struct Begin {
    std::string provider;
    std::string redirect_uri;
    std::string return_to{};
    std::optional<model::UserId> links_to{};
    std::string remote_address{};
  };
  struct Begun {
    std::string authorization_url;
    std::string state;
    std::string browser_secret;
  };
  // not_found; unavailable (reason "provider_unavailable"); rate_limited.
  Task<Result<Begun>> begin(Begin request);

  struct Finish {
    std::string state;
    std::string browser_secret;
    std::string redirect_uri;
    std::string code{};
    std::string issuer{};  // as the answer names it
    std::string error{};   // the provider's word for why not
    Device device{};
  };
  struct Finished {
    std::string provider;
    std::string return_to;
    std::optional<Admitted> admitted{};  // none: the identity has been connected
  };
  // unauthenticated (reasons "flow_unknown", "provider_refused", "provider_mismatch",
  // "provider_token_invalid"); conflict (reasons "link_required", "identity_taken");
  // permission_denied (reasons "sign_up_closed", "email_unverified", "access_denied"); unavailable.
  Task<Result<Finished>> finish(Finish request);

 private:
  Task<Result<Admitted>> sign_in(Provider provider, ProviderPerson person, Device device);
  Task<Result<Admitted>> sign_in_newcomer(Provider provider, ProviderPerson person, Device device);
  Task<Result<Admitted>> create_account(Provider provider, ProviderPerson person, Device device);

  ports::Database& database_;
  Sessions& sessions_;
  Admission& admission_;
  Providers& providers_;
  ProviderClient& client_;
  const Clock& clock_;
  AccountOptions options_;
  Identities identities_;
  SignInFlows flows_;
  RateLimiter limiter_;
};

}  // namespace elevaite::identity
