#include "http/chat_events.hpp"

#include <gmock/gmock.h>

namespace elevaite::http {
namespace {

// Writes down what it is told.
class Notes final : public ChatListener {
 public:
  explicit Notes(bool leaves = false) : leaves_(leaves) {}
  void text(const std::string&, std::string_view fragment) override { note("text", fragment); }
  void text_end(const std::string&) override { list.emplace_back("end"); }
  void tool_call(const std::string& id, std::string_view, const Json&) override {
    note("call", id);
  }
  void tool_result(const std::string& id, const Json&) override { note("result", id); }
  void tool_error(const std::string& id, std::string_view) override { note("error", id); }
  void file(const model::Attachment& file) override { note("file", file.name); }
  void source(const model::Source& source, std::size_t number) override {
    note("source " + std::to_string(number), source.url);
  }
  void waits(const Json& event) override { note("waits", *find_string(event, "key")); }
  void answered(const Json& event) override { note("answered", *find_string(event, "key")); }
  void goes_on(std::string_view status) override { note("goes on", status); }
  bool leaves_at_approvals() const override { return leaves_; }
  void finished(std::string_view status, const Json&) override { note("finished", status); }
  std::vector<std::string> list;

 private:
  void note(std::string word, std::string_view what) {
    list.push_back(word.append(" ").append(what));
  }
  bool leaves_;
};

constexpr std::string_view kWait[] = {
    R"({"type":"step_waiting","step":"agent","key":"approval/c1","payload":{}})",
    R"({"type":"run_waiting"})"};
constexpr std::string_view kRest[] = {
    R"({"type":"step_signalled","step":"agent","key":"approval/c1","payload":{"approved":true}})",
    R"({"type":"run_resumed"})", R"({"type":"text_delta","step":"agent:model.2","text":"Do"})",
    R"({"type":"step_succeeded","step":"agent:model.2","kind":"model_call","output":{"text":"Done"}})",
    R"({"type":"run_succeeded","output":{"text":"Done"}})"};

TEST(ChatEvents, goes_on_after_a_wait_to_the_end_of_the_run) {
  Notes notes;
  ChatEvents events(notes);
  for (auto item : kWait) events.take(item);
  EXPECT_FALSE(events.is_finished()) << "somebody may answer while one looks";
  for (auto item : kRest) events.take(item);
  EXPECT_TRUE(events.is_finished());
  EXPECT_THAT(notes.list, testing::ElementsAre("waits approval/c1", "goes on waiting",
                                               "answered approval/c1", "goes on running", "text Do",
                                               "text ne", "end", "finished succeeded"));
}

TEST(ChatEvents, leaves_a_listener_alone_that_cannot_wait_for_a_person) {
  Notes notes(true);
  ChatEvents events(notes);
  for (auto item : kWait) events.take(item);
  EXPECT_TRUE(events.is_finished());
  EXPECT_EQ(notes.list.back(), "finished waiting");
}

TEST(ChatEvents, waits_for_time_to_pass_whoever_listens) {
  Notes notes(true);
  ChatEvents events(notes);
  events.take(R"({"type":"step_waiting","step":"pause","key":"timer"})");
  events.take(R"({"type":"run_waiting","until":"2026-01-01T00:00:00Z"})");
  EXPECT_FALSE(events.is_finished());
}

TEST(ChatEvents, tells_of_files_and_sources_once_and_not_of_what_was_attached) {
  Notes notes;
  ChatEvents events(notes);
  std::string file = R"({"file_id":"file_1","name":"q4.pdf","content_type":"b/c","size":1})";
  std::string sent = R"({"file_id":"file_2","name":"sent.csv","content_type":"b/c","size":1})";
  events.take(
      R"({"type":"step_succeeded","step":"chat","kind":"chat_trigger","output":{"files":[)" + sent +
      "]}}");
  events.take(R"({"type":"step_succeeded","step":"report","kind":"report","output":)" + file + "}");
  events.take(R"({"type":"step_succeeded","step":"pass","kind":"set_fields","output":{"a":)" +
              file + R"(,"b":)" + sent + "}}");
  events.take(R"({"type":"step_succeeded","step":"agent:tool.c1","kind":"tool_call",)"
              R"("output":{"sources":[{"url":"https://a.test/","title":"A"}]}})");
  EXPECT_THAT(notes.list,
              testing::ElementsAre("file q4.pdf", "source 1 https://a.test/", "result c1"));
}

}  // namespace
}  // namespace elevaite::http
