// One text for one password, however a keyboard writes its characters.
#pragma once
#include <string>
#include <string_view>

namespace elevaite::crypto {

// The stabilised form of NIST SP 800-63B: Unicode NFKC, in which "é" is one character whether it
// was typed as one or as "e" with an accent, and full-width letters are letters. What is not UTF-8
// stays as it is.
std::string normalised_password(std::string_view password);

}  // namespace elevaite::crypto
