#include "agents/structured_output.hpp"

namespace elevaite::agents {
namespace {

constexpr std::size_t kMaxListed = 10;

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r\n";
  auto begin = text.find_first_not_of(kBlank);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kBlank) - begin + 1);
}

std::string_view without_fence(std::string_view text) {
  text = trimmed(text);
  if (!text.starts_with("```") || !text.ends_with("```") || text.size() < 6) return text;
  auto end_of_line = text.find('\n');
  if (end_of_line == std::string_view::npos || end_of_line + 3 > text.size()) return text;
  return trimmed(text.substr(end_of_line + 1, text.size() - end_of_line - 4));
}

}  // namespace

std::string list_of(const std::vector<FieldError>& errors) {
  std::string text;
  for (std::size_t i = 0; i < errors.size() && i < kMaxListed; ++i) {
    if (i > 0) text += "; ";
    text += (errors[i].field.empty() ? "the value" : errors[i].field) + ": " + errors[i].message;
  }
  if (errors.size() > kMaxListed) {
    text += "; and " + std::to_string(errors.size() - kMaxListed) + " more";
  }
  return text;
}

StructuredOutput read_structured_output(std::string_view text, const json_schema::Schema& schema) {
  auto value = parse_json(without_fence(text));
  if (!value.has_value()) {
    return "Your answer is not valid JSON. " + value.error().message +
           " Answer again with the JSON value only, without any other text.";
  }
  std::vector<FieldError> errors = schema.validate(*value);
  if (errors.empty()) return *std::move(value);
  return "Your answer does not fit the required schema: " + list_of(errors) +
         ". Answer again with the corrected JSON value only, without any other text.";
}

}  // namespace elevaite::agents
