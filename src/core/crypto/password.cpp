#include "core/crypto/password.hpp"

#include <sodium.h>

#include "core/crypto/password_text.hpp"
#include "core/crypto/random.hpp"

namespace elevaite::crypto {
namespace {

Result<std::string> hash_now(std::string& password, PasswordCost cost) {
  std::string out(crypto_pwhash_STRBYTES, '\0');
  int failed = crypto_pwhash_str_alg(out.data(), password.data(), password.size(), cost.passes,
                                     cost.memory_bytes, crypto_pwhash_ALG_ARGON2ID13);
  wipe(password);
  if (failed != 0) {
    return Error{ErrorCode::unavailable, "There is not enough memory to hash a password now.",
                 "busy"};
  }
  out.resize(out.find('\0'));
  return out;
}

}  // namespace

PasswordHasher::PasswordHasher(PasswordCost cost, std::size_t threads, std::size_t max_waiting)
    : cost_(cost), pool_(threads, max_waiting) {
  initialise();
  // Written rather than computed: start-up must not pay for a hash. Its salt and digest are random,
  // so nothing verifies against it, and verifying takes exactly the present cost.
  auto unpadded = [](std::size_t count) {
    std::string text = base64_encode(random_bytes(count));
    while (text.ends_with('=')) text.pop_back();
    return text;
  };
  decoy_ = fmt::format("$argon2id$v=19$m={},t={},p=1${}${}", cost_.memory_bytes / 1024,
                       cost_.passes, unpadded(16), unpadded(32));
}

Task<Result<std::string>> PasswordHasher::hash(std::string password) {
  auto work = [this, password = std::move(password)]() mutable {
    std::string text = normalised_password(password);
    wipe(password);
    computed_.fetch_add(1, std::memory_order_relaxed);
    return hash_now(text, cost_);
  };
  co_return co_await pool_.run<std::string>(std::move(work));
}

Task<Result<bool>> PasswordHasher::verify(std::string password, std::string stored) {
  bool is_decoy = stored.empty();
  if (is_decoy) stored = decoy_;
  auto work = [this, password = std::move(password), stored = std::move(stored),
               is_decoy]() mutable -> Result<bool> {
    auto is_match = [&](const std::string& text) {
      computed_.fetch_add(1, std::memory_order_relaxed);
      return crypto_pwhash_str_verify(stored.c_str(), text.data(), text.size()) == 0;
    };
    std::string text = normalised_password(password);
    bool matches = is_match(text);
    // What it costs depends on what was typed only, not on whether there is such an account.
    if (!matches && text != password) matches = is_match(password);
    wipe(password);
    wipe(text);
    return matches && !is_decoy;
  };
  co_return co_await pool_.run<bool>(std::move(work));
}

bool PasswordHasher::needs_rehash(const std::string& stored) const {
  std::string padded = stored;
  padded.resize(crypto_pwhash_STRBYTES, '\0');
  return crypto_pwhash_str_needs_rehash(padded.data(), cost_.passes, cost_.memory_bytes) != 0;
}

}  // namespace elevaite::crypto
