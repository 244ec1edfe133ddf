// Whether the credentials that a workflow refers to exist and fit.
#pragma once
#include <vector>

#include "engine/agent_store.hpp"
#include "engine/compiled_workflow.hpp"
#include "engine/graph_check.hpp"

namespace elevaite::engine {

// A setting that names a credential, by id or by name; templates are left out, they are known only
// when the step runs.
struct CredentialUse {
  std::string node_id;
  std::string field;               // "config.credential"
  std::string reference;           // what it names
  std::vector<std::string> kinds;  // those that fit; empty: any
};

std::vector<CredentialUse> credential_uses(const model::Workflow& workflow,
                                           const model::NodeKindLookup& kinds);

std::vector<CredentialUse> credential_uses(const CompiledWorkflow& workflow);

std::vector<Problem> check_credentials(const std::vector<CredentialUse>& uses,
                                       const std::vector<CredentialReference>& existing);

}  // namespace elevaite::engine
