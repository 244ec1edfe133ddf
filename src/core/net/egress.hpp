// The outbound guard: which addresses a call made for a tenant may reach. The verdict is on the
// resolved address, taken at the moment of connecting, so neither a redirect nor a changed DNS
// answer gets round it.
#pragma once
#include <sys/socket.h>

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "core/result.hpp"

namespace elevaite::net {

struct UrlParts;

class EgressGuard {
 public:
  // `allowed` entries are "host", "host:port", "address", "address:port" ("[v6]:port") or CIDR
  // blocks which the operator permits although they are private. Everything public is permitted;
  // everything else is denied. An entry that is none of these permits nothing: see check_entry.
  explicit EgressGuard(std::vector<std::string> allowed = {});

  // Says what is wrong with an entry of the allow-list, for the check of the configuration.
  static Result<void> check_entry(std::string_view entry);

  // Scheme http or https only, no userinfo, a host, and when the host is an address in any spelling
  // or a name of this machine, the verdict on it. Says which part is wrong.
  Result<void> check_url(std::string_view url) const;
  Result<void> check_url(const UrlParts& parts) const;
  // `host` as the user wrote it (for host entries of the allow-list), and the address about to be
  // dialled.
  Result<void> check_address(std::string_view host, const sockaddr* address) const;

  // Guards made apart from each other differ in it, so that connections of one never serve another.
  std::uint64_t id() const { return id_; }

 private:
  // A set of addresses: the first `prefix` bits count. IPv4 uses the first 4 bytes.
  struct Rule {
    std::string host;  // not empty: a name, otherwise the address counts
    bool is_ipv6 = false;
    std::array<std::uint8_t, 16> bytes{};
    unsigned prefix = 0;
    std::uint16_t port = 0;  // 0 is every port
  };
  static Result<Rule> parse_entry(std::string_view entry);
  bool is_allowed(std::string_view host, bool is_ipv6, const std::uint8_t* bytes,
                  std::uint16_t port) const;

  std::vector<Rule> allowed_;
  std::uint64_t id_;
};

}  // namespace elevaite::net
