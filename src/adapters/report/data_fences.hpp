// Takes the JSON of charts and tables out of a report's text before the Markdown parser sees it:
// data may be large, and the parser's time grows faster than its input.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace elevaite::adapters::report {

struct DataFence {
  std::string kind;  // "chart" or "table"
  std::string json;
  std::size_t line = 0;  // where the fence begins
};

struct SplitText {
  std::string prose;  // fence n holds only its number; the lines keep their numbers
  std::vector<DataFence> fences;
};

SplitText split_data(std::string_view markdown);

}  // namespace elevaite::adapters::report
