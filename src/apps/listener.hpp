// How the listeners of all parts are configured: an address and a port each, the limits together.
#pragma once
#include "core/config.hpp"
#include "core/net/server.hpp"

namespace elevaite::apps {

// The two keys hold the address and the port.
net::ServerOptions listen_at(const Config& config, std::string_view address_key,
                             std::string_view port_key);

}  // namespace elevaite::apps
