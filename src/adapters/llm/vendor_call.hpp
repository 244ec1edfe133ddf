// One POST to a model vendor over HTTP, whole or as a stream of server-sent events.
#pragma once
#include "core/net/client.hpp"
#include "ports/chat_model.hpp"

namespace elevaite::adapters::llm {

// What the operator configured for a vendor.
struct VendorSettings {
  std::string base_url;
  std::string api_key;
};

// Where a request goes and with which key.
struct VendorAccess {
  std::string base_url;  // without a slash at its end
  std::string api_key;
  const net::EgressGuard* guard = nullptr;
};

// A base URL in the request was aimed by a tenant: it is dialled under the guard, and the
// operator's key never goes there. Errors: invalid_argument for a key that cannot be a header
// value.
Result<VendorAccess> access_for(const ports::ChatRequest& request, const VendorSettings& settings,
                                const net::EgressGuard& guard);

struct VendorCall {
  std::string vendor;  // as a person calls it, for messages
  std::string url;
  net::Headers headers{};
  JsonObject body{};
  std::string api_key{};  // kept out of every message
  const net::EgressGuard* guard = nullptr;
  Duration total_timeout{};
  Duration idle_timeout{};
};

// Answers the body of a 2xx answer. Errors: as ChatModel::chat.
Task<Result<std::string>> post_to_vendor(net::HttpClient& client, VendorCall call);

// Calls `on_event` with the data of each event. Answers "" after a stream, or the whole body when
// the server ignored that a stream was asked for and sent one JSON object. A connection that is
// lost after the first byte is unavailable with reason "broke_off".
using OnEvent = std::function<Result<void>(std::string_view data)>;
Task<Result<std::string>> stream_from_vendor(net::HttpClient& client, VendorCall call,
                                             OnEvent on_event);

}  // namespace elevaite::adapters::llm
