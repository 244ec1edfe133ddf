// How the routes of files write one, read what a request says of one, and send its content.
#pragma once
#include "engine/files.hpp"
#include "http/request_context.hpp"

namespace elevaite::http {

Json file_json(const model::File& file);
Json file_schema();

// What the head of an upload says: name, type, length, checksum.
Result<elevaite::engine::NewFile> read_new_file(const RequestContext& context);

// The content, as the request's Range, If-Range and If-None-Match ask for it.
Task<Result<net::HttpResponse>> content_response(elevaite::engine::Files& files, model::File file,
                                                 const net::HttpRequest& request);

}  // namespace elevaite::http
