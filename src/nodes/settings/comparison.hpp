// The rules of conditions and switches: {"left", "operator", "right"}, all or any of them.
#pragma once
#include "nodes/settings/config_reader.hpp"

namespace elevaite::nodes {

// The JSON Schema of a list of rules, as text.
extern const std::string_view kRulesSchema;

// Numbers compare as numbers, also when one side is text that spells one; a missing side is null.
// `matches` takes an RE2 pattern. Errors name the rule, as `path`.
Result<bool> compare(const std::string& path, const Json& left, std::string_view operation,
                     const Json& right, bool ignores_case);

// Reads "rules", "combine" and "ignore_case" of `config` and evaluates them. No rule at all is an
// error.
Result<bool> evaluate_rules(ConfigReader& config);

}  // namespace elevaite::nodes
