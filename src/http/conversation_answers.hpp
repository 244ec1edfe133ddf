// How conversations and their messages are written, to their owner and to who reads a shared one.
#pragma once
#include "engine/message_store.hpp"
#include "http/page.hpp"
#include "http/request_context.hpp"

namespace elevaite::http {

Json conversation_json(const elevaite::engine::Conversation& conversation);
Json conversation_schema();
Json message_schema();

// The page of the messages that the request asks for.
Task<Result<net::HttpResponse>> messages_response(ports::Database& database,
                                                  const RequestContext& context,
                                                  model::ConversationId id,
                                                  elevaite::engine::MessageFilter filter);

}  // namespace elevaite::http
