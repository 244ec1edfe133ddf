// The formats that are checked; others are comments.
#pragma once
#include <string_view>

namespace elevaite::json_schema {

struct Format {
  std::string_view name;
  std::string_view description;  // "an e-mail address such as ann@example.com"
  bool (*matches)(std::string_view text);
};

// nullptr when it is not known.
const Format* find_format(std::string_view name);

}  // namespace elevaite::json_schema
