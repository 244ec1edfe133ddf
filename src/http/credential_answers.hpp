// How the routes of credentials write one: never with a secret.
#pragma once
#include "core/json.hpp"
#include "identity/credentials.hpp"

namespace elevaite::http {

Json credential_json(const identity::CredentialView& credential);
Json credential_schema();

}  // namespace elevaite::http
