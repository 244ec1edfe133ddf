#include "engine/run_findings.hpp"

#include <gtest/gtest.h>

namespace elevaite::engine {
namespace {

TEST(RunFindings, leave_out_what_came_with_the_question) {
  std::vector<Json> events;
  for (std::string_view text : {R"({"type":"run_created","input":{"files":[
          {"file_id":"file_1","name":"sent.csv","content_type":"text/csv","size":9}]}})",
                                R"({"type":"step_succeeded","step":"chat","output":{"files":[
          {"file_id":"file_1","name":"sent.csv","content_type":"text/csv","size":9}]}})",
                                R"({"type":"step_succeeded","step":"report","output":
          {"file_id":"file_2","name":"q4.pdf","content_type":"application/pdf","size":9}})"}) {
    events.push_back(parse_json(text).value());
  }
  auto files = files_made(events);
  ASSERT_EQ(files.size(), 1u);
  EXPECT_EQ(files[0].name, "q4.pdf");
}

}  // namespace
}  // namespace elevaite::engine
