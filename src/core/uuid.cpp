#include "core/uuid.hpp"

#include <sodium.h>

#include <chrono>
#include <cstring>
#include <mutex>

namespace elevaite {
namespace {

constexpr char kBase32[] = "0123456789abcdefghjkmnpqrstvwxyz";

int base32_value(char c) {
  const char* found = c == '\0' ? nullptr : std::strchr(kBase32, c);
  return found == nullptr ? -1 : static_cast<int>(found - kBase32);
}

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

}  // namespace

std::string Uuid::str() const {
  static constexpr char kHex[] = "0123456789abcdef";
  std::string text;
  text.reserve(36);
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) text += '-';
    text += kHex[bytes[i] >> 4];
    text += kHex[bytes[i] & 15];
  }
  return text;
}

std::optional<Uuid> Uuid::parse(std::string_view text) {
  if (text.size() != 36) return std::nullopt;
  Uuid uuid;
  std::size_t position = 0;
  for (std::size_t i = 0; i < 16; ++i) {
    if (i == 4 || i == 6 || i == 8 || i == 10) {
      if (text[position++] != '-') return std::nullopt;
    }
    int high = hex_value(text[position]);
    int low = hex_value(text[position + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    uuid.bytes[i] = static_cast<std::uint8_t>(high << 4 | low);
    position += 2;
  }
  return uuid;
}

// 128 bits are 26 groups of 5, the first of which holds only 3 bits.
std::string Uuid::base32() const {
  std::uint64_t high = 0;
  std::uint64_t low = 0;
  for (std::size_t i = 0; i < 8; ++i) {
    high = high << 8 | bytes[i];
    low = low << 8 | bytes[i + 8];
  }
  std::string text(26, '0');
  for (std::size_t i = text.size(); i-- > 0;) {
    text[i] = kBase32[low & 31];
    low = low >> 5 | high << 59;
    high >>= 5;
  }
  return text;
}

std::optional<Uuid> Uuid::parse_base32(std::string_view text) {
  if (text.size() != 26 || text[0] > '7') return std::nullopt;
  std::uint64_t high = 0;
  std::uint64_t low = 0;
  for (char c : text) {
    int value = base32_value(c);
    if (value < 0) return std::nullopt;
    high = high << 5 | low >> 59;
    low = low << 5 | static_cast<unsigned>(value);
  }
  Uuid uuid;
  for (std::size_t i = 8; i-- > 0; high >>= 8, low >>= 8) {
    uuid.bytes[i] = static_cast<std::uint8_t>(high);
    uuid.bytes[i + 8] = static_cast<std::uint8_t>(low);
  }
  return uuid;
}

namespace {

// One call of the system's generator gives the random bytes of many ids. An id is no secret, so
// what waits in the buffer needs no protection.
void fill_random(Uuid& uuid) {
  thread_local std::array<std::uint8_t, 1024> random;
  thread_local std::size_t used = random.size();
  if (used + uuid.bytes.size() > random.size()) {
    randombytes_buf(random.data(), random.size());
    used = 0;
  }
  std::copy_n(random.begin() + static_cast<std::ptrdiff_t>(used), uuid.bytes.size(),
              uuid.bytes.begin());
  used += uuid.bytes.size();
}

}  // namespace

Uuid Uuid::generate() {
  // Method 1 of RFC 9562 section 6.2: the 12 bits after the timestamp and 14 bits after the variant
  // are a counter, seeded at random each millisecond; when it overflows, the timestamp runs ahead
  // by one.
  static std::mutex mutex;
  static std::uint64_t last_ms = 0;
  static std::uint32_t counter = 0;
  Uuid uuid;
  fill_random(uuid);
  auto now_ms = static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::milliseconds>(
                                               std::chrono::system_clock::now().time_since_epoch())
                                               .count());
  std::uint32_t sequence = 0;
  {
    std::lock_guard lock(mutex);
    if (now_ms > last_ms) {
      last_ms = now_ms;
      counter = randombytes_random() & 0x1ffffff;
    } else if (++counter > 0x3ffffff) {
      ++last_ms;
      counter = 0;
    }
    now_ms = last_ms;
    sequence = counter;
  }
  for (std::size_t i = 0; i < 6; ++i) {
    uuid.bytes[i] = static_cast<std::uint8_t>(now_ms >> (40 - 8 * i));
  }
  uuid.bytes[6] = static_cast<std::uint8_t>(0x70 | (sequence >> 22));
  uuid.bytes[7] = static_cast<std::uint8_t>(sequence >> 14);
  uuid.bytes[8] = static_cast<std::uint8_t>(0x80 | ((sequence >> 8) & 0x3f));
  uuid.bytes[9] = static_cast<std::uint8_t>(sequence);
  return uuid;
}

}  // namespace elevaite
