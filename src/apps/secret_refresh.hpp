// Secrets that may change while the process runs.
#pragma once
#include "apps/process.hpp"
#include "identity/master_keys.hpp"

namespace elevaite::apps {

// Reads secrets.master_keys again now and then, when it is a reference
// (apps/secret_references.hpp): a key that an operator puts in front seals from then on, without a
// restart. Null when it is none.
Result<std::unique_ptr<Part>> make_secret_refresh(ProcessContext& context,
                                                  identity::MasterKeys& master_keys);

}  // namespace elevaite::apps
