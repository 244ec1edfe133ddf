#include <gtest/gtest.h>

#include "core/json.hpp"

namespace elevaite {
namespace {

// Boost's serializer is the oracle.
TEST(JsonText, writes_what_the_library_would_write) {
  std::string every_byte;
  for (int c = 0; c < 128; ++c) every_byte += static_cast<char>(c);
  const Json values = JsonArray{nullptr,
                                true,
                                false,
                                0,
                                -1,
                                std::numeric_limits<std::int64_t>::min(),
                                std::numeric_limits<std::int64_t>::max(),
                                std::numeric_limits<std::uint64_t>::max(),
                                0.0,
                                -1.5,
                                1e300,
                                0.1,
                                "",
                                "\"\\/\b\f\n\r\t",
                                every_byte,
                                "gr\u00fc\u00df \u4f60\u597d \U0001F600",
                                JsonArray{},
                                JsonArray{JsonArray{}, JsonArray{1, 2}},
                                JsonObject{},
                                JsonObject{{"a", 1}, {"b\n\"", JsonObject{{"c", JsonArray{}}}}}};
  for (const Json& value : values.get_array()) {
    EXPECT_EQ(to_text(value), boost::json::serialize(value));
    EXPECT_EQ(parse_json(to_text(value)).value(), value);
  }
  EXPECT_EQ(to_text(values), boost::json::serialize(values));
}

TEST(JsonText, finds_what_needs_an_escape_wherever_it_stands) {
  for (std::string_view around : {"abcdefghijklmnopqrstuvwx", "!#[]~ \x7f!#[]~ \x7f!#[]~ \x7f!#[",
                                  "\u00fc\u00df\u4f60\U0001F600\u00fc\u00df\u4f60\U0001F600"}) {
    for (std::size_t at = 0; at <= around.size(); ++at) {
      // Not inside a character.
      if (at < around.size() && (static_cast<unsigned char>(around[at]) & 0xC0u) == 0x80u) continue;
      for (char c : std::string_view("\0\x1f \"\\\x7f", 6)) {
        std::string text(around);
        text.insert(at, 1, c);
        const Json value(text);
        EXPECT_EQ(to_text(value), boost::json::serialize(value)) << at;
      }
    }
  }
}

TEST(JsonText, appends_objects_and_arrays_without_copying_them_into_a_value) {
  std::string text = "x";
  append_json(text, JsonObject{{"a", JsonArray{1}}});
  append_json(text, JsonArray{});
  append_json_string(text, "\"");
  EXPECT_EQ(text, R"(x{"a":[1]}[]"\"")");
}

}  // namespace
}  // namespace elevaite
