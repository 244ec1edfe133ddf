#include "identity/sso/provider_client.hpp"

#include "core/crypto/random.hpp"
#include "core/net/uri.hpp"

namespace elevaite::identity {
namespace {

constexpr std::string_view kOidcScopes = "openid email profile";
constexpr std::string_view kGithubScopes = "read:user user:email";

std::string challenge_of(const std::string& code_verifier) {
  return crypto::base64url_encode(crypto::sha256(code_verifier));
}

std::string with_query(std::string url, const net::QueryParameters& parameters) {
  url += url.find('?') == std::string::npos ? '?' : '&';
  return url + net::format_query(parameters);
}

Error refused() {
  return Error{ErrorCode::unauthenticated,
               "The provider did not confirm this sign-in. Begin it again.", "provider_refused"};
}

// RFC 6749, 2.3.1: both are encoded as in a form, before they are joined.
std::string basic(const Provider& provider) {
  auto text =
      net::percent_encode(provider.client_id) + ":" + net::percent_encode(provider.client_secret);
  return "Basic " + crypto::base64_encode(crypto::bytes_of(text));
}

}  // namespace

Task<Result<std::string>> ProviderClient::authorization_url(Provider provider,
                                                            AuthorizationRequest request) {
  net::QueryParameters parameters{{"response_type", "code"},
                                  {"client_id", provider.client_id},
                                  {"redirect_uri", request.redirect_uri},
                                  {"state", request.state},
                                  {"code_challenge", challenge_of(request.code_verifier)},
                                  {"code_challenge_method", "S256"}};
  if (provider.protocol == ProviderProtocol::github) {
    parameters.emplace_back("scope", kGithubScopes);
    co_return with_query(provider.issuer + "/login/oauth/authorize", parameters);
  }
  CO_TRY(auto metadata, co_await directory_.metadata(provider));
  parameters.emplace_back("scope", kOidcScopes);
  parameters.emplace_back("nonce", request.nonce);
  co_return with_query(metadata.authorization_endpoint, parameters);
}

Task<Result<ProviderPerson>> ProviderClient::identify(Provider provider,
                                                      AuthorizationRequest request,
                                                      AuthorizationAnswer answer) {
  if (provider.protocol == ProviderProtocol::github) {
    co_return co_await identify_by_github(std::move(provider), std::move(request),
                                          std::move(answer));
  }
  co_return co_await identify_by_oidc(std::move(provider), std::move(request), std::move(answer));
}

Task<Result<ProviderClient::Tokens>> ProviderClient::redeem(Provider provider,
                                                            std::string token_endpoint,
                                                            bool wants_secret_in_body,
                                                            AuthorizationRequest request,
                                                            std::string code) {
  net::QueryParameters form{{"grant_type", "authorization_code"},
                            {"code", std::move(code)},
                            {"redirect_uri", request.redirect_uri},
                            {"code_verifier", request.code_verifier}};
  ProviderCall call;
  call.method = "POST";
  call.url = std::move(token_endpoint);
  call.timeout = options_.timeout;
  call.guard = provider.guard;
  call.headers.set("Content-Type", "application/x-www-form-urlencoded");
  if (provider.client_secret.empty() || wants_secret_in_body) {
    form.emplace_back("client_id", provider.client_id);
    if (!provider.client_secret.empty()) form.emplace_back("client_secret", provider.client_secret);
  } else {
    call.headers.set("Authorization", basic(provider));
  }
  call.body = net::format_query(form);
  CO_TRY(auto answer, co_await call_provider(http_, std::move(call)));
  // GitHub refuses with 200 and an error inside.
  auto access_token = find_string(answer.body, "access_token");
  if (answer.status != 200 || !access_token) co_return refused();
  Tokens tokens;
  tokens.access_token = *access_token;
  tokens.id_token = find_string(answer.body, "id_token").value_or("");
  co_return tokens;
}

ProviderCall ProviderClient::api_call(const Provider& provider, std::string url,
                                      const std::string& access_token) const {
  ProviderCall call;
  call.url = std::move(url);
  call.timeout = options_.timeout;
  call.guard = provider.guard;
  call.headers.set("Authorization", "Bearer " + access_token);
  return call;
}

}  // namespace elevaite::identity
