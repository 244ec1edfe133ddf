#include "engine/journal_batch.hpp"

#include <gtest/gtest.h>

#include "engine/journal_rows.hpp"

namespace elevaite::engine {
namespace {

using ports::Rows;
using ports::SqlValue;
using ports::Statement;

model::Run new_run(model::RunStatus status = model::RunStatus::succeeded) {
  model::Run run;
  run.id = model::RunId::generate();
  run.status = status;
  return run;
}

JournalPart part_of(const model::Run& run, const std::vector<Statement>& follow_ups) {
  return {.row = run, .owner = {}, .epoch = 1, .event_count = 2, .follow_ups = follow_ups};
}

std::vector<Statement> usage_of(const model::Run& run) {
  return {insert_usage(run, "fake:one", ModelUsage{}, 1)};
}

TEST(JournalBatch, writes_rows_of_one_kind_as_one_statement) {
  JournalBatch batch;
  std::vector<model::Run> runs{new_run(), new_run(), new_run()};
  std::vector<std::vector<Statement>> follow_ups;
  for (const model::Run& run : runs) follow_ups.push_back(usage_of(run));
  for (std::size_t i = 0; i < runs.size(); ++i) {
    JournalPart part = part_of(runs[i], follow_ups[i]);
    part.inserts_row = true;
    batch.add(std::move(part));
  }
  auto statements = batch.take_statements();
  ASSERT_EQ(statements.size(), 3U);
  EXPECT_EQ(statements[0].params.size(), 3 * 22U);
  EXPECT_EQ(statements[1].params.size(), 3 * 6U);
  EXPECT_EQ(statements[2].params.size(), 3 * 8U);
  EXPECT_NE(statements[0].sql.find("INSERT INTO runs"), std::string_view::npos);
  EXPECT_NE(statements[1].sql.find("INSERT INTO run_events"), std::string_view::npos);
  EXPECT_NE(statements[2].sql.find("INSERT INTO run_usage"), std::string_view::npos);
}

TEST(JournalBatch, keeps_the_order_of_what_a_turn_writes) {
  JournalBatch batch;
  model::Run turn = new_run(model::RunStatus::running);
  turn.conversation_id = model::ConversationId::generate();
  std::vector<Statement> follow_ups{{"first"}, {"second"}};
  JournalPart part = part_of(turn, follow_ups);
  part.inserts_row = true;
  batch.add(std::move(part));
  auto statements = batch.take_statements();
  ASSERT_EQ(statements.size(), 4U);
  EXPECT_FALSE(statements[0].takes_rows());
  EXPECT_NE(statements[0].sql.find("INSERT INTO runs"), std::string_view::npos);
  EXPECT_EQ(statements[1].sql, "first");
  EXPECT_EQ(statements[2].sql, "second");
  EXPECT_TRUE(statements[3].takes_rows());
}

TEST(JournalBatch, tells_whose_events_were_written) {
  JournalBatch batch;
  std::vector<model::Run> runs{new_run(), new_run(), new_run()};
  std::vector<Statement> none;
  for (const model::Run& run : runs) {
    JournalPart part = part_of(run, none);
    part.inserts_row = true;
    batch.add(std::move(part));
  }
  EXPECT_EQ(batch.take_statements().size(), 2U);
  EXPECT_FALSE(batch.read({Rows(0, {}, 2), Rows(0, {}, 2)}));
  EXPECT_EQ(batch.find_written().params.size(), 3 * 5U);
  batch.read_found(Rows(1, {runs[0].id.uuid, runs[2].id.uuid}, 0));
  EXPECT_TRUE(batch.is_written(0));
  EXPECT_FALSE(batch.is_written(1));
  EXPECT_TRUE(batch.is_written(2));
}

TEST(JournalBatch, goes_by_the_row_of_a_run_without_events) {
  JournalBatch batch;
  std::vector<model::Run> runs{new_run(), new_run(), new_run()};
  std::vector<Statement> none;
  batch.add(part_of(runs[0], none));
  for (std::size_t i = 1; i < runs.size(); ++i) {
    JournalPart part = part_of(runs[i], none);
    part.event_count = 0;
    part.updates_row = true;
    batch.add(std::move(part));
  }
  ASSERT_EQ(batch.take_statements().size(), 3U);
  EXPECT_TRUE(batch.read({Rows(0, {}, 0), Rows(0, {}, 1), Rows(0, {}, 1)}));
  EXPECT_TRUE(batch.is_written(0));
  EXPECT_FALSE(batch.is_written(1));
  EXPECT_TRUE(batch.is_written(2));
}

}  // namespace
}  // namespace elevaite::engine
