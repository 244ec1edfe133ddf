#include "http/policy_answers.hpp"

#include "http/router.hpp"

namespace elevaite::http {

JsonObject policy_json(const identity::SignInPolicy& policy) {
  return {{"requires_second_factor", policy.requires_second_factor}};
}

Json policy_schema() {
  return schema(R"({"type":"object","required":["requires_second_factor"],"properties":{
    "requires_second_factor":{"type":"boolean",
      "description":"Who has none sets it up at the next sign-in."}}})");
}

}  // namespace elevaite::http
