// What passwords and addresses are accepted (NIST SP 800-63B: length, and nothing that is commonly
// used; no rules about character classes).
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "core/result.hpp"
#include "identity/options.hpp"

namespace elevaite::identity {

// Every fault, with field "password". `email` and `name` may not be what the password consists of.
std::vector<FieldError> check_password(std::string_view password, const PasswordRules& rules,
                                       std::string_view email, std::string_view name);

// All faults as one error: invalid_argument.
Error refused_fields(std::vector<FieldError> faults);

// The address in lower case; invalid_argument with field "email" for what is none.
Result<std::string> normalise_email(std::string_view email);

// Words and passwords that many people use, lower case, sorted (data, common_passwords.cpp).
bool is_common_password_word(std::string_view word);

}  // namespace elevaite::identity
