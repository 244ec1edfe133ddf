// By how much our clock is wrong, as AWS sees it. A request that was signed too early or too late
// is refused; the refusal says what time it is there, and signed by that clock it is accepted.
#pragma once
#include <string_view>

#include "core/net/client.hpp"
#include "core/time.hpp"

namespace elevaite::aws {

class ClockSkew {
 public:
  explicit ClockSkew(const Clock& clock) : clock_(clock) {}

  // The time to sign with.
  Instant now() const { return clock_.now() + offset_; }
  // After a refusal, by the service's word for it: whether to send the request again, signed anew.
  bool learn(const net::ClientResponse& refusal, std::string_view word);

 private:
  const Clock& clock_;
  Duration offset_{};
};

}  // namespace elevaite::aws
