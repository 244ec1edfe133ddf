// The files that a client sends with a message: ids of ours, or contents as data URLs, which become
// files of the tenant. Nothing is fetched from elsewhere.
#pragma once
#include "http/engine_services.hpp"
#include "http/request_context.hpp"
#include "model/attachment.hpp"

namespace elevaite::http {

inline constexpr std::size_t kMaxFilesOfMessage = 10;

struct SentFile {
  std::string field;  // where in the request it stands, for errors
  std::string file_id{};
  // Or, of a data URL:
  std::string name{};
  std::string content_type{};
  std::string bytes{};
};

// A part {"type":"file","url","mediaType","filename"} of the AI SDK; a `file_id` says it, too.
Result<SentFile> read_file_part(const Json& part, std::string field);
// A part of OpenAI's content: {"type":"image_url","image_url":{"url"}} or
// {"type":"file","file":{"file_id"} or {"file_data","filename"}}.
Result<SentFile> read_openai_part(const Json& part, std::string field);
// The list of ids that stands beside a plain message.
Result<std::vector<SentFile>> read_file_ids(const Json& body);

// All of them as files of the tenant. Needs files:read, and files:write for contents. Errors name
// the field; a file of another tenant is none.
Task<Result<std::vector<model::Attachment>>> settle_files(EngineServices& services,
                                                          const RequestContext& context,
                                                          std::vector<SentFile> sent);

}  // namespace elevaite::http
