#include "core/crypto/sha256.hpp"

#include <openssl/evp.h>

#include "core/assert.hpp"

namespace elevaite::crypto {

struct Sha256::State {
  State() : context(EVP_MD_CTX_new()) { begin(); }
  ~State() { EVP_MD_CTX_free(context); }
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  void begin() {
    int done = EVP_DigestInit_ex(context, EVP_sha256(), nullptr);
    ASSERT(done == 1);
  }

  EVP_MD_CTX* context;
};

Sha256::Sha256() : state_(std::make_unique<State>()) {}
Sha256::~Sha256() = default;
Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;

void Sha256::update(std::string_view bytes) {
  int done = EVP_DigestUpdate(state_->context, bytes.data(), bytes.size());
  ASSERT(done == 1);
}

Digest Sha256::finish() {
  Digest digest;
  unsigned length = 0;
  int done = EVP_DigestFinal_ex(state_->context, digest.data(), &length);
  ASSERT(done == 1 && length == digest.size());
  state_->begin();
  return digest;
}

}  // namespace elevaite::crypto
