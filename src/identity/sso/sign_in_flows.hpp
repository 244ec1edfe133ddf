// Sign-ins on their way through a provider: each is bound to the browser that began it, works once,
// and for ten minutes. The database holds hashes only; nonce and code verifier follow from the
// browser's secret, so that who reads the database cannot finish anybody's sign-in.
#pragma once
#include <optional>
#include <string>

#include "core/time.hpp"
#include "identity/sso/provider_client.hpp"
#include "ports/database.hpp"

namespace elevaite::identity {

constexpr Duration kFlowLife = std::chrono::minutes(10);

struct Flow {
  std::string provider;
  std::optional<model::UserId> links_to{};
  std::string return_to{};
};

class SignInFlows {
 public:
  SignInFlows(ports::Database& database, const Clock& clock) : database_(database), clock_(clock) {}

  struct Begun {
    std::string state;
    std::string browser_secret;
  };
  Task<Result<Begun>> begin(Flow flow);
  // Takes it, whatever comes of it. unauthenticated, reason "flow_unknown": unknown, used, too old,
  // or another browser's.
  Task<Result<Flow>> take(std::string state, std::string browser_secret);

  // Where the browser keeps the secret of this flow: each has its own, so that two tabs do not get
  // into each other's way.
  static std::string cookie_name(std::string_view state);
  static AuthorizationRequest request_of(std::string state, const std::string& browser_secret,
                                         std::string redirect_uri);

 private:
  ports::Database& database_;
  const Clock& clock_;
};

}  // namespace elevaite::identity
