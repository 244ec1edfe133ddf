// What the worker and its parser say to each other.
#pragma once
#include <optional>

#include "ports/document_parser.hpp"

namespace elevaite::adapters::parser {

// A line of JSON, then the bytes.
std::string question_text(const ports::SourceDocument& source);
std::optional<ports::SourceDocument> question_from(std::string text);

std::string answer_text(const Result<model::ParsedDocument>& answer);
// Anything else than an answer says that the parser died.
Result<model::ParsedDocument> answer_from(std::string_view text);

}  // namespace elevaite::adapters::parser
