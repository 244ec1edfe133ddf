// Password hashes: argon2id in the PHC string form ("$argon2id$v=19$m=…"), computed on a bounded
// pool so that neither the event loop nor the machine's memory is ever at the mercy of a burst of
// sign-ins. What is hashed is the normalised text (password_text.hpp).
#pragma once
#include <atomic>
#include <string>

#include "core/task.hpp"
#include "core/thread_pool.hpp"

namespace elevaite::crypto {

struct PasswordCost {
  std::size_t memory_bytes = 64 << 20;
  unsigned passes = 3;
  bool operator==(const PasswordCost&) const = default;
};

class PasswordHasher {
 public:
  // At most `threads` hashes at once (each takes cost.memory_bytes), at most `max_waiting` in the
  // queue; beyond that `unavailable` with reason "busy".
  PasswordHasher(PasswordCost cost, std::size_t threads, std::size_t max_waiting);

  Task<Result<std::string>> hash(std::string password);
  // False for a wrong password. An empty `stored` costs the same time and is false: use it for
  // accounts that do not exist, so that they cannot be told apart. What was hashed before passwords
  // were normalised still matches as it was typed.
  Task<Result<bool>> verify(std::string password, std::string stored);
  // Whether `stored` was made with other costs than the present ones.
  bool needs_rehash(const std::string& stored) const;
  // How many hashes were computed, for making and for verifying: what an answer cost in time.
  std::uint64_t computed() const { return computed_.load(std::memory_order_relaxed); }

 private:
  PasswordCost cost_;
  std::string decoy_;  // a hash of something random
  std::atomic<std::uint64_t> computed_{0};
  ThreadPool pool_;
};

}  // namespace elevaite::crypto
