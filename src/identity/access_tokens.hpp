// Access tokens: what is in them, written and read in one place.
#pragma once
#include <string>

#include "core/crypto/jwt.hpp"
#include "identity/options.hpp"
#include "model/principal.hpp"

namespace elevaite::identity {

inline constexpr std::string_view kAccessTokenType = "at+jwt";  // RFC 9068

// {"iss","aud","sub":usr_,"tid":ten_,"sid":ses_,"role","iat","exp","jti"}
std::string make_access_token(const crypto::Es256SigningKey& key, const model::Principal& principal,
                              const TokenOptions& options, Instant now);
// Of verified claims. unauthenticated when one is missing or malformed.
Result<model::Principal> principal_of(const JsonObject& claims);

}  // namespace elevaite::identity
