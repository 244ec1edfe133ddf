// The rows of runs and their journals, read.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "model/run.hpp"
#include "ports/database.hpp"

namespace elevaite::engine {

constexpr std::int64_t kMaxForksListed = 20;

struct RunFilter {
  std::optional<model::AgentId> agent_id{};
  std::optional<model::ConversationId> conversation_id{};
  std::vector<model::RunStatus> statuses{};  // none: any
  std::optional<model::TriggerKind> trigger{};
  std::optional<bool> is_test{};
  std::optional<Instant> created_after{};
  std::optional<Instant> created_before{};
  std::optional<model::RunId> before{};  // the cursor: runs older than this one
  std::size_t limit = 50;
};

// For events(): a run that is read whole.
inline constexpr std::size_t kAllEvents = std::size_t{1} << 30;

class RunStore {
 public:
  explicit RunStore(ports::Database& database) : database_(database) {}

  Task<Result<model::Run>> get(model::TenantId tenant_id, model::RunId id);
  // Newest first.
  Task<Result<std::vector<model::Run>>> list(model::TenantId tenant_id, RunFilter filter);
  Task<Result<model::Run>> find_by_key(model::TenantId tenant_id, model::AgentId agent_id,
                                       std::string idempotency_key);
  // The runs that were forked from this one, newest first, at most kMaxForksListed.
  Task<Result<std::vector<model::RunId>>> forks(model::TenantId tenant_id, model::RunId id);
  // Events with seq > after, in order, at most about `limit` (whole segments).
  Task<Result<std::vector<Json>>> events(model::TenantId tenant_id, model::RunId id,
                                         std::int64_t after, std::size_t limit);

 private:
  ports::Database& database_;
};

// Reads a row of RUN_COLUMNS (run_store.cpp).
model::Run run_from_row(const ports::Rows& rows, std::size_t row);

}  // namespace elevaite::engine
