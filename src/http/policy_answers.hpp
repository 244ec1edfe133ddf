// A tenant's sign-in policy as JSON.
#pragma once
#include "core/json.hpp"
#include "identity/sign_in_policies.hpp"

namespace elevaite::http {

JsonObject policy_json(const identity::SignInPolicy& policy);
Json policy_schema();

}  // namespace elevaite::http
