// Every built-in tool of this folder; the function is generated from the folder listing.
#pragma once
#include "ports/tool.hpp"

namespace elevaite::tools {
void register_all(ports::ToolRegistry& registry);
}
