#include "core/crypto/totp.hpp"

#include <gtest/gtest.h>

namespace elevaite::crypto {
namespace {

TEST(Totp, gives_the_codes_of_rfc_6238) {
  auto secret = bytes_of("12345678901234567890");
  struct Vector {
    std::int64_t second;
    std::string code;
  };
  for (const auto& [second, code] :
       {Vector{59, "94287082"}, Vector{1111111109, "07081804"}, Vector{1111111111, "14050471"},
        Vector{1234567890, "89005924"}, Vector{2000000000, "69279037"},
        Vector{20000000000, "65353130"}}) {
    auto step = totp_step(Instant{std::chrono::seconds(second)});
    EXPECT_EQ(totp_code(secret, step, 8), code);
    EXPECT_EQ(totp_code(secret, step), code.substr(2));
  }
}

TEST(Totp, a_step_lasts_thirty_seconds) {
  EXPECT_EQ(totp_step(Instant{std::chrono::milliseconds(29999)}), 0);
  EXPECT_EQ(totp_step(Instant{std::chrono::seconds(30)}), 1);
}

TEST(Base32, gives_the_vectors_of_rfc_4648) {
  EXPECT_EQ(base32_encode({}), "");
  EXPECT_EQ(base32_encode(bytes_of("f")), "MY");
  EXPECT_EQ(base32_encode(bytes_of("fo")), "MZXQ");
  EXPECT_EQ(base32_encode(bytes_of("foo")), "MZXW6");
  EXPECT_EQ(base32_encode(bytes_of("foob")), "MZXW6YQ");
  EXPECT_EQ(base32_encode(bytes_of("fooba")), "MZXW6YTB");
  EXPECT_EQ(base32_encode(bytes_of("foobar")), "MZXW6YTBOI");
}

}  // namespace
}  // namespace elevaite::crypto
