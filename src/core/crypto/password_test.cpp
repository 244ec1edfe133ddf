#include "core/crypto/password.hpp"

#include <gtest/gtest.h>

#include "core/test_loop.hpp"

namespace elevaite::crypto {
namespace {

constexpr PasswordCost kCheap{8 << 10, 1};

// The loop outlives every hasher: a thread of its pool may still be leaving the post that resumed
// the caller.
template <class T>
T run(Task<T> task) {
  static asio::io_context loop;
  return run_task(loop, std::move(task));
}

TEST(password_hasher, verifies_the_right_password_only) {
  PasswordHasher hasher(kCheap, 1, 8);
  auto stored = run(hasher.hash("correct horse battery")).value();
  EXPECT_TRUE(stored.starts_with("$argon2id$v=19$m=8,t=1,p=1$")) << stored;
  EXPECT_TRUE(run(hasher.verify("correct horse battery", stored)).value());
  EXPECT_FALSE(run(hasher.verify("correct horse batterx", stored)).value());
  EXPECT_FALSE(run(hasher.verify("", stored)).value());
}

// From the reference implementation's own tests.
TEST(password_hasher, agrees_with_the_reference_implementation) {
  PasswordHasher hasher(kCheap, 1, 8);
  std::string known =
      "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";
  EXPECT_TRUE(run(hasher.verify("password", known)).value());
  EXPECT_FALSE(run(hasher.verify("passwore", known)).value());
}

TEST(password_hasher, salts_every_hash) {
  PasswordHasher hasher(kCheap, 1, 8);
  EXPECT_NE(run(hasher.hash("same")).value(), run(hasher.hash("same")).value());
}

TEST(password_hasher, says_no_for_an_absent_or_malformed_hash) {
  PasswordHasher hasher(kCheap, 1, 8);
  EXPECT_FALSE(run(hasher.verify("anything", "")).value());
  EXPECT_FALSE(run(hasher.verify("anything", "not a hash")).value());
}

// A decoy that the verifier rejected as malformed would answer at once and betray absent accounts.
TEST(password_hasher, spends_a_whole_hash_on_an_absent_account) {
  PasswordHasher hasher({32 << 20, 2}, 1, 8);
  auto stored = run(hasher.hash("real")).value();
  auto time_of = [&](std::string hash) {
    auto started = std::chrono::steady_clock::now();
    EXPECT_FALSE(run(hasher.verify("wrong", std::move(hash))).value());
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - started).count();
  };
  double real = std::min(time_of(stored), time_of(stored));
  double absent = std::min(time_of(""), time_of(""));
  EXPECT_GT(absent, real / 4);
}

TEST(password_hasher, knows_when_costs_have_changed) {
  PasswordHasher cheap(kCheap, 1, 8);
  PasswordHasher dearer({16 << 10, 2}, 1, 8);
  auto stored = run(cheap.hash("secret")).value();
  EXPECT_FALSE(cheap.needs_rehash(stored));
  EXPECT_TRUE(dearer.needs_rehash(stored));
}

TEST(password_hasher, refuses_when_too_many_wait) {
  // Dear enough that the first hash still runs when the third is asked for.
  asio::io_context loop;
  PasswordHasher hasher({64 << 20, 2}, 1, 1);
  std::vector<std::optional<Result<std::string>>> hashes(3);
  for (auto& hash : hashes) {
    start_task(loop.get_executor(), keep_result(hasher.hash("secret"), hash), rethrow);
  }
  loop.run();
  EXPECT_TRUE(hashes[0].value().has_value());
  EXPECT_TRUE(hashes[1].value().has_value());
  auto refused = hashes[2].value();
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().code, ErrorCode::unavailable);
  EXPECT_EQ(refused.error().reason, "busy");
}

}  // namespace
}  // namespace elevaite::crypto
