// ProviderClient's half that speaks with GitHub, which knows OAuth 2 and no ID tokens: whoever the
// access token belongs to is who signs in. It came over TLS from the endpoint that was asked.
#include "identity/password_policy.hpp"
#include "identity/sso/provider_client.hpp"

namespace elevaite::identity {
namespace {

constexpr std::size_t kMaxGithubNameBytes = 200;

// The address that GitHub sends its own mail to, when it is proven.
void take_primary_email(const Json& emails, ProviderPerson& person) {
  const auto* list = emails.if_array();
  if (list == nullptr) return;
  for (const Json& entry : *list) {
    if (!find_bool(entry, "primary").value_or(false)) continue;
    auto email = normalise_email(find_string(entry, "email").value_or(""));
    if (!email) continue;
    person.email = std::move(*email);
    person.is_email_verified = find_bool(entry, "verified").value_or(false);
    return;
  }
}

}  // namespace

Task<Result<ProviderPerson>> ProviderClient::identify_by_github(Provider provider,
                                                                AuthorizationRequest request,
                                                                AuthorizationAnswer answer) {
  CO_TRY(auto tokens, co_await redeem(provider, provider.issuer + "/login/oauth/access_token", true,
                                      std::move(request), std::move(answer.code)));
  auto user_call = api_call(provider, provider.api_url + "/user", tokens.access_token);
  CO_TRY(auto user, co_await fetch_from_provider(http_, std::move(user_call)));
  auto id = find_int(user, "id");
  if (!id || *id <= 0) {
    co_return Error{ErrorCode::unauthenticated, "GitHub did not say who this is. Begin again.",
                    "provider_token_invalid"};
  }
  ProviderPerson person;
  person.issuer = provider.issuer;
  person.subject = std::to_string(*id);
  auto name = find_string(user, "name").value_or(find_string(user, "login").value_or(""));
  if (name.size() <= kMaxGithubNameBytes) person.name = name;
  auto email_call = api_call(provider, provider.api_url + "/user/emails", tokens.access_token);
  CO_TRY(auto emails, co_await fetch_from_provider(http_, std::move(email_call)));
  take_primary_email(emails, person);
  co_return person;
}

}  // namespace elevaite::identity
