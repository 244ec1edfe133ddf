#include "apps/sign_in_providers.hpp"

#include <array>

#include "identity/sso/provider_http.hpp"

namespace elevaite::apps {
namespace {

using enum ConfigType;

// Directories that anybody may be in: their administrators are strangers, and so are the addresses
// that these give their users.
constexpr std::array<std::string_view, 3> kOpenDirectories = {"common", "organizations",
                                                              "consumers"};

ConfigKey key(std::string name, ConfigType type, std::string default_text, std::string sentence) {
  ConfigKey out{std::move(name), type, std::move(default_text), std::move(sentence)};
  out.may_be_empty = type == secret || out.default_text.empty();
  return out;
}

ConfigKey address(std::string name, std::string default_text, std::string sentence) {
  auto out = key(std::move(name), url, std::move(default_text), std::move(sentence));
  out.choices = {"http", "https"};
  return out;
}

identity::Provider named(const Config& config, const std::string& prefix, std::string name,
                         std::string issuer) {
  identity::Provider provider;
  provider.id = prefix;
  provider.name = std::move(name);
  provider.issuer = std::move(issuer);
  provider.client_id = config.text(prefix + ".client_id");
  provider.client_secret = config.text(prefix + ".client_secret");
  return provider;
}

identity::Provider microsoft(const Config& config) {
  const auto& directory = config.text("microsoft.directory");
  auto provider = named(config, "microsoft", "Microsoft",
                        "https://login.microsoftonline.com/" + directory + "/v2.0");
  provider.vouches_for_emails = std::find(kOpenDirectories.begin(), kOpenDirectories.end(),
                                          directory) == kOpenDirectories.end();
  return provider;
}

identity::Provider github(const Config& config) {
  auto provider = named(config, "github", "GitHub", config.text("github.base_url"));
  provider.protocol = identity::ProviderProtocol::github;
  provider.api_url = config.text("github.api_url");
  return provider;
}

}  // namespace

std::vector<ConfigKey> sign_in_keys() {
  auto timeout = key("sign_in.provider_timeout", duration, "10s",
                     "How long one call to a sign-in provider may take.");
  timeout.minimum = "100ms";
  timeout.maximum = "1m";
  return {
      key("google.client_id", string, "",
          "The OAuth client at Google through which people may sign in; empty: no such button."),
      key("google.client_secret", secret, "", "Its secret."),
      key("microsoft.client_id", string, "",
          "The application at Microsoft through which people may sign in; empty: no such button."),
      key("microsoft.client_secret", secret, "", "Its secret."),
      key("microsoft.directory", string, "common",
          "Whose people: a directory's id, whose addresses then count as verified, or `common`, "
          "`organizations`, `consumers`."),
      key("github.client_id", string, "",
          "The OAuth app at GitHub through which people may sign in; empty: no such button."),
      key("github.client_secret", secret, "", "Its secret."),
      address("github.base_url", "https://github.com", "GitHub, or a GitHub Enterprise Server."),
      address("github.api_url", "https://api.github.com",
              "The API of it (`https://HOST/api/v3` of an Enterprise Server)."),
      address("oidc.issuer", "",
              "The issuer of any OpenID Connect provider through which people may sign in."),
      key("oidc.client_id", string, "", "The client there; empty: no such button."),
      key("oidc.client_secret", secret, "", "Its secret; empty: a public client."),
      key("oidc.name", string, "Single sign-on", "What its button says behind `Continue with`."),
      std::move(timeout),
      key("auth.display_name", string, "ElevAIte",
          "What authenticator apps call this platform beside a person's address."),
  };
}

Result<std::vector<identity::Provider>> sign_in_providers(const Config& config) {
  std::vector<identity::Provider> all{
      named(config, "google", "Google", "https://accounts.google.com"), microsoft(config),
      github(config), named(config, "oidc", config.text("oidc.name"), config.text("oidc.issuer"))};
  std::vector<identity::Provider> providers;
  for (auto& provider : all) {
    if (provider.client_id.empty()) continue;
    bool is_address = identity::check_provider_url(provider.issuer).has_value();
    if (!is_address) {
      return invalid_argument(provider.id +
                              ".client_id is set, but its address is no https:// URL: set " +
                              provider.id + (provider.id == "oidc" ? ".issuer." : ".base_url."));
    }
    if (provider.client_secret.empty() && provider.id != "oidc") {
      return invalid_argument("Set " + provider.id + ".client_secret, too.");
    }
    providers.push_back(std::move(provider));
  }
  return providers;
}

}  // namespace elevaite::apps
