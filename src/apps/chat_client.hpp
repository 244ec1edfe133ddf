// `elevaite chat AGENT`: talks to a deployed agent in the terminal, over the public API.
#pragma once
#include <string>
#include <vector>

#include "core/config.hpp"

namespace elevaite::apps {

// Arguments: AGENT [MESSAGE…] [--url URL] [--key KEY] [--conversation ID]. With a message: one
// turn, then the end; without: reads lines until end of input. Answers the exit code.
int run_chat(const Config& config, std::vector<std::string> arguments);

}  // namespace elevaite::apps
