// Every node kind of this folder; the function is generated from the folder listing.
#pragma once
#include "ports/node.hpp"
#include "ports/services.hpp"

namespace elevaite::nodes {
void register_all(ports::NodeRegistry& registry, const ports::NodeServices& services);
}
