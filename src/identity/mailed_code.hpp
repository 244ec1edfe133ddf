// The six digits that somebody reads in a mail and types in.
#pragma once
#include <string>

namespace elevaite::identity {

// Every code is equally likely.
std::string random_code();

}  // namespace elevaite::identity
