#include "core/crypto/aead.hpp"

#include <gtest/gtest.h>

#include "core/crypto/random.hpp"

namespace elevaite::crypto {
namespace {

TEST(hashes, match_published_vectors) {
  EXPECT_EQ(hex_encode(sha256(std::string_view("abc"))),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  // RFC 4231, test case 2.
  EXPECT_EQ(hex_encode(hmac_sha256(bytes_of("Jefe"), bytes_of("what do ya want for nothing?"))),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}

TEST(random, never_repeats_and_has_the_length_asked_for) {
  EXPECT_NE(random_token(), random_token());
  EXPECT_EQ(random_token(32).size(), 43u);
  EXPECT_EQ(random_bytes(0).size(), 0u);
}

TEST(comparison, needs_equal_length_and_bytes) {
  EXPECT_TRUE(equal_in_constant_time(std::string_view("same"), std::string_view("same")));
  EXPECT_FALSE(equal_in_constant_time(std::string_view("same"), std::string_view("sane")));
  EXPECT_FALSE(equal_in_constant_time(std::string_view("same"), std::string_view("sam")));
  EXPECT_TRUE(equal_in_constant_time(std::string_view(), std::string_view()));
}

TEST(aead, opens_what_it_sealed) {
  auto key = random_bytes(kAeadKeyBytes);
  for (const std::string& text : {std::string(), std::string("secret"), std::string(5000, 'x')}) {
    auto sealed = seal(key, bytes_of(text), "row 1");
    auto plain = open(key, sealed, "row 1");
    ASSERT_TRUE(plain.has_value());
    EXPECT_EQ(text_of(*plain), text);
  }
}

TEST(aead, seals_the_same_text_differently_every_time) {
  auto key = random_bytes(kAeadKeyBytes);
  EXPECT_NE(seal(key, bytes_of("secret"), ""), seal(key, bytes_of("secret"), ""));
}

TEST(aead, refuses_every_changed_byte_another_key_and_other_associated_data) {
  auto key = random_bytes(kAeadKeyBytes);
  auto sealed = seal(key, bytes_of("secret"), "tenant 1");
  for (std::size_t i = 0; i < sealed.size(); ++i) {
    auto changed = sealed;
    changed[i] ^= 1;
    EXPECT_FALSE(open(key, changed, "tenant 1").has_value()) << i;
  }
  EXPECT_FALSE(open(key, sealed, "tenant 2").has_value());
  EXPECT_FALSE(open(random_bytes(kAeadKeyBytes), sealed, "tenant 1").has_value());
  sealed.resize(10);
  auto refused = open(key, sealed, "tenant 1");
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().reason, "decryption_failed");
}

}  // namespace
}  // namespace elevaite::crypto
