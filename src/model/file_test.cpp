#include "model/file.hpp"

#include <gtest/gtest.h>

namespace elevaite::model {
namespace {

TEST(file_name, may_be_what_people_write) {
  for (std::string_view name :
       {"report.pdf", "Grüße aus Köln.txt", "日本語.csv", "a", ".env",
        "it's (1) 100% done; really.md", "two  spaces", "👩‍🚀.png"}) {
    EXPECT_TRUE(check_file_name(name).has_value()) << name;
  }
}

TEST(file_name, is_no_path_and_hides_nothing) {
  for (std::string_view name : {"", ".", "..", "../etc/passwd", "a/b", "a\\b", "C:\\x", "a\nb",
                                "a\rb", "a\tb", "a\x7f", " a", "a ",
                                "\xe2\x80\xae"
                                "fdp.exe",
                                "a\xe2\x80\xa8",
                                "\xef\xbb\xbf"
                                "a",
                                "\xc2\x85", "\xff", "a\xc3"}) {
    auto checked = check_file_name(name);
    ASSERT_FALSE(checked.has_value()) << name;
    EXPECT_EQ(checked.error().fields.at(0).field, "name");
  }
  EXPECT_FALSE(check_file_name(std::string("a\0b", 3)).has_value());
  EXPECT_TRUE(check_file_name(std::string(255, 'a')).has_value());
  EXPECT_FALSE(check_file_name(std::string(256, 'a')).has_value());
}

TEST(file_name, cannot_leave_its_header_field) {
  EXPECT_EQ(content_disposition_of("report.pdf"),
            "attachment; filename=\"report.pdf\"; filename*=UTF-8''report.pdf");
  EXPECT_EQ(content_disposition_of("a\"; x=\\ü%.txt"),
            "attachment; filename=\"a_; x=____.txt\"; "
            "filename*=UTF-8''a%22%3B%20x%3D%5C%C3%BC%25.txt");
}

TEST(file, lies_under_a_key_of_ids) {
  auto key = blob_key_of(TenantId::generate(), FileId::generate());
  EXPECT_TRUE(key.starts_with("tenants/ten_"));
  EXPECT_NE(key.find("/files/file_"), std::string::npos);
}

}  // namespace
}  // namespace elevaite::model
