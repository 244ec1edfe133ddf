// The Auth API as a process runs it: the wiring of identity and its routes.
#pragma once
#include <memory>

#include "core/config.hpp"
#include "core/json.hpp"
#include "core/metrics.hpp"
#include "core/net/http.hpp"
#include "core/task.hpp"
#include "identity/accounts.hpp"
#include "identity/api_keys.hpp"
#include "identity/authenticator.hpp"
#include "identity/credentials.hpp"
#include "identity/master_keys.hpp"
#include "ports/database.hpp"

namespace elevaite::apps {

class AuthApp {
 public:
  virtual ~AuthApp() = default;
  // Reads or makes the signing keys, then listens. Fails when the address is taken.
  virtual Task<Result<void>> start() = 0;
  // Two stages: stop accepting, give running requests `grace`.
  virtual Task<void> stop(Duration grace) = 0;
  virtual std::uint16_t port() const = 0;
  // For who serves the API below a prefix of its own.
  virtual net::HttpHandler handler() = 0;
  // Where this process serves the web apps. `origins`, beside the configured ones, may use the
  // browser's refresh cookie.
  virtual void announce_web(std::string auth_origin, std::string app_origin,
                            std::vector<std::string> origins) = 0;

  // For the seed and other tools of the same process.
  virtual identity::Accounts& accounts() = 0;
  virtual identity::ApiKeys& api_keys() = 0;
  virtual identity::SigningKeys& signing_keys() = 0;
  virtual Json openapi() const = 0;
};

// `database`, `config` and `metrics` must outlive the app; the database is migrated.
std::unique_ptr<AuthApp> make_auth_app(Executor executor, ports::Database& database,
                                       const identity::MasterKeys& master_keys,
                                       const Config& config, Metrics& metrics);

// From secrets.master_keys, or the generated file in data.dir. Once per process: the engine's
// credentials need the same.
Result<identity::MasterKeys> open_master_keys(const Config& config);
identity::AuthenticatorOptions authenticator_options(const Config& config);

}  // namespace elevaite::apps
