#include "core/aws/clock_skew.hpp"

#include <curl/curl.h>

#include <algorithm>
#include <array>

#include "core/log.hpp"

namespace elevaite::aws {
namespace {

// Services accept what is wrong by five minutes, so less than this was no reason.
constexpr Duration kAccepted = 4min;

// What the services call it; a signature that was not valid yet, or any more, may be called wrong.
constexpr std::array kSkewWords{"RequestTimeTooSkewed", "RequestExpired", "RequestInTheFuture",
                                "InvalidSignatureException", "SignatureDoesNotMatch"};

}  // namespace

bool ClockSkew::learn(const net::ClientResponse& refusal, std::string_view word) {
  if (std::ranges::find(kSkewWords, word) == kSkewWords.end()) return false;
  const auto seconds = curl_getdate(std::string(refusal.headers.get("Date")).c_str(), nullptr);
  if (seconds < 0) return false;
  const Instant theirs{std::chrono::seconds(seconds)};
  const Duration wrong = theirs - now();
  if (std::chrono::abs(wrong) < kAccepted) return false;
  offset_ += wrong;
  log_warning("our clock and that of AWS differ; requests are signed with theirs",
              {{"seconds", std::chrono::duration_cast<std::chrono::seconds>(offset_).count()}});
  return true;
}

}  // namespace elevaite::aws
