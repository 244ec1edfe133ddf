// What `elevaite up` puts into an empty database: a tenant, three agents that work without any key
// or network, and var/demo.json (mode 0600), which says how to reach them.
#pragma once
#include <memory>

#include "apps/auth_app.hpp"
#include "apps/engine_app.hpp"

namespace elevaite::apps {

// The carrier that order-desk's tool asks, on loopback.
std::unique_ptr<Part> make_carrier(Executor executor, std::uint16_t port);

// Does nothing when there is a user already.
Task<Result<void>> seed_demo(ProcessContext& context, AuthApp& auth, EngineApp& engine,
                             std::uint16_t carrier_port);

}  // namespace elevaite::apps
