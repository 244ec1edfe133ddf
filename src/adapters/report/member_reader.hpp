// Reads the JSON of a chart or table strictly: what is wrong is named with its line and place.
#pragma once
#include <initializer_list>

#include "adapters/report/failure.hpp"
#include "adapters/report/locale.hpp"
#include "core/json.hpp"

namespace elevaite::adapters::report {

class MemberReader {
 public:
  // `what` begins the sentences: "the chart", "the table". `value` must outlive the reader.
  MemberReader(const Json& value, std::size_t line, std::string what,
               std::initializer_list<std::string_view> known);

  const Json* value(std::string_view name) const;
  std::string text(std::string_view name) const;  // numbers count as text; empty when absent
  bool flag(std::string_view name) const;
  std::string choice(std::string_view name, std::initializer_list<std::string_view> choices) const;
  const JsonArray* list(std::string_view name, std::size_t max) const;  // nullptr when absent
  // Overlays prefix, suffix and decimals.
  NumberStyle numbers(NumberStyle style) const;

  [[noreturn]] void wrong(std::string_view name, std::string_view problem) const;

 private:
  const JsonObject* object_ = nullptr;
  std::size_t line_;
  std::string what_;
};

// Parses the JSON of a fenced block; `what` as above.
Json parse_block(std::string_view json, std::size_t line, std::string_view what);

}  // namespace elevaite::adapters::report
