// What the operator may set about identity; filled from the configuration by apps.
#pragma once
#include <string>

#include "core/time.hpp"

namespace elevaite::identity {

struct TokenOptions {
  std::string issuer = "elevaite";
  std::string audience = "elevaite";
  Duration access_ttl = 15min;
  Duration refresh_ttl = std::chrono::hours(24 * 30);
  Duration session_ttl = std::chrono::hours(24 * 90);
  std::int64_t max_sessions = 50;
};

struct SigningKeyOptions {
  Duration ttl = std::chrono::hours(24 * 90);
  // How long before its first use a key is published and after its last use kept; more than the
  // life of an access token.
  Duration overlap = std::chrono::hours(24);
};

struct PasswordRules {
  std::size_t min_characters = 15;
  std::size_t max_bytes = 256;
};

struct SignInLimits {
  std::int64_t lockout_after = 5;
  Duration lockout_base = 1s;
  Duration lockout_max = 60s;
  // Per remote address, for everything that costs a password hash or a guess.
  double per_minute = 30;
  double burst = 60;
};

struct AccountOptions {
  bool allow_sign_up = true;
  PasswordRules password{};
  SignInLimits limits{};
};

}  // namespace elevaite::identity
