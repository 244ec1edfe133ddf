#include "core/aws/retry.hpp"

#include "core/crypto/random.hpp"

namespace elevaite::aws {
namespace {

constexpr Duration kFirstPause = 100ms;

}  // namespace

bool may_help_to_repeat(const Result<net::ClientResponse>& answer) {
  if (!answer) {
    return answer.error().code == ErrorCode::unavailable ||
           answer.error().code == ErrorCode::timeout;
  }
  return answer->status >= 500 || answer->status == 429;
}

Duration pause_after(int attempt) {
  auto longest = kFirstPause * (1 << (attempt - 1));
  auto part = crypto::random_bytes(1)[0];
  return longest / 2 + longest * part / 512;
}

}  // namespace elevaite::aws
