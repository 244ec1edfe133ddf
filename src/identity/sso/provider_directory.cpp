#include "identity/sso/provider_directory.hpp"

#include "core/log.hpp"
#include "identity/sso/provider_http.hpp"

namespace elevaite::identity {
namespace {

constexpr std::string_view kWellKnown = "/.well-known/openid-configuration";

Error unusable(const std::string& issuer, std::string_view why) {
  log_warning("the discovery document of a sign-in provider is not usable",
              {{"issuer", issuer}, {"why", why}});
  return Error{ErrorCode::unavailable,
               "The provider's description of itself is not usable. Whoever set it up has to look "
               "at it.",
               "provider_unavailable"};
}

// What is fetched with a guard is never used without it, and the other way round.
std::string cache_key(const Provider& provider) {
  return (provider.guard == nullptr ? "operator " : "tenant ") + provider.issuer;
}

bool has_entry(const Json& document, std::string_view member, std::string_view entry) {
  const auto* list = find_array(document, member);
  if (list == nullptr) return false;
  return std::any_of(list->begin(), list->end(), [&](const Json& one) {
    return one.is_string() && view(one.get_string()) == entry;
  });
}

std::string discovery_url(const std::string& issuer) {
  std::string url = issuer;
  while (url.ends_with('/')) url.pop_back();
  return url + std::string(kWellKnown);
}

// Microsoft's document for all directories says the issuer with a blank where ours says which.
bool is_same_issuer(std::string_view said, std::string_view configured) {
  if (said == configured) return true;
  return said == "https://login.microsoftonline.com/{tenantid}/v2.0" &&
         configured.starts_with("https://login.microsoftonline.com/");
}

Result<ProviderMetadata> read_metadata(const Json& document, const std::string& issuer) {
  ProviderMetadata out;
  out.issuer = find_string(document, "issuer").value_or("");
  if (!is_same_issuer(out.issuer, issuer)) return unusable(issuer, "it is another issuer's.");
  struct Member {
    const char* name;
    std::string* into;
  };
  for (auto [name, into] :
       {Member{"authorization_endpoint", &out.authorization_endpoint},
        Member{"token_endpoint", &out.token_endpoint}, Member{"jwks_uri", &out.jwks_uri}}) {
    *into = find_string(document, name).value_or("");
    if (!check_provider_url(*into))
      return unusable(issuer, std::string(name) + " is no https URL.");
  }
  out.userinfo_endpoint = find_string(document, "userinfo_endpoint").value_or("");
  out.names_itself =
      find_bool(document, "authorization_response_iss_parameter_supported").value_or(false);
  constexpr std::string_view kMethods = "token_endpoint_auth_methods_supported";
  out.wants_secret_in_body = has_entry(document, kMethods, "client_secret_post") &&
                             !has_entry(document, kMethods, "client_secret_basic");
  return out;
}

}  // namespace

Task<Result<Json>> ProviderDirectory::fetch(Provider provider, std::string url) {
  ProviderCall call;
  call.url = std::move(url);
  call.timeout = options_.timeout;
  call.guard = provider.guard;
  co_return co_await fetch_from_provider(http_, std::move(call));
}

Task<Result<ProviderMetadata>> ProviderDirectory::metadata(Provider provider) {
  auto key = cache_key(provider);
  const Known* known = known_.find(key);
  if (known != nullptr && clock_.now() - known->read_at < options_.ttl) co_return known->metadata;
  CO_TRY(auto document, co_await fetch(provider, discovery_url(provider.issuer)));
  CO_TRY(auto metadata, read_metadata(document, provider.issuer));
  Known fresh;
  fresh.metadata = metadata;
  fresh.read_at = clock_.now();
  known_.put(key, std::move(fresh));
  co_return metadata;
}

Task<Result<std::vector<crypto::VerificationKey>>> ProviderDirectory::keys(Provider provider) {
  CO_TRY(auto metadata_now, co_await metadata(provider));
  auto key = cache_key(provider);
  const Known* known = known_.find(key);
  if (known != nullptr && known->keys_read_at &&
      clock_.now() - *known->keys_read_at < options_.ttl) {
    co_return known->keys;
  }
  CO_TRY(auto document, co_await fetch(provider, metadata_now.jwks_uri));
  auto keys = crypto::verification_keys_of(document);
  if (!keys) co_return unusable(provider.issuer, keys.error().message);
  // It may have been forgotten meanwhile.
  if (Known* there = known_.find(key)) {
    there->keys = *keys;
    there->keys_read_at = clock_.now();
  }
  co_return std::move(*keys);
}

bool ProviderDirectory::forget(const Provider& provider) {
  auto key = cache_key(provider);
  const Known* known = known_.find(key);
  if (known == nullptr) return true;
  auto asked_at = known->keys_read_at.value_or(known->read_at);
  if (clock_.now() - asked_at < options_.min_refetch) return false;
  known_.erase(key);
  return true;
}

}  // namespace elevaite::identity
