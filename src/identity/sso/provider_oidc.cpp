// ProviderClient's half that speaks OpenID Connect.
#include "identity/password_policy.hpp"
#include "identity/sso/id_token.hpp"
#include "identity/sso/provider_client.hpp"

namespace elevaite::identity {
namespace {

constexpr std::size_t kMaxOidcNameBytes = 200;

// RFC 9207, and OpenID Connect's own rule: who names another issuer is answering for somebody
// else's question, and must not be given the code.
Result<void> check_named_issuer(const Provider& provider, const ProviderMetadata& metadata,
                                const std::string& named) {
  bool is_named_well = named == metadata.issuer || named == provider.issuer;
  // With a blank in its issuer, which directory it will be is not known yet; the token says it.
  bool has_blank = metadata.issuer.find('{') != std::string::npos;
  if (named.empty() ? !metadata.names_itself : (is_named_well || has_blank)) return {};
  return Error{ErrorCode::unauthenticated,
               "The answer does not come from the provider that was asked. Begin again.",
               "provider_mismatch"};
}

// Some write it as text.
bool is_true(const Json* claim) {
  if (claim == nullptr) return false;
  if (const bool* flag = claim->if_bool()) return *flag;
  const auto* text = claim->if_string();
  return text != nullptr && view(*text) == "true";
}

void take_claims(const Provider& provider, const JsonObject& claims, ProviderPerson& person) {
  auto email = normalise_email(find_string(claims, "email").value_or(""));
  if (email) person.email = std::move(*email);
  // Microsoft's own word for it is xms_edov.
  person.is_email_verified = !person.email.empty() && (provider.vouches_for_emails ||
                                                       is_true(find(claims, "email_verified")) ||
                                                       is_true(find(claims, "xms_edov")));
  auto name = find_string(claims, "name").value_or("");
  if (name.size() <= kMaxOidcNameBytes) person.name = name;
}

}  // namespace

Task<Result<JsonObject>> ProviderClient::verified_claims(Provider provider,
                                                         ProviderMetadata metadata,
                                                         std::string nonce, Tokens tokens) {
  IdTokenRules rules;
  rules.issuer = metadata.issuer;
  rules.client_id = provider.client_id;
  rules.nonce = std::move(nonce);
  rules.access_token = tokens.access_token;
  // Twice at most: a provider that has changed its keys is asked for the new ones.
  for (int look = 1; look <= 2; ++look) {
    CO_TRY(auto keys, co_await directory_.keys(provider));
    rules.now = clock_.now();
    auto claims = check_id_token(tokens.id_token, keys, rules);
    if (claims) co_return claims;
    if (claims.error().reason != "key_unknown") co_return std::move(claims).error();
    if (!directory_.forget(provider)) break;
  }
  co_return Error{ErrorCode::unauthenticated,
                  "The provider's answer is signed by a key that it does not publish. Try again.",
                  "provider_token_invalid"};
}

// In the code flow many providers tell the address only here (OpenID Connect Core 1.0, 5.4).
Task<Result<ProviderPerson>> ProviderClient::with_userinfo(Provider provider, std::string endpoint,
                                                           std::string access_token,
                                                           ProviderPerson person) {
  auto call = api_call(provider, std::move(endpoint), access_token);
  CO_TRY(auto document, co_await fetch_from_provider(http_, std::move(call)));
  const auto* claims = document.if_object();
  if (claims == nullptr || find_string(*claims, "sub") != person.subject) {
    co_return Error{ErrorCode::unauthenticated,
                    "The provider answered about somebody else. Begin again.",
                    "provider_token_invalid"};
  }
  take_claims(provider, *claims, person);
  co_return person;
}

Task<Result<ProviderPerson>> ProviderClient::identify_by_oidc(Provider provider,
                                                              AuthorizationRequest request,
                                                              AuthorizationAnswer answer) {
  CO_TRY(auto metadata, co_await directory_.metadata(provider));
  CO_CHECK(check_named_issuer(provider, metadata, answer.issuer));
  auto nonce = request.nonce;
  auto tokens = co_await redeem(provider, metadata.token_endpoint, metadata.wants_secret_in_body,
                                std::move(request), std::move(answer.code));
  if (!tokens) {
    // Its endpoints may have moved.
    if (tokens.error().code == ErrorCode::unavailable) directory_.forget(provider);
    co_return std::move(tokens).error();
  }
  CO_TRY(auto claims, co_await verified_claims(provider, metadata, std::move(nonce), *tokens));
  ProviderPerson person;
  person.issuer = find_string(claims, "iss").value_or("");
  person.subject = find_string(claims, "sub").value_or("");
  take_claims(provider, claims, person);
  if (person.email.empty() && !metadata.userinfo_endpoint.empty()) {
    co_return co_await with_userinfo(provider, metadata.userinfo_endpoint, tokens->access_token,
                                     std::move(person));
  }
  co_return person;
}

}  // namespace elevaite::identity
