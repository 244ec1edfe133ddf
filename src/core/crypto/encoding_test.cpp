#include "core/crypto/encoding.hpp"

#include <gtest/gtest.h>

namespace elevaite::crypto {
namespace {

// RFC 4648, section 10.
TEST(encoding, writes_the_vectors_of_the_rfc) {
  EXPECT_EQ(base64_encode(bytes_of("")), "");
  EXPECT_EQ(base64_encode(bytes_of("f")), "Zg==");
  EXPECT_EQ(base64_encode(bytes_of("fo")), "Zm8=");
  EXPECT_EQ(base64_encode(bytes_of("foobar")), "Zm9vYmFy");
  EXPECT_EQ(base64url_encode(std::string_view("\xfb\xff")), "-_8");
  EXPECT_EQ(hex_encode(bytes_of("\x01\xab")), "01ab");
}

TEST(encoding, reads_what_it_writes_at_every_length) {
  for (std::size_t length = 0; length < 70; ++length) {
    Bytes bytes(length);
    for (std::size_t i = 0; i < length; ++i) bytes[i] = static_cast<std::uint8_t>(i * 37 + length);
    EXPECT_EQ(base64_decode(base64_encode(bytes)), bytes);
    EXPECT_EQ(base64url_decode(base64url_encode(bytes)), bytes);
    EXPECT_EQ(hex_decode(hex_encode(bytes)), bytes);
  }
}

TEST(encoding, refuses_every_second_spelling) {
  for (const char* text : {"Zg", "Zg=", "Zg===", "Zh==", "Z===", "Zm9v\n", " Zm9v", "Zm-v",
                           "Zm9vYg", "====", "=Zg=", "Zg==Zg=="}) {
    EXPECT_FALSE(base64_decode(text)) << text;
  }
  for (const char* text : {"Zg==", "Z", "Zh", "Zm9", "Zm+v", "Zm/v", "Zm9v "}) {
    EXPECT_FALSE(base64url_decode(text)) << text;
  }
  for (const char* text : {"0", "0G", "AB", "0x12"}) EXPECT_FALSE(hex_decode(text)) << text;
}

}  // namespace
}  // namespace elevaite::crypto
