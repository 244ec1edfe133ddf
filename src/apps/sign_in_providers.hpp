// The operator's sign-in providers, out of the configuration.
#pragma once
#include <vector>

#include "core/config.hpp"
#include "identity/sso/provider.hpp"

namespace elevaite::apps {

std::vector<ConfigKey> sign_in_keys();
// Those that have a client id, in the order of their buttons. invalid_argument names the key that
// is missing or wrong.
Result<std::vector<identity::Provider>> sign_in_providers(const Config& config);

}  // namespace elevaite::apps
