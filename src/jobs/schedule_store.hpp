// The rows of schedules. Deploying writes them (engine/agent_versions.cpp); people pause them, and
// the scheduler moves them on.
#pragma once
#include <vector>

#include "model/schedule.hpp"
#include "ports/database.hpp"

namespace elevaite::jobs {

class ScheduleStore {
 public:
  ScheduleStore(ports::Database& database, const Clock& clock)
      : database_(database), clock_(clock) {}

  // By their ids, after `after`; those of deployed versions first have a next time.
  Task<Result<std::vector<model::Schedule>>> list(model::TenantId tenant_id,
                                                  std::optional<model::AgentId> agent_id,
                                                  std::optional<model::ScheduleId> after,
                                                  std::size_t limit);
  Task<Result<model::Schedule>> get(model::TenantId tenant_id, model::ScheduleId id);
  // Paused, it keeps no time to come; resumed, it goes on from now. Both may be said again.
  Task<Result<model::Schedule>> set_paused(model::TenantId tenant_id, model::ScheduleId id,
                                           bool is_paused);

  // Of all tenants, those whose time has come, the longest due first.
  Task<Result<std::vector<model::Schedule>>> due(Instant now, std::size_t limit);
  // Past the time for which it was due; false when somebody else was first. `job_id`: of the
  // firing; nullopt: the time was passed over.
  Task<Result<bool>> move_on(model::Schedule schedule, std::optional<Instant> next_at,
                             std::optional<model::JobId> job_id);

 private:
  ports::Database& database_;
  const Clock& clock_;
};

}  // namespace elevaite::jobs
