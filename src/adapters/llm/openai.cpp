#include "adapters/llm/openai.hpp"

#include "adapters/llm/formats/openai_chat.hpp"

namespace elevaite::adapters::llm {
namespace {

constexpr std::string_view kOpenAiBaseUrl = "https://api.openai.com/v1";

Error no_openai_key() {
  return Error{ErrorCode::unauthenticated,
               "There is no API key for OpenAI. Choose a credential for this model, configure "
               "the platform's own OpenAI key, or choose the model demo:default.",
               "no_key"};
}

// A server that does not know stream_options says so by name.
bool refuses_stream_options(const Error& error) {
  return error.code == ErrorCode::invalid_argument &&
         error.message.find("stream_options") != std::string::npos;
}

}  // namespace

OpenaiModel::OpenaiModel(net::HttpClient& client, const net::EgressGuard& guard,
                         VendorSettings settings)
    : client_(client), guard_(guard), settings_(std::move(settings)) {
  if (settings_.base_url.empty()) settings_.base_url = kOpenAiBaseUrl;
}

Task<Result<model::ChatReply>> OpenaiModel::chat(ports::ChatRequest request,
                                                 ports::OnText on_text) {
  CO_TRY(VendorAccess access, access_for(request, settings_, guard_));
  OpenaiDialect dialect;
  dialect.is_openai_itself = access.base_url == kOpenAiBaseUrl;
  if (dialect.is_openai_itself && access.api_key.empty()) co_return no_openai_key();
  bool is_streamed = static_cast<bool>(on_text);

  VendorCall call;
  call.vendor = dialect.is_openai_itself ? "OpenAI" : "The model's server";
  call.url = access.base_url + "/chat/completions";
  if (!access.api_key.empty()) call.headers.add("Authorization", "Bearer " + access.api_key);
  call.api_key = access.api_key;
  call.guard = access.guard;
  call.total_timeout = request.total_timeout;
  call.idle_timeout = request.idle_timeout;
  call.body = openai_chat_request(request, is_streamed, dialect);
  if (!is_streamed) co_return co_await whole(std::move(call));

  VendorCall first_call = call;
  auto reply = co_await streamed(std::move(first_call), on_text);
  if (reply.has_value() || !refuses_stream_options(reply.error())) co_return reply;
  call.body.erase("stream_options");
  co_return co_await streamed(std::move(call), std::move(on_text));
}

Task<Result<model::ChatReply>> OpenaiModel::whole(VendorCall call) {
  CO_TRY(std::string body, co_await post_to_vendor(client_, std::move(call)));
  co_return parse_openai_chat_reply(body);
}

Task<Result<model::ChatReply>> OpenaiModel::streamed(VendorCall call, ports::OnText on_text) {
  OpenaiChatStream stream;
  OnEvent on_event = [&](std::string_view data) { return stream.feed(data, on_text); };
  auto body = co_await stream_from_vendor(client_, std::move(call), on_event);
  if (!body.has_value()) {
    // What is lost after the last word is only the count of tokens.
    if (body.error().reason == "broke_off" && stream.is_complete())
      co_return stream.finish(on_text);
    co_return std::move(body).error();
  }
  if (body->empty()) co_return stream.finish(on_text);
  CO_TRY(model::ChatReply reply, parse_openai_chat_reply(*body));
  if (!reply.text.empty()) on_text(reply.text);
  co_return reply;
}

}  // namespace elevaite::adapters::llm
