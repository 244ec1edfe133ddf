// Any text as a template: parsed, its references listed, evaluated. Nothing may crash, hang or
// throw.
#include "core/expression/compiled_value.hpp"

namespace {

const elevaite::expression::ObjectContext& context() {
  static const elevaite::expression::ObjectContext kContext(
      elevaite::parse_json(
          R"({"trigger":{"name":"Ann","text":"a,b;c 2026-11-24","list":[3,1,2,null,"x",{"n":1}]},
        "nodes":{"fetch":{"body":{"total":3.5,"items":[{"name":"tea","n":2},{"name":"milk","n":1}]}}},
        "item":9223372036854775807,"index":-1,"args":{"a":""},"run":{"id":"run_1"}})")
          .value()
          .get_object());
  return kContext;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  using namespace elevaite;
  std::string_view source(reinterpret_cast<const char*>(data), size);
  for (const std::string& text : {std::string(source), "{{" + std::string(source) + "}}"}) {
    auto parsed = expression::Template::parse(text);
    if (!parsed) continue;
    (void)parsed->references();
    auto value = parsed->evaluate(context());
    if (value && to_text(*value).size() > 8 * expression::kMaxOutputBytes) __builtin_trap();
  }
  if (auto value = parse_json(source)) {
    auto compiled = expression::CompiledValue::compile(*value);
    if (compiled) (void)compiled->evaluate(context());
  }
  return 0;
}
