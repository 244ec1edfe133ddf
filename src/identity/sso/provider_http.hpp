// Calls to providers, bounded in time and size, without redirects: an answer is JSON or a fault
// that says which address was at fault.
#pragma once
#include <string>

#include "core/json.hpp"
#include "core/net/client.hpp"

namespace elevaite::identity {

constexpr std::size_t kMaxProviderAnswerBytes = 256 << 10;

struct ProviderCall {
  std::string method = "GET";
  std::string url;
  net::Headers headers{};
  std::string body{};
  Duration timeout = std::chrono::seconds(10);
  const net::EgressGuard* guard = nullptr;
};

struct ProviderAnswer {
  int status = 0;
  Json body = nullptr;
};

// Errors: unavailable (reason "provider_unavailable") for whatever kept the answer from coming,
// redirects, sizes and what is not JSON among them; invalid_argument for an address that may not be
// called: https only, or http to a host of this machine.
Task<Result<ProviderAnswer>> call_provider(net::HttpClient& http, ProviderCall call);
// The same, when any other status than 200 is a fault, too.
Task<Result<Json>> fetch_from_provider(net::HttpClient& http, ProviderCall call);

// Whether it may stand in a configuration, or in a discovery document.
Result<void> check_provider_url(const std::string& url);

}  // namespace elevaite::identity
