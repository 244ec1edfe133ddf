#include "http/limit_answers.hpp"

namespace elevaite::http {
namespace {

std::string name_of(const jobs::LimitSubject& subject) {
  if (const auto* agent_id = std::get_if<model::AgentId>(&subject)) return agent_id->str();
  if (const auto* credential_id = std::get_if<model::CredentialId>(&subject))
    return credential_id->str();
  return "tenant";
}

Json number(const std::optional<std::int64_t>& value) {
  return value ? Json(*value) : Json(nullptr);
}

}  // namespace

Result<jobs::LimitSubject> read_limit_subject(std::string_view text) {
  if (text == "tenant") return jobs::LimitSubject();
  if (auto agent_id = model::AgentId::parse(text)) return jobs::LimitSubject(*agent_id);
  if (auto credential_id = model::CredentialId::parse(text))
    return jobs::LimitSubject(*credential_id);
  return not_found("limit");
}

Json limit_json(const jobs::JobLimit& limit) {
  JsonObject out{{"subject", name_of(limit.subject)},
                 {"max_running", number(limit.max_running)},
                 {"max_starts", number(limit.max_starts)}};
  out["period"] = nullptr;
  if (limit.period)
    out["period"] = std::chrono::duration_cast<std::chrono::seconds>(*limit.period).count();
  return out;
}

Json limit_schema() {
  return schema(R"({"type":"object","required":["subject","max_running","max_starts","period"],
    "properties":{
      "subject":{"type":"string","description":"tenant, an agent's id or a credential's."},
      "max_running":{"type":["integer","null"],"description":"Jobs at a time."},
      "max_starts":{"type":["integer","null"],
        "description":"Jobs that may begin at once, and then evenly, so many in each period."},
      "period":{"type":["integer","null"],"description":"In seconds."}}})");
}

}  // namespace elevaite::http
