// What the routes of the Auth API act on. Owned by apps/auth_app.cpp; outlives the router.
#pragma once
#include <string>
#include <vector>

#include "http/router.hpp"
#include "identity/accounts.hpp"
#include "identity/api_keys.hpp"
#include "identity/sessions.hpp"
#include "identity/signing_keys.hpp"

namespace elevaite::http::auth {

struct AuthServices {
  identity::Accounts& accounts;
  identity::Sessions& sessions;
  identity::ApiKeys& api_keys;
  identity::SigningKeys& signing_keys;
  // Origins that may use the browser's refresh cookie.
  std::vector<std::string> origins{};
  bool has_secure_cookies = true;
};

// Generated from the folder's listing: calls register_<file>() of every file.
void register_all(Router& router, AuthServices& services);

}  // namespace elevaite::http::auth
