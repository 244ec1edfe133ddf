// `elevaite health`: whether the services that run here can serve, for what has no shell and no
// curl: a container's health check.
#pragma once
#include <string>
#include <vector>

#include "core/config.hpp"
#include "core/task.hpp"

namespace elevaite::apps {

struct HealthQuestion {
  // "auth", "engine", "worker": all of them must answer. None: at least one of the three must, and
  // none that answers may answer badly, for which of them runs here is another's command.
  std::vector<std::string> services{};
  // Ask /healthz, whether the process lives, instead of /readyz, whether it can serve.
  bool is_only_life = false;
};

Result<HealthQuestion> read_health_question(const std::vector<std::string>& arguments);

// Asks on the addresses and ports of the configuration, where a listener on all addresses is asked
// on loopback. Answers the sentence to print; an error has the sentence that says what is wrong.
Task<Result<std::string>> ask_health(const Config& config, HealthQuestion question);

// Prints the sentence and answers the exit code: 0 or 1, the only two that Docker knows.
int run_health(const Config& config, const std::vector<std::string>& arguments);

}  // namespace elevaite::apps
