// A change and its entry in the audit log, in one transaction.
#pragma once
#include <vector>

#include "model/audit_event.hpp"
#include "ports/database.hpp"

namespace elevaite::ports {

// The database's batch(), and its answers, with the event appended to its tenant's chain. Whatever
// must change for the event to be true has to be marked must_affect: then nothing is written when
// it does not. Two that append at the same time are put one behind the other.
Task<Result<std::vector<Rows>>> audited_batch(Database& database, Scope scope,
                                              std::vector<Statement> change,
                                              model::AuditEvent event);

}  // namespace elevaite::ports
