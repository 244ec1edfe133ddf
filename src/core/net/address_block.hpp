// A block of addresses in CIDR notation, and whether an address of a peer lies inside it.
#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "core/result.hpp"

namespace elevaite::net {

class AddressBlock {
 public:
  // "192.0.2.0/24", "2001:db8::/32", or one address. invalid_argument says what is wrong: also when
  // bits behind the prefix are set, because it is not known then which block was meant.
  static Result<AddressBlock> parse(std::string_view text);

  // `address` as a socket or a proxy writes it. Text that is no address is in no block. An IPv4
  // address that came mapped into IPv6 (::ffff:192.0.2.1) is the IPv4 address.
  bool contains(std::string_view address) const;
  // In one spelling, whatever it was parsed from: the prefix is always there.
  std::string text() const;

 private:
  std::array<std::uint8_t, 16> bytes_{};  // IPv4 uses the first 4
  unsigned prefix_ = 0;
  bool is_ipv6_ = false;
};

}  // namespace elevaite::net
