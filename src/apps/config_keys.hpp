// The one table of configuration keys.
#pragma once
#include <vector>

#include "core/config.hpp"

namespace elevaite::apps {

const std::vector<ConfigKey>& config_keys();

}  // namespace elevaite::apps
