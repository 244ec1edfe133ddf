#include "core/net/address_block.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <optional>

namespace elevaite::net {
namespace {

constexpr std::size_t kMaxAddressBytes = 45;
constexpr std::array<std::uint8_t, 12> kMapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};

struct PeerAddress {
  std::array<std::uint8_t, 16> bytes{};
  bool is_ipv6 = false;
  bool was_mapped = false;
};

std::optional<PeerAddress> parse_peer(std::string_view text) {
  // inet_pton takes what ends with a zero byte.
  if (text.empty() || text.size() > kMaxAddressBytes) return std::nullopt;
  std::string terminated(text);
  if (terminated.find('\0') != std::string::npos) return std::nullopt;
  PeerAddress address;
  if (inet_pton(AF_INET, terminated.c_str(), address.bytes.data()) == 1) return address;
  if (inet_pton(AF_INET6, terminated.c_str(), address.bytes.data()) != 1) return std::nullopt;
  address.is_ipv6 = true;
  if (std::equal(kMapped.begin(), kMapped.end(), address.bytes.begin())) {
    std::copy(address.bytes.begin() + kMapped.size(), address.bytes.end(), address.bytes.begin());
    std::fill(address.bytes.begin() + 4, address.bytes.end(), std::uint8_t{0});
    address.is_ipv6 = false;
    address.was_mapped = true;
  }
  return address;
}

std::optional<unsigned> parse_prefix(std::string_view text) {
  unsigned value = 0;
  auto [end, code] = std::from_chars(text.data(), text.data() + text.size(), value);
  bool is_plain = code == std::errc{} && end == text.data() + text.size();
  if (!is_plain || value > 128 || (text.size() > 1 && text.front() == '0')) return std::nullopt;
  return value;
}

// The same bytes with everything behind the prefix cleared.
std::array<std::uint8_t, 16> masked(std::array<std::uint8_t, 16> bytes, unsigned prefix) {
  for (unsigned i = 0; i < bytes.size(); ++i) {
    unsigned bits = prefix > i * 8 ? std::min(prefix - i * 8, 8U) : 0;
    bytes[i] &= static_cast<std::uint8_t>(0xFF00U >> bits);
  }
  return bytes;
}

std::string address_text(const std::array<std::uint8_t, 16>& bytes, bool is_ipv6) {
  std::array<char, INET6_ADDRSTRLEN> out{};
  inet_ntop(is_ipv6 ? AF_INET6 : AF_INET, bytes.data(), out.data(), out.size());
  return out.data();
}

}  // namespace

Result<AddressBlock> AddressBlock::parse(std::string_view text) {
  auto slash = text.find('/');
  auto address = parse_peer(text.substr(0, slash));
  if (!address) {
    return invalid_argument(
        "This is not an address or a CIDR block (192.0.2.0/24, 2001:db8::/32).");
  }
  AddressBlock block;
  block.is_ipv6_ = address->is_ipv6;
  unsigned bits = address->is_ipv6 ? 128 : 32;
  block.prefix_ = bits;
  if (slash != std::string_view::npos) {
    auto prefix = parse_prefix(text.substr(slash + 1));
    if (prefix && address->was_mapped) prefix = *prefix < 96 ? 129 : *prefix - 96;
    if (!prefix || *prefix > bits) {
      return invalid_argument(fmt::format("Behind the slash stands a number from 0 to {}.", bits));
    }
    block.prefix_ = *prefix;
  }
  block.bytes_ = masked(address->bytes, block.prefix_);
  if (block.bytes_ != address->bytes) {
    return invalid_argument(fmt::format(
        "The address has bits behind its prefix. The block that it lies in is {}.", block.text()));
  }
  return block;
}

bool AddressBlock::contains(std::string_view address) const {
  auto peer = parse_peer(address);
  return peer && peer->is_ipv6 == is_ipv6_ && masked(peer->bytes, prefix_) == bytes_;
}

std::string AddressBlock::text() const {
  return fmt::format("{}/{}", address_text(bytes_, is_ipv6_), prefix_);
}

}  // namespace elevaite::net
