#include "model/attachment.hpp"

#include <gtest/gtest.h>

namespace elevaite::model {
namespace {

const Attachment kOrders{"file_1", "orders.csv", "text/csv", 120};

TEST(Attachment, is_written_without_its_content_and_read_again) {
  Attachment shown = kOrders;
  shown.shown_text = "id,total";
  Json written = to_json(shown);
  EXPECT_EQ(to_text(written).find("total"), std::string::npos);
  auto read = attachment_from_json(written);
  ASSERT_TRUE(read.has_value());
  EXPECT_EQ(read->file_id, "file_1");
  EXPECT_EQ(read->name, "orders.csv");
  EXPECT_EQ(read->content_type, "text/csv");
  EXPECT_EQ(read->size, 120);
}

TEST(Attachment, is_a_part_of_a_message_in_the_ai_sdks_form) {
  Json part = file_part(kOrders);
  EXPECT_EQ(find_string(part, "type"), "file");
  EXPECT_EQ(find_string(part, "mediaType"), "text/csv");
  EXPECT_EQ(find_string(part, "url"), "/v1/files/file_1/content");
  auto read = attachment_of_part(part);
  ASSERT_TRUE(read.has_value());
  EXPECT_EQ(read->name, "orders.csv");
  EXPECT_FALSE(attachment_of_part(JsonObject{{"type", "text"}, {"text", "x"}}).has_value());
}

TEST(Attachment, only_whole_references_are_read) {
  Json owner =
      parse_json(R"({"files":[{"file_id":"file_1","name":"a","content_type":"b/c","size":1},
    {"file_id":"run_1","name":"a","content_type":"b/c","size":1}, {"file_id":"file_2"}, 7]})")
          .value();
  EXPECT_EQ(attachments_in(owner, "files").size(), 1u);
  EXPECT_TRUE(attachments_in(owner, "others").empty());
}

TEST(Attachment, knows_what_a_model_can_be_shown) {
  EXPECT_TRUE(is_picture("image/png"));
  EXPECT_FALSE(is_picture("image/svg+xml"));
  EXPECT_TRUE(reads_as_text(kOrders));
  EXPECT_TRUE(reads_as_text({"file_1", "a", "application/ld+json", 1}));
  EXPECT_TRUE(reads_as_text({"file_1", "NOTES.MD", "application/octet-stream", 1}));
  EXPECT_FALSE(reads_as_text({"file_1", "a.exe", "application/octet-stream", 1}));
  EXPECT_FALSE(reads_as_text({"file_1", "a.md", "application/pdf", 1}));
}

}  // namespace
}  // namespace elevaite::model
