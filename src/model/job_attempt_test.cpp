#include "model/job_attempt.hpp"

#include <gtest/gtest.h>

namespace elevaite::model {
namespace {

JobAttempt attempt(AttemptOutcome outcome, std::int64_t at) {
  return {ProcessId::generate(), from_micros(at), outcome};
}

TEST(JobAttempt, reads_what_it_wrote) {
  JobAttempt failed = attempt(AttemptOutcome::retrying, 1'000'000);
  failed.ended_at = from_micros(2'500'000);
  failed.error = Error{ErrorCode::unavailable, "The \"peer\"\ndoes not answer.", "no_answer"};
  auto read = attempts_from(attempts_text({failed, attempt(AttemptOutcome::running, 3'000'000)}));
  ASSERT_EQ(read.size(), 2U);
  EXPECT_EQ(read[0].worker, failed.worker);
  EXPECT_EQ(read[0].began_at, failed.began_at);
  EXPECT_EQ(read[0].ended_at, failed.ended_at);
  ASSERT_TRUE(read[0].error);
  EXPECT_EQ(read[0].error->message, failed.error->message);
  EXPECT_EQ(read[0].error->reason, "no_answer");
  EXPECT_EQ(read[1].outcome, AttemptOutcome::running);
  EXPECT_FALSE(read[1].ended_at);
}

TEST(JobAttempt, of_a_worker_that_said_nothing_is_lost_once_another_one_begins) {
  const std::string text = attempt_line(attempt(AttemptOutcome::running, 1)) +
                           attempt_line(attempt(AttemptOutcome::running, 2));
  auto read = attempts_from(text);
  ASSERT_EQ(read.size(), 2U);
  EXPECT_EQ(read[0].outcome, AttemptOutcome::lost);
  EXPECT_EQ(read[1].outcome, AttemptOutcome::running);
}

TEST(JobAttempt, leaves_out_what_cannot_be_read) {
  const std::string good = attempt_line(attempt(AttemptOutcome::succeeded, 1));
  for (auto wrong : {"\n", "{\n", "[]\n", "{\"worker\":\"x\"}\n", "null\n"}) {
    EXPECT_EQ(attempts_from(wrong + good).size(), 1U) << wrong;
    EXPECT_EQ(attempts_from(good + wrong).size(), 1U) << wrong;
  }
  EXPECT_EQ(attempts_from(good.substr(0, good.size() - 1)).size(), 1U);
  EXPECT_TRUE(attempts_from("").empty());
}

TEST(JobAttempt, keeps_a_bounded_number) {
  std::vector<JobAttempt> attempts;
  for (std::int64_t i = 0; i < 1'000; ++i)
    attempts.push_back(attempt(AttemptOutcome::postponed, i));
  EXPECT_EQ(attempts_from(attempts_text(attempts)).size(), 1U);
  EXPECT_EQ(attempts_from(attempts_text(attempts))[0].began_at, from_micros(999));
  for (JobAttempt& one : attempts) one.outcome = AttemptOutcome::retrying;
  auto read = attempts_from(attempts_text(attempts));
  EXPECT_EQ(read.size(), 50U);
  EXPECT_EQ(read.back().began_at, from_micros(999));
}

}  // namespace
}  // namespace elevaite::model
