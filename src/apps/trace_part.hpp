// The traces of the process, sent to a collector as OTLP over HTTP.
#pragma once
#include "apps/process.hpp"

namespace elevaite::apps {

// Null when traces.url is empty. `service` is the command that runs.
std::unique_ptr<Part> make_trace_part(ProcessContext& context, const std::string& service);

}  // namespace elevaite::apps
