// A schema, a newline, and a value. Compiling and validating may refuse, but not crash or hang.
#include "core/json_schema/schema.hpp"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  using namespace elevaite;
  std::string_view input(reinterpret_cast<const char*>(data), size);
  auto line = input.find('\n');
  auto document = parse_json(input.substr(0, line));
  if (!document) return 0;
  auto schema = json_schema::Schema::compile(*document);
  if (!schema) {
    if (schema.error().fields.empty()) __builtin_trap();
    return 0;
  }
  auto value =
      line == std::string_view::npos ? Result<Json>(Json()) : parse_json(input.substr(line + 1));
  if (!value) return 0;
  // Both ways of asking agree.
  if (schema->validate(*value).empty() != schema->is_valid(*value)) __builtin_trap();
  (void)schema->validate(*document);
  return 0;
}
