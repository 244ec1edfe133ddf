// A file that came with a message, or that an answer made. Conversations and journals hold the
// reference; what a model is given of the content is filled in just before it is called.
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/json.hpp"

namespace elevaite::model {

struct Attachment {
  std::string file_id;
  std::string name;
  std::string content_type;
  std::int64_t size = 0;
  // For a model, never written down: its words (the content of a text, or what is to be known of
  // the file), and the bytes of a picture that it looks at.
  std::string shown_text{};
  std::shared_ptr<const std::string> picture{};
};

// {"file_id","name","content_type","size"}, as nodes that make files answer it, too.
Json to_json(const Attachment& file);
JsonArray to_json(const std::vector<Attachment>& files);
// Nothing for what is no reference to a file.
std::optional<Attachment> attachment_from_json(const Json& value);
// The references in owner[key], in their order; what is none is left out.
std::vector<Attachment> attachments_in(const Json& owner, std::string_view key);

// As a part of a message, in the AI SDK's form: {"type":"file","file_id","filename","mediaType",
// "size","url"}, where url is the path of the content below our API.
JsonObject file_part(const Attachment& file);
std::optional<Attachment> attachment_of_part(const Json& part);

// Whether a model can be shown the content as it is.
bool is_picture(std::string_view content_type);
bool reads_as_text(const Attachment& file);

}  // namespace elevaite::model
