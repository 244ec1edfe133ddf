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

// What anybody may know: GET /v1/auth/options.
struct PublicOptions {
  bool allow_sign_up = true;
  std::int64_t password_min_length = 15;
  std::string auth_origin{};  // where browsers find the Auth App …
  std::string app_origin{};   // … and the ElevAIte App
};

struct AuthServices {
  identity::Accounts& accounts;
  identity::Sessions& sessions;
  identity::ApiKeys& api_keys;
  identity::SigningKeys& signing_keys;
  // Origins that may use the browser's refresh cookie.
  std::vector<std::string> origins{};
  bool has_secure_cookies = true;
  std::string cookie_domain{};  // above the hosts of both apps, when these are not one
  PublicOptions options{};
};

// Generated from the folder's listing: calls register_<file>() of every file.
void register_all(Router& router, AuthServices& services);

}  // namespace elevaite::http::auth
