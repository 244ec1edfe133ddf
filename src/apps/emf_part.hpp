// The metrics of the process as lines for CloudWatch, on standard output.
#pragma once
#include "apps/process.hpp"

namespace elevaite::apps {

// Null when metrics.emf is off. `service` is the command that runs.
std::unique_ptr<Part> make_emf_part(ProcessContext& context, std::string service);

}  // namespace elevaite::apps
