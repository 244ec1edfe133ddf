// `elevaite audit verify`: whether the audit log is as it was written.
#pragma once
#include "core/config.hpp"
#include "core/task.hpp"

namespace elevaite::apps {

// Prints one line for each tenant, with the head of its chain. An operator who keeps these lines
// elsewhere can also see later that rows at the end have not been cut off. Fails when a chain is
// broken.
Task<Result<void>> verify_audit_log(const Config& config);

}  // namespace elevaite::apps
