// Amazon ECS asked not to stop this task, for a deployment or because there are too many, while it
// works on something. It is a courtesy: work that is cut off goes on elsewhere.
// https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-scale-in-protection-endpoint.html
#pragma once
#include <functional>

#include "core/net/client.hpp"
#include "core/task.hpp"

namespace elevaite::apps {

struct TaskProtectionOptions {
  std::string agent_url;        // what ECS says in ECS_AGENT_URI
  Duration lasts = 1h;          // a protection; renewed when half of it is over
  Duration look_interval = 1s;  // how soon it follows the work
  Duration idle = 10s;          // without work before it is given back
  Duration pause = 30s;         // after the agent has refused
};

class TaskProtection {
 public:
  // `is_busy` is asked on the loop.
  TaskProtection(Executor executor, TaskProtectionOptions options, std::function<bool()> is_busy);

  void start();
  // Gives the protection back.
  Task<void> stop();
  bool is_protected() const { return is_protected_; }

 private:
  using Time = std::chrono::steady_clock::time_point;
  Task<void> follow();
  Task<void> look(Time now);
  Task<bool> ask(bool is_protected);

  TaskProtectionOptions options_;
  std::function<bool()> is_busy_;
  net::HttpClient http_;
  bool is_protected_ = false;
  bool is_refused_ = false;  // it is in the log
  Time renew_at_{};
  Time idle_since_{};
  Time try_again_at_{};
  TaskGroup tasks_;
};

}  // namespace elevaite::apps
