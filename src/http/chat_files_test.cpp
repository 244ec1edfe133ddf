#include "http/chat_files.hpp"

#include <gtest/gtest.h>

namespace elevaite::http {
namespace {

Json json(std::string_view text) { return parse_json(text).value(); }

TEST(ChatFiles, reads_every_way_to_name_a_file) {
  for (const char* part :
       {R"({"type":"file","file_id":"file_1"})", R"({"type":"file","url":"file_1"})",
        R"({"type":"file","url":"/v1/files/file_1/content"})",
        R"({"type":"file","url":"https://app.test/api/engine/v1/files/file_1/content"})"}) {
    auto file = read_file_part(json(part), "f");
    ASSERT_TRUE(file.has_value()) << part;
    EXPECT_EQ(file->file_id, "file_1") << part;
  }
  auto data = read_file_part(
      json(
          R"({"type":"file","filename":"a.txt","url":"data:text/plain;charset=utf-8;base64,aGk="})"),
      "f");
  ASSERT_TRUE(data.has_value());
  EXPECT_EQ(data->bytes, "hi");
  EXPECT_EQ(data->name, "a.txt");
  EXPECT_EQ(data->content_type, "text/plain");
}

TEST(ChatFiles, gives_what_has_no_name_one) {
  auto name_of = [](std::string_view url) {
    return read_file_part(JsonObject{{"type", "file"}, {"url", url}}, "f").value().name;
  };
  EXPECT_EQ(name_of("data:image/png;base64,aGk="), "picture.png");
  EXPECT_EQ(name_of("data:text/plain;base64,aGk="), "file.txt");
  EXPECT_EQ(name_of("data:application/vnd.ms-excel.sheet;base64,aGk="), "file");
}

TEST(ChatFiles, refuses_what_would_have_to_be_fetched_or_cannot_be_read) {
  for (const char* url :
       {"https://evil.test/x.png", "http://169.254.169.254/", "file:///etc/passwd", "",
        "data:", "data:text/plain,hi", "data:;base64,aGk=", "data:text/plain;base64,a*b"}) {
    auto file = read_file_part(JsonObject{{"type", "file"}, {"url", url}}, "parts[2]");
    ASSERT_FALSE(file.has_value()) << url;
    ASSERT_EQ(file.error().fields.size(), 1u) << url;
    EXPECT_EQ(file.error().fields[0].field, "parts[2]") << url;
  }
}

TEST(ChatFiles, reads_the_parts_of_openai) {
  auto picture = read_openai_part(
      json(R"({"type":"image_url","image_url":{"url":"data:image/gif;base64,R0lG"}})"), "c");
  ASSERT_TRUE(picture.has_value());
  EXPECT_EQ(picture->bytes, "GIF");
  auto file = read_openai_part(json(R"({"type":"file","file":{"file_id":"file_1"}})"), "c");
  ASSERT_TRUE(file.has_value());
  EXPECT_EQ(file->file_id, "file_1");
  auto content = read_openai_part(
      json(
          R"({"type":"file","file":{"filename":"b.txt","file_data":"data:text/plain;base64,aGk="}})"),
      "c");
  ASSERT_TRUE(content.has_value());
  EXPECT_EQ(content->name, "b.txt");
  EXPECT_FALSE(read_openai_part(json(R"({"type":"input_audio"})"), "c").has_value());
  EXPECT_FALSE(read_openai_part(json(R"({"type":"image_url"})"), "c").has_value());
}

}  // namespace
}  // namespace elevaite::http
