#include <fmt/format.h>

#include "core/expression/function.hpp"
#include "core/expression/text.hpp"

namespace elevaite::expression {
namespace {

Result<Json> keys(const Call& call) {
  TRY(const JsonObject* object, call.object(0));
  JsonArray out;
  for (const auto& member : *object) out.emplace_back(member.key());
  return Json(std::move(out));
}

Result<Json> values(const Call& call) {
  TRY(const JsonObject* object, call.object(0));
  JsonArray out;
  for (const auto& member : *object) out.push_back(member.value());
  return Json(std::move(out));
}

Result<Json> entries(const Call& call) {
  TRY(const JsonObject* object, call.object(0));
  JsonArray out;
  for (const auto& member : *object) {
    out.push_back(JsonObject{{"key", member.key()}, {"value", member.value()}});
  }
  return Json(std::move(out));
}

Result<Json> merge(const Call& call) {
  JsonObject out;
  for (std::size_t i = 0; i < call.size(); ++i) {
    TRY(const JsonObject* object, call.object(i));
    for (const auto& member : *object) out.insert_or_assign(member.key(), member.value());
  }
  return Json(std::move(out));
}

Result<Json> json(const Call& call) { return Json(json_text(call.at(0))); }

Result<Json> parse_json_text(const Call& call) {
  TRY(auto text, call.text(0));
  auto value = parse_json(text);
  if (value) return std::move(*value);
  auto why = value.error().message;
  if (why.ends_with('.')) why.pop_back();
  return call.fail(fmt::format("could not read the text: {}", why));
}

Result<Json> type_of(const Call& call) { return Json(type_name(call.at(0))); }

// The evaluator does default() and exists() itself; they only stand in the table.
Result<Json> never_called(const Call& call) { return call.fail("is done by the evaluator"); }

constexpr std::string_view kObjectGroup = "Objects and values";

constexpr Function kObjectFunctions[] = {
    {"keys", kObjectGroup, "keys(object)", "The names of the members.", "keys({a: 1, b: 2})",
     "[\"a\",\"b\"]", 1, 1, keys},
    {"values", kObjectGroup, "values(object)", "The values of the members.", "values({a: 1, b: 2})",
     "[1,2]", 1, 1, values},
    {"entries", kObjectGroup, "entries(object)",
     "The members as a list of objects with `key` and `value`.", "entries({a: 1})",
     "[{\"key\":\"a\",\"value\":1}]", 1, 1, entries},
    {"merge", kObjectGroup, "merge(object, …)",
     "One object with the members of all; later ones win.", "merge({a: 1, b: 2}, {b: 3})",
     "{\"a\":1,\"b\":3}", 1, kAnyNumber, merge},
    {"json", kObjectGroup, "json(value)", "The value as JSON text.", "json({a: [1, 'x']})",
     R"("{\"a\":[1,\"x\"]}")", 1, 1, json},
    {"parse_json", kObjectGroup, "parse_json(text)", "The value that a JSON text describes.",
     "parse_json('{\"a\": [1, 2]}').a[1]", "2", 1, 1, parse_json_text},
    {"default", kObjectGroup, "default(value, otherwise)",
     "The value, or `otherwise` when it is missing or null; `value ?? otherwise` is the same.",
     "default(trigger.nickname, 'friend')", "\"friend\"", 2, 2, never_called,
     Special::default_value},
    {"exists", kObjectGroup, "exists(value)", "Whether the value is neither missing nor null.",
     "exists(trigger.nickname)", "false", 1, 1, never_called, Special::exists},
    {"type_of", kObjectGroup, "type_of(value)", "string, number, boolean, null, list or object.",
     "type_of([1])", "\"list\"", 1, 1, type_of},
};

}  // namespace

std::span<const Function> object_functions() { return kObjectFunctions; }

}  // namespace elevaite::expression
