#include "apps/auth_app.hpp"

#include "apps/account_part.hpp"
#include "apps/listener.hpp"
#include "apps/sign_in_providers.hpp"
#include "core/log.hpp"
#include "core/net/server.hpp"
#include "http/api.hpp"
#include "http/auth/services.hpp"

namespace elevaite::apps {
namespace {

constexpr Duration kKeyCheckInterval = 60s;

identity::TokenOptions token_options(const Config& config) {
  identity::TokenOptions options;
  options.issuer = config.text("auth.issuer");
  options.audience = config.text("auth.audience");
  options.access_ttl = config.duration("auth.access_token_ttl");
  options.refresh_ttl = config.duration("auth.refresh_token_ttl");
  options.session_ttl = config.duration("auth.session_ttl");
  options.max_sessions = config.integer("auth.max_sessions");
  return options;
}

identity::SigningKeyOptions signing_key_options(const Config& config) {
  return {config.duration("auth.signing_key_ttl"), config.duration("auth.signing_key_overlap")};
}

identity::AccountOptions account_options(const Config& config) {
  identity::AccountOptions options;
  options.allow_sign_up = config.boolean("auth.allow_sign_up");
  options.password.min_characters =
      static_cast<std::size_t>(config.integer("auth.password_min_length"));
  options.password.max_bytes = static_cast<std::size_t>(config.integer("auth.password_max_length"));
  options.limits.lockout_after = config.integer("auth.lockout_after");
  options.limits.lockout_base = config.duration("auth.lockout_base");
  options.limits.lockout_max = config.duration("auth.lockout_max");
  options.limits.per_minute = static_cast<double>(config.integer("auth.rate_per_address"));
  options.limits.burst = static_cast<double>(config.integer("auth.rate_burst"));
  return options;
}

http::auth::PublicOptions public_options(const Config& config) {
  return {config.boolean("auth.allow_sign_up"), config.integer("auth.password_min_length"),
          config.text("web.auth_origin"), config.text("web.app_origin")};
}

// What is wrong with them start() says.
std::vector<identity::Provider> providers_of(const Config& config) {
  auto providers = sign_in_providers(config);
  if (!providers) return {};
  return std::move(*providers);
}

http::ApiOptions auth_api_options(const Config& config) {
  http::ApiOptions options;
  options.title = "ElevAIte Auth API";
  options.description = "Accounts, sessions, tenants and API keys.";
  options.cors_origins = config.list("http.cors_origins");
  options.server_urls = {config.text("auth.public_url")};
  options.metrics_token = config.text("http.metrics_token");
  options.trusted_proxies = static_cast<int>(config.integer("http.trusted_proxies"));
  return options;
}

class WiredAuthApp final : public AuthApp {
 public:
  WiredAuthApp(Executor executor, ports::Database& database,
               const identity::MasterKeys& master_keys, const Config& config, Metrics& metrics)
      : database_(database),
        hasher_(
            {config.bytes("argon2.memory"), static_cast<unsigned>(config.integer("argon2.passes"))},
            static_cast<std::size_t>(config.integer("argon2.threads")),
            static_cast<std::size_t>(config.integer("argon2.max_waiting"))),
        signing_keys_(database, master_keys, clock_, signing_key_options(config)),
        sessions_(database, signing_keys_, clock_, token_options(config)),
        accounts_(database, hasher_, sessions_, clock_, account_options(config)),
        api_keys_(database, clock_),
        members_(database),
        second_factors_(database, master_keys, clock_, config.text("auth.display_name")),
        challenges_(database, clock_),
        policies_(database),
        admission_(accounts_, sessions_, second_factors_, challenges_, policies_),
        http_(executor),
        providers_(providers_of(config)),
        provider_client_(http_, clock_, {config.duration("sign_in.provider_timeout")}),
        federation_(database, sessions_, admission_, providers_, provider_client_, clock_,
                    account_options(config)),
        identities_(database, clock_),
        config_(config),
        account_(executor, database, hasher_, master_keys, sessions_, accounts_, clock_, config,
                 account_options(config)),
        authenticator_(executor, database, nullptr, clock_, metrics,
                       own_authenticator_options(config)),
        services_{accounts_,
                  sessions_,
                  api_keys_,
                  signing_keys_,
                  members_,
                  admission_,
                  providers_,
                  federation_,
                  identities_,
                  second_factors_,
                  policies_,
                  config.list("http.cors_origins"),
                  config.boolean("auth.secure_cookies"),
                  config.text("auth.cookie_domain"),
                  public_options(config)},
        tasks_(executor),
        api_(auth_api_options(config), make_router(), make_authenticate(), metrics, make_checks()),
        server_(executor, listen_at(config, "auth.address", "auth.port"), api_.handler()) {
    services_.account = &account_.services();
  }

  Task<Result<void>> start() override {
    CO_CHECK(sign_in_providers(config_));
    CO_CHECK(co_await signing_keys_.refresh());
    CO_CHECK(account_.start());
    CO_CHECK(server_.start());
    tasks_.spawn(keep_keys_fresh());
    log_info("the Auth API listens", {{"port", server_.port()}});
    co_return Result<void>{};
  }

  Task<void> stop(Duration grace) override {
    api_.set_draining(true);
    co_await server_.stop(grace);
    tasks_.cancel();
    co_await tasks_.join();
    co_await account_.stop(grace);
    co_await authenticator_.stop();
  }

  std::uint16_t port() const override { return server_.port(); }
  net::HttpHandler handler() override { return api_.handler(); }
  void announce_web(std::string auth_origin, std::string app_origin,
                    std::vector<std::string> origins) override {
    account_.set_auth_origin(auth_origin);
    services_.options.auth_origin = std::move(auth_origin);
    services_.options.app_origin = std::move(app_origin);
    for (std::string& origin : origins) services_.origins.push_back(std::move(origin));
  }
  identity::Accounts& accounts() override { return accounts_; }
  identity::ApiKeys& api_keys() override { return api_keys_; }
  identity::SigningKeys& signing_keys() override { return signing_keys_; }
  Json openapi() const override { return api_.openapi(); }

 private:
  // The Auth API shares the tables with itself: never over HTTP.
  static identity::AuthenticatorOptions own_authenticator_options(const Config& config) {
    auto options = authenticator_options(config);
    options.jwks_url.clear();
    return options;
  }

  http::Router make_router() {
    http::Router router;
    http::auth::register_all(router, services_);
    return router;
  }

  http::Authenticate make_authenticate() {
    return [this](std::string bearer, std::string remote_address) {
      return authenticator_.authenticate(std::move(bearer), std::move(remote_address));
    };
  }

  std::vector<http::ReadinessCheck> make_checks() {
    auto ping = [this]() { return database_.ping(Duration(1s)); };
    auto keys = [this]() { return check_keys(); };
    return {{"database", ping}, {"signing_keys", keys}};
  }

  Task<Result<void>> check_keys() {
    if (signing_keys_.current() != nullptr) co_return Result<void>{};
    co_return Error{ErrorCode::unavailable, "There is no key to sign access tokens with."};
  }

  Task<void> keep_keys_fresh() {
    while (true) {
      co_await sleep_for(kKeyCheckInterval);
      auto refreshed = co_await signing_keys_.refresh();
      if (!refreshed) {
        log_error("could not refresh the signing keys", {{"error", refreshed.error().message}});
      }
    }
  }

  ports::Database& database_;
  const Clock& clock_ = system_clock();
  crypto::PasswordHasher hasher_;
  identity::SigningKeys signing_keys_;
  identity::Sessions sessions_;
  identity::Accounts accounts_;
  identity::ApiKeys api_keys_;
  identity::Members members_;
  identity::SecondFactors second_factors_;
  identity::SignInChallenges challenges_;
  identity::SignInPolicies policies_;
  identity::Admission admission_;
  net::HttpClient http_;
  identity::Providers providers_;
  identity::ProviderClient provider_client_;
  identity::Federation federation_;
  identity::Identities identities_;
  const Config& config_;
  AccountPart account_;
  identity::Authenticator authenticator_;
  http::auth::AuthServices services_;
  TaskGroup tasks_;
  http::Api api_;
  net::HttpServer server_;
};

}  // namespace

std::unique_ptr<AuthApp> make_auth_app(Executor executor, ports::Database& database,
                                       const identity::MasterKeys& master_keys,
                                       const Config& config, Metrics& metrics) {
  return std::make_unique<WiredAuthApp>(executor, database, master_keys, config, metrics);
}

Result<identity::MasterKeys> open_master_keys(const Config& config) {
  const auto& configured = config.text("secrets.master_keys");
  if (!configured.empty()) return identity::MasterKeys::parse(configured);
  return identity::MasterKeys::load_or_create(config.text("data.dir") + "/master_keys");
}

identity::AuthenticatorOptions authenticator_options(const Config& config) {
  identity::AuthenticatorOptions options;
  options.issuer = config.text("auth.issuer");
  options.audience = config.text("auth.audience");
  options.api_key_cache_ttl = config.duration("auth.api_key_cache_ttl");
  options.jwks_url = config.text("auth.jwks_url");
  return options;
}

}  // namespace elevaite::apps
