#include "apps/task_protection.hpp"

#include "core/json.hpp"
#include "core/log.hpp"

namespace elevaite::apps {
namespace {

// {"protection":{…}} is a yes; {"failure":{"Reason":…}} and {"error":{"Message":…}} are none.
std::string refusal_in(const Result<net::ClientResponse>& answer) {
  if (!answer) return answer.error().message;
  auto body = parse_json(answer->body);
  const JsonObject* root = body ? body->if_object() : nullptr;
  if (answer->status == 200 && root != nullptr && root->contains("protection")) return "";
  for (const char* name : {"failure", "error"}) {
    const Json* said = root == nullptr ? nullptr : find(*root, name);
    if (said == nullptr) continue;
    for (const char* word : {"Message", "Reason", "Code"}) {
      if (auto text = find_string(*said, word)) return std::string(*text);
    }
  }
  return fmt::format("It answered {}.", answer->status);
}

}  // namespace

TaskProtection::TaskProtection(Executor executor, TaskProtectionOptions options,
                               std::function<bool()> is_busy)
    : options_(std::move(options)),
      is_busy_(std::move(is_busy)),
      http_(executor),
      tasks_(executor) {}

void TaskProtection::start() { tasks_.spawn(follow()); }

Task<void> TaskProtection::stop() {
  tasks_.cancel();
  co_await tasks_.join();
  if (is_protected_) {
    bool is_done = co_await ask(false);
    if (is_done) is_protected_ = false;
  }
}

Task<void> TaskProtection::follow() {
  while (true) {
    co_await look(std::chrono::steady_clock::now());
    co_await sleep_for(options_.look_interval);
  }
}

Task<void> TaskProtection::look(Time now) {
  const bool is_busy = is_busy_();
  if (is_busy) idle_since_ = now;
  if (now < try_again_at_) co_return;
  const bool is_wanted = is_busy || (is_protected_ && now - idle_since_ < options_.idle);
  const bool is_right = is_wanted == is_protected_ && (!is_protected_ || now < renew_at_);
  if (is_right) co_return;
  bool is_done = co_await ask(is_wanted);
  if (!is_done) {
    try_again_at_ = now + options_.pause;
    co_return;
  }
  is_protected_ = is_wanted;
  renew_at_ = now + options_.lasts / 2;
}

Task<bool> TaskProtection::ask(bool is_protected) {
  net::ClientRequest request;
  request.method = "PUT";
  request.url = options_.agent_url + "/task-protection/v1/state";
  request.headers.add("Content-Type", "application/json");
  JsonObject body{{"ProtectionEnabled", is_protected}};
  const auto minutes = std::chrono::ceil<std::chrono::minutes>(options_.lasts).count();
  if (is_protected) body["ExpiresInMinutes"] = minutes;
  request.body = to_text(body);
  request.connect_timeout = 2s;
  request.total_timeout = 5s;
  request.max_response_bytes = 64 << 10;
  auto answer = co_await http_.send(std::move(request));
  auto refusal = refusal_in(answer);
  if (!refusal.empty() && !is_refused_) {
    log_warning("ECS does not change the protection of this task", {{"reason", refusal}});
  }
  is_refused_ = !refusal.empty();
  co_return refusal.empty();
}

}  // namespace elevaite::apps
