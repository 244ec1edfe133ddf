// What a run was given and what it answered, for whoever waits for it or asks later.
#pragma once
#include "engine/run_watch.hpp"

namespace elevaite::engine {

struct RunAnswer {
  model::RunStatus status = model::RunStatus::running;
  Json output = nullptr;  // of a run that succeeded
  // What a respond node answered, which may be long before the end.
  bool has_response = false;
  Json response = nullptr;
  std::optional<Error> error;

  // Nothing more is to be waited for: it ended, it answered, or it waits for somebody.
  bool is_settled() const {
    return has_response || is_terminal(status) || status == model::RunStatus::waiting;
  }
};

// Waits until the run ends, answers or parks, `limit` at most; then what is known so far. The run
// is durable when this returns.
Task<Result<RunAnswer>> wait_for_answer(Engine& engine, model::TenantId tenant_id, Started started,
                                        Duration limit);

struct RunEnds {
  Json input = nullptr;
  Json output = nullptr;  // null unless it succeeded
  std::string trigger_node;
};

// From the first and the last segment of the journal.
Task<Result<RunEnds>> read_ends(ports::Database& database, model::TenantId tenant_id,
                                model::RunId id);

}  // namespace elevaite::engine
