// Before what is dangerous the person shows again who they are.
#pragma once
#include "http/auth/services.hpp"

namespace elevaite::http {

// With "password" of the body; who has no password gives "code" of their second factor, when they
// have one. Errors are those of confirm_password and of SecondFactors::verify.
Task<Result<void>> step_up(auth::AuthServices& services, RequestContext& context);

}  // namespace elevaite::http
