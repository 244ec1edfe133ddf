#include "adapters/parser/wire.hpp"

#include "core/json.hpp"

namespace elevaite::adapters::parser {
namespace {

constexpr ErrorCode kPassedOn[] = {ErrorCode::invalid_argument, ErrorCode::limit_exceeded,
                                   ErrorCode::unavailable};

Error parser_died() {
  Error error = invalid_argument(
      "The document cannot be read: it is broken, or takes more time or memory than a document "
      "may.");
  error.reason = "parser_died";
  return error;
}

}  // namespace

std::string question_text(const ports::SourceDocument& source) {
  std::string text =
      to_text(JsonObject{{"name", source.name}, {"content_type", source.content_type}});
  text += '\n';
  return text += source.bytes;
}

std::optional<ports::SourceDocument> question_from(std::string text) {
  auto line_end = text.find('\n');
  if (line_end == std::string::npos) return std::nullopt;
  auto head = parse_json(std::string_view(text).substr(0, line_end));
  if (!head) return std::nullopt;
  ports::SourceDocument source;
  source.name = find_string(*head, "name").value_or("");
  source.content_type = find_string(*head, "content_type").value_or("");
  text.erase(0, line_end + 1);
  source.bytes = std::move(text);
  return source;
}

std::string answer_text(const Result<model::ParsedDocument>& answer) {
  if (answer) return to_text(model::to_json(*answer));
  const Error& error = answer.error();
  JsonArray fields;
  for (const FieldError& field : error.fields) {
    fields.push_back(JsonArray{field.field, field.code, field.message});
  }
  return to_text(JsonObject{
      {"error",
       {{"code", to_string(error.code)}, {"message", error.message}, {"reason", error.reason}}},
      {"fields", std::move(fields)}});
}

Result<model::ParsedDocument> answer_from(std::string_view text) {
  auto answer = parse_json(text);
  if (!answer) return parser_died();
  const auto* said = find_object(*answer, "error");
  if (said == nullptr) return model::parsed_document_from(*answer);
  Error error = internal_error(std::string(find_string(*said, "message").value_or("")));
  for (ErrorCode code : kPassedOn) {
    if (find_string(*said, "code") == to_string(code)) error.code = code;
  }
  error.reason = find_string(*said, "reason").value_or("");
  if (const auto* fields = find_array(*answer, "fields")) {
    for (const Json& field : *fields) {
      const auto* words = field.if_array();
      if (words == nullptr || words->size() != 3) continue;
      error.fields.push_back(
          {display_text((*words)[0]), display_text((*words)[1]), display_text((*words)[2])});
    }
  }
  return error;
}

}  // namespace elevaite::adapters::parser
