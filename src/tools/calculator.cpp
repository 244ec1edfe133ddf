#include <algorithm>

#include "core/expression/template.hpp"
#include "ports/tool.hpp"

namespace elevaite::tools {
namespace {

constexpr std::size_t kMaxExpression = 1000;

Error not_arithmetic(std::string message) {
  return invalid_field("expression", "format", std::move(message));
}

// Only numbers, + - * / %, and parentheses reach the expression language, so nothing can be looked
// up.
Result<std::string> arithmetic_of(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    std::string_view rest = text.substr(i);
    if (rest.starts_with("×") || rest.starts_with("÷")) {
      out += rest.starts_with("×") ? '*' : '/';
      ++i;
      continue;
    }
    bool is_allowed =
        std::string_view("0123456789.+-*/%() \t\n").find(text[i]) != std::string_view::npos;
    bool is_separator =
        text[i] == ',' && i > 0 && std::isdigit(static_cast<unsigned char>(text[i - 1])) != 0;
    if (is_separator) continue;
    if (!is_allowed) {
      return not_arithmetic("may hold numbers, + - * / %, and parentheses only.");
    }
    out += text[i];
  }
  if (out.find_first_of("0123456789") == std::string::npos) {
    return not_arithmetic("holds no number.");
  }
  return out;
}

Task<Result<Json>> calculate(ports::StepContext& context, Json arguments) {
  std::string_view text = find_string(arguments, "expression").value_or("");
  if (text.size() > kMaxExpression) co_return not_arithmetic("is longer than 1000 characters.");
  CO_TRY(std::string source, arithmetic_of(text));
  auto parsed = expression::Template::parse("{{ " + source + " }}");
  if (!parsed.has_value()) co_return not_arithmetic("cannot be read: " + parsed.error().message);
  expression::ObjectContext nothing(JsonObject{}, context.now());
  auto value = parsed->evaluate(nothing);
  if (!value.has_value()) co_return not_arithmetic("cannot be evaluated: " + value.error().message);
  if (!value->is_number()) co_return not_arithmetic("has no number as its result.");
  co_return Json(JsonObject{{"result", *std::move(value)}});
}

}  // namespace

void register_calculator(ports::ToolRegistry& registry);
void register_calculator(ports::ToolRegistry& registry) {
  JsonObject text{{"type", "string"},
                  {"description", "Arithmetic such as 12 * (3 + 4.5) / 2"},
                  {"minLength", 1},
                  {"maxLength", kMaxExpression}};
  JsonObject properties{{"expression", std::move(text)}};
  ports::BuiltinTool tool;
  tool.definition.name = "calculator";
  tool.definition.description = "Calculates an arithmetic expression.";
  tool.definition.parameters = JsonObject{{"type", "object"},
                                          {"properties", std::move(properties)},
                                          {"required", JsonArray{"expression"}},
                                          {"additionalProperties", false}};
  tool.title = "Calculator";
  tool.call = calculate;
  registry.add(std::move(tool));
}

}  // namespace elevaite::tools
