// The outbound guard: which addresses a call made for a tenant may reach. The verdict is on the resolved
// address, taken at the moment of connecting, so neither a redirect nor a changed DNS answer gets round it.
#pragma once
#include <sys/socket.h>

#include <string>
#include <string_view>
#include <vector>

#include "core/result.hpp"

namespace elevaite::net {

class EgressGuard {
 public:
  // `allowed` entries are "host", "host:port", "address", "address:port" or CIDR blocks which the operator
  // permits although they are private. Everything public is permitted; everything else is denied.
  explicit EgressGuard(std::vector<std::string> allowed = {});

  // Scheme http or https only, no userinfo, a host. Says which part is wrong.
  Result<void> check_url(std::string_view url) const;
  // `host` as the user wrote it (for host entries of the allow-list), and the address about to be dialled.
  Result<void> check_address(std::string_view host, const sockaddr* address) const;

 private:
  struct Block;
  struct HostRule;
  std::vector<std::string> allowed_;
};

}  // namespace elevaite::net
