// When a call to AWS is sent again, and how long after.
#pragma once
#include "core/net/client.hpp"

namespace elevaite::aws {

inline constexpr int kMaxAttempts = 5;

// No answer, the server's own failure, or "too fast".
bool may_help_to_repeat(const Result<net::ClientResponse>& answer);
// Before attempt + 1: somewhere between half and the whole of what doubles each time, so that
// processes which failed together do not come again together.
Duration pause_after(int attempt);

}  // namespace elevaite::aws
