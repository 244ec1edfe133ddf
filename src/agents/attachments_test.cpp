#include "agents/attachments.hpp"

#include "agents/fake_step_test.hpp"

namespace elevaite::agents {
namespace {

using model::Attachment;
using model::ChatMessage;
using model::ChatRole;

struct FakeShelf final : ports::FileShelf {
  std::map<std::string, Result<std::string>> contents;
  std::vector<std::string> read_ids;
  Task<Result<ports::StoredFile>> put(ports::NewStoredFile) override {
    co_return internal_error("Nothing is stored here.");
  }
  Task<Result<std::string>> read(model::TenantId, std::string file_id,
                                 std::uint64_t max_bytes) override {
    read_ids.push_back(file_id);
    auto found = contents.find(file_id);
    if (found == contents.end()) co_return not_found("file");
    if (!found->second.has_value()) co_return found->second;
    co_return found->second->substr(0, max_bytes);
  }
};

struct AttachmentsTest : ::testing::Test {
  asio::io_context loop{1};
  FakeShelf shelf;
  AttachmentReader reader{&shelf, {}};

  Attachment store(std::string name, std::string type, std::string content) {
    Attachment file{"file_" + std::to_string(shelf.contents.size() + 1), std::move(name),
                    std::move(type), static_cast<std::int64_t>(content.size())};
    shelf.contents.emplace(file.file_id, std::move(content));
    return file;
  }
  Result<void> show(std::vector<ChatMessage>& messages) {
    return run_task(loop, reader.show(messages));
  }
  Attachment shown(Attachment file) {
    ChatMessage message{ChatRole::user, "Look."};
    message.files.push_back(std::move(file));
    std::vector<ChatMessage> messages{std::move(message)};
    EXPECT_TRUE(show(messages).has_value());
    return messages[0].files[0];
  }
};

bool holds(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

TEST_F(AttachmentsTest, shows_a_text_as_text) {
  auto file = shown(store("orders.csv", "text/csv", "id,total\n1,9\n"));
  EXPECT_EQ(file.shown_text,
            "[Attached file \"orders.csv\" (text/csv, 13 bytes)]\nid,total\n1,9\n"
            "[End of \"orders.csv\"]");
  EXPECT_EQ(file.picture, nullptr);
}

TEST_F(AttachmentsTest, says_where_a_long_text_is_cut_and_cuts_no_character) {
  std::string content = "x";
  while (content.size() < kMaxTextBytesOfFile + 10) content += "ü";
  auto file = shown(store("long.txt", "text/plain", content));
  EXPECT_TRUE(holds(file.shown_text, "only its first 65536 of"));
  EXPECT_FALSE(holds(file.shown_text, "\xef\xbf\xbd")) << "a replacement character";
  EXPECT_FALSE(holds(file.shown_text, "[End of"));
}

TEST_F(AttachmentsTest, shows_a_picture_as_its_bytes) {
  auto file = shown(store("a.png", "image/png", "PNG"));
  ASSERT_NE(file.picture, nullptr);
  EXPECT_EQ(*file.picture, "PNG");
}

TEST_F(AttachmentsTest, names_what_it_cannot_show) {
  EXPECT_TRUE(holds(shown(store("a.zip", "application/zip", "PK")).shown_text, "cannot be read"));
  std::string binary("a\0b", 3);
  EXPECT_TRUE(holds(shown(store("a.txt", "text/plain", binary)).shown_text, "cannot be read"));
  auto large = store("b.png", "image/png", std::string(kMaxPictureBytes + 1, 'x'));
  EXPECT_TRUE(holds(shown(large).shown_text, "at most 3750000 bytes"));
  Attachment gone{"file_gone", "old.txt", "text/plain", 3};
  EXPECT_TRUE(holds(shown(gone).shown_text, "is gone"));
}

TEST_F(AttachmentsTest, keeps_the_newest_when_there_is_too_much) {
  std::vector<ChatMessage> messages;
  for (int i = 0; i < 6; ++i) {
    ChatMessage message{ChatRole::user, "Look."};
    message.files.push_back(store("a.txt", "text/plain", std::string(60'000, 'a')));
    messages.push_back(std::move(message));
  }
  ASSERT_TRUE(show(messages).has_value());
  EXPECT_TRUE(holds(messages.back().files[0].shown_text, "[End of"));
  EXPECT_TRUE(holds(messages.front().files[0].shown_text, "is not shown"));
}

TEST_F(AttachmentsTest, reads_a_file_once) {
  auto file = store("a.txt", "text/plain", "a");
  shown(file);
  shown(file);
  EXPECT_EQ(shelf.read_ids.size(), 1u);
}

TEST_F(AttachmentsTest, tells_of_a_store_that_does_not_answer) {
  Attachment file{"file_9", "a.txt", "text/plain", 3};
  shelf.contents.emplace("file_9", Error{ErrorCode::unavailable, "Down."});
  ChatMessage message{ChatRole::user, "Look."};
  message.files.push_back(file);
  std::vector<ChatMessage> messages{std::move(message)};
  auto done = show(messages);
  ASSERT_FALSE(done.has_value());
  EXPECT_EQ(done.error().code, ErrorCode::unavailable);
}

}  // namespace
}  // namespace elevaite::agents
