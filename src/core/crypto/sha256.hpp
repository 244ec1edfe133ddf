// SHA-256 of what comes in pieces. OpenSSL's, which uses the processor's own instructions: files
// pass through it on the event loop.
#pragma once
#include <memory>

#include "core/crypto/random.hpp"

namespace elevaite::crypto {

class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(Sha256&&) noexcept;
  Sha256& operator=(Sha256&&) noexcept;

  void update(std::string_view bytes);
  // Of everything since the last digest; what comes next begins a new one.
  Digest finish();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace elevaite::crypto
