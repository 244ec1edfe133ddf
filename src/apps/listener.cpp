#include "apps/listener.hpp"

namespace elevaite::apps {

net::ServerOptions listen_at(const Config& config, std::string_view address_key,
                             std::string_view port_key) {
  net::ServerOptions options;
  options.address = config.text(address_key);
  options.port = static_cast<std::uint16_t>(config.integer(port_key));
  options.max_body_bytes = config.bytes("http.max_body");
  options.max_header_bytes = config.bytes("http.max_header");
  options.max_connections = static_cast<std::size_t>(config.integer("http.max_connections"));
  options.header_deadline = config.duration("http.header_deadline");
  options.body_deadline = config.duration("http.body_deadline");
  options.idle_deadline = config.duration("http.idle_deadline");
  return options;
}

}  // namespace elevaite::apps
