// A chart as data, read from the JSON of a fenced block.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "adapters/report/locale.hpp"
#include "core/json.hpp"

namespace elevaite::adapters::report {

struct Series {
  std::string name;
  std::vector<std::optional<double>> values;  // one for each label
};

struct Chart {
  enum class Type { bar, line, pie };
  Type type = Type::bar;
  std::string title{};
  std::vector<std::string> labels;
  std::vector<Series> series;
  bool is_stacked = false;
  bool is_horizontal = false;
  NumberStyle numbers{};
};

// The message of a Failure names the line and the member: "Line 7: the chart's series[1].values …".
Chart read_chart(std::string_view json, std::size_t line, const Locale& locale);

}  // namespace elevaite::adapters::report
