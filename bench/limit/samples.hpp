// The bytes that the platform sends and stores in one run of the benchmark's workflows, as recorded
// from it: what differs from run to run (ids, instants, numbers) has its usual length.
#pragma once
#include <string_view>

namespace elevaite::bench {

// One run of w1 (webhook → set → respond) or one turn of w2 (two model calls and a tool call).
struct Sample {
  std::string_view journal;  // the body of its segment in run_events
  std::string_view answer;   // the body of the HTTP answer
};

extern const Sample kHookRun;
extern const Sample kChatTurn;

// What the turn asks the model, before and after the tool call.
extern const std::string_view kFirstQuestion;
extern const std::string_view kSecondQuestion;

}  // namespace elevaite::bench
