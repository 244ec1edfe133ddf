#include "adapters/llm/anthropic.hpp"

namespace elevaite::adapters::llm {
namespace {

constexpr std::string_view kAnthropicBaseUrl = "https://api.anthropic.com";
constexpr std::string_view kApiVersion = "2023-06-01";

Error no_anthropic_key() {
  return Error{ErrorCode::unauthenticated,
               "There is no API key for Anthropic. Choose a credential for this model, configure "
               "the platform's own Anthropic key, or choose the model demo:default.",
               "no_key"};
}

// People write the base URL with and without the version.
std::string without_version(std::string base_url) {
  if (base_url.ends_with("/v1")) base_url.resize(base_url.size() - 3);
  return base_url;
}

}  // namespace

AnthropicModel::AnthropicModel(net::HttpClient& client, const net::EgressGuard& guard,
                               VendorSettings settings)
    : client_(client), guard_(guard), settings_(std::move(settings)) {
  if (settings_.base_url.empty()) settings_.base_url = kAnthropicBaseUrl;
}

Task<Result<model::ChatReply>> AnthropicModel::chat(ports::ChatRequest request,
                                                    ports::OnText on_text) {
  CO_TRY(VendorAccess access, access_for(request, settings_, guard_));
  access.base_url = without_version(std::move(access.base_url));
  bool is_official = access.base_url == kAnthropicBaseUrl;
  if (is_official && access.api_key.empty()) co_return no_anthropic_key();
  bool is_streamed = static_cast<bool>(on_text);

  VendorCall call;
  call.vendor = is_official ? "Anthropic" : "The model's server";
  call.url = access.base_url + "/v1/messages";
  if (!access.api_key.empty()) call.headers.add("x-api-key", access.api_key);
  call.headers.add("anthropic-version", std::string(kApiVersion));
  call.api_key = access.api_key;
  call.guard = access.guard;
  call.total_timeout = request.total_timeout;
  call.idle_timeout = request.idle_timeout;
  call.body = anthropic_request(request, is_streamed);
  AnthropicAnswerTool answer = anthropic_answer_tool(request);
  if (!is_streamed) co_return co_await whole(std::move(call), std::move(answer));
  co_return co_await streamed(std::move(call), std::move(answer), std::move(on_text));
}

Task<Result<model::ChatReply>> AnthropicModel::whole(VendorCall call, AnthropicAnswerTool answer) {
  CO_TRY(std::string body, co_await post_to_vendor(client_, std::move(call)));
  co_return parse_anthropic_reply(body, std::move(answer));
}

Task<Result<model::ChatReply>> AnthropicModel::streamed(VendorCall call, AnthropicAnswerTool answer,
                                                        ports::OnText on_text) {
  AnthropicStream stream(answer);
  OnEvent on_event = [&](std::string_view data) { return stream.feed(data, on_text); };
  auto body = co_await stream_from_vendor(client_, std::move(call), on_event);
  if (!body.has_value()) {
    if (body.error().reason == "broke_off" && stream.is_complete())
      co_return stream.finish(on_text);
    co_return std::move(body).error();
  }
  if (body->empty()) co_return stream.finish(on_text);
  CO_TRY(model::ChatReply reply, parse_anthropic_reply(*body, std::move(answer)));
  if (!reply.text.empty()) on_text(reply.text);
  co_return reply;
}

}  // namespace elevaite::adapters::llm
