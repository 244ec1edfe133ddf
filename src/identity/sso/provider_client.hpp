// Speaks with providers: where to send a browser, and whom its answer is about. Authorization code
// with PKCE (RFC 7636, S256), as RFC 9700 advises. Loop thread only.
#pragma once
#include <string>

#include "identity/sso/provider_directory.hpp"
#include "identity/sso/provider_http.hpp"

namespace elevaite::identity {

// What binds the answer to the question. All of it follows from a secret of the browser.
struct AuthorizationRequest {
  std::string redirect_uri;
  std::string state;
  std::string nonce;
  std::string code_verifier;
};

struct AuthorizationAnswer {
  std::string code;
  std::string issuer{};  // RFC 9207; may be empty
};

class ProviderClient {
 public:
  ProviderClient(net::HttpClient& http, const Clock& clock, DirectoryOptions options)
      : http_(http), clock_(clock), options_(options), directory_(http, clock, options) {}

  // Where the person agrees. Errors: unavailable, reason "provider_unavailable".
  Task<Result<std::string>> authorization_url(Provider provider, AuthorizationRequest request);
  // Errors: unauthenticated with reason "provider_mismatch" (the answer is another provider's),
  // "provider_refused" (the code is not taken) or "provider_token_invalid"; unavailable.
  Task<Result<ProviderPerson>> identify(Provider provider, AuthorizationRequest request,
                                        AuthorizationAnswer answer);

 private:
  struct Tokens {
    std::string access_token;
    std::string id_token;
  };
  Task<Result<Tokens>> redeem(Provider provider, std::string token_endpoint,
                              bool wants_secret_in_body, AuthorizationRequest request,
                              std::string code);
  Task<Result<ProviderPerson>> identify_by_oidc(Provider provider, AuthorizationRequest request,
                                                AuthorizationAnswer answer);
  Task<Result<JsonObject>> verified_claims(Provider provider, ProviderMetadata metadata,
                                           std::string nonce, Tokens tokens);
  Task<Result<ProviderPerson>> with_userinfo(Provider provider, std::string endpoint,
                                             std::string access_token, ProviderPerson person);
  Task<Result<ProviderPerson>> identify_by_github(Provider provider, AuthorizationRequest request,
                                                  AuthorizationAnswer answer);
  ProviderCall api_call(const Provider& provider, std::string url,
                        const std::string& access_token) const;

  net::HttpClient& http_;
  const Clock& clock_;
  DirectoryOptions options_;
  ProviderDirectory directory_;
};

}  // namespace elevaite::identity
