#include "http/audit_answers.hpp"

#include "core/crypto/encoding.hpp"

namespace elevaite::http {
namespace {

Result<std::optional<Instant>> instant_of(const RequestContext& context, std::string_view name) {
  auto text = context.query(name);
  if (!text) return std::optional<Instant>();
  auto at = parse_rfc3339(*text);
  if (!at) return invalid_field(std::string(name), "format", "Write an RFC 3339 date and time.");
  return at;
}

std::string csv_cell(std::string_view text) {
  constexpr std::string_view kFormulas = "=+-@\t\r";
  std::string cell = "\"";
  if (!text.empty() && kFormulas.find(text.front()) != std::string_view::npos) cell += '\'';
  for (char c : text) {
    if (c == '"') cell += '"';
    cell += c;
  }
  return cell + "\"";
}

template <class Id>
Json optional_id(Id id) {
  return id.is_nil() ? Json(nullptr) : Json(id.str());
}

model::AuditEventId id_of(const identity::AuditView& view) { return {view.row.id}; }

}  // namespace

std::vector<QueryParameter> audit_parameters() {
  return {{"actor", "Only what this user did (usr_…), also by API key.", nullptr},
          {"action", "Only this action, or all that begin with it when it ends with a dot: agent.",
           schema(R"({"type":"string","pattern":"^[a-z_]+\\.[a-z_]*$","maxLength":64})")},
          {"target", "Only what was done to this (an id, as the API writes it).", nullptr},
          {"from", "Only from this moment on (RFC 3339).", nullptr},
          {"until", "Only before this moment (RFC 3339).", nullptr}};
}

Result<identity::AuditFilter> audit_filter(const RequestContext& context) {
  identity::AuditFilter filter;
  if (auto actor = context.query("actor")) {
    auto id = model::UserId::parse(*actor);
    if (!id) return invalid_field("actor", "invalid", "Write the id of a user (usr_…).");
    filter.actor = *id;
  }
  filter.action = context.query("action").value_or("");
  filter.target_id = context.query("target").value_or("");
  TRY(filter.from, instant_of(context, "from"));
  TRY(filter.until, instant_of(context, "until"));
  return filter;
}

Json audit_event_json(const identity::AuditView& view) {
  const model::AuditEvent& event = view.row.event;
  JsonObject actor;
  actor["kind"] = to_string(event.actor.kind);
  actor["user_id"] = optional_id(event.actor.user_id);
  actor["name"] = view.actor_name;
  actor["email"] = view.actor_email;
  actor["api_key_id"] = optional_id(event.actor.api_key_id);
  JsonObject out;
  out["id"] = id_of(view).str();
  out["seq"] = view.row.seq;
  out["at"] = to_rfc3339(event.at);
  out["actor"] = std::move(actor);
  out["remote_address"] = event.actor.remote_address;
  out["action"] = event.action;
  out["target"] = JsonObject{{"kind", event.target_kind}, {"id", event.target_id}};
  out["before"] = event.before;
  out["after"] = event.after;
  out["hash"] = crypto::hex_encode(view.row.hash);
  return out;
}

Json audit_event_schema() {
  return schema(R"({"type":"object","required":["id","seq","at","actor","remote_address","action",
    "target","before","after","hash"],"properties":{
    "id":{"type":"string"},
    "seq":{"type":"integer","description":"From 1 without gaps."},
    "at":{"type":"string","format":"date-time"},
    "actor":{"type":"object","required":["kind","user_id","name","email","api_key_id"],
      "properties":{
      "kind":{"type":"string","enum":["user","api_key","system"]},
      "user_id":{"type":["string","null"]},
      "name":{"type":"string"},"email":{"type":"string"},
      "api_key_id":{"type":["string","null"]}}},
    "remote_address":{"type":"string"},
    "action":{"type":"string","description":"Like agent.deployed."},
    "target":{"type":"object","required":["kind","id"],"properties":{
      "kind":{"type":"string"},"id":{"type":"string"}}},
    "before":{"description":"What it was, without secrets; null where that says nothing."},
    "after":{"description":"What it became."},
    "hash":{"type":"string","description":"SHA-256 of the hash before it and of the event."}}})");
}

std::string audit_csv_head() {
  return "seq,at,actor_kind,actor_user_id,actor_email,api_key_id,remote_address,action,"
         "target_kind,target_id,before,after,hash\r\n";
}

std::string audit_csv_line(const identity::AuditView& view) {
  const model::AuditEvent& event = view.row.event;
  const model::AuditActor& actor = event.actor;
  std::string line = std::to_string(view.row.seq);
  for (const std::string& text :
       {to_rfc3339(event.at), std::string(to_string(actor.kind)),
        actor.user_id.is_nil() ? std::string() : actor.user_id.str(), view.actor_email,
        actor.api_key_id.is_nil() ? std::string() : actor.api_key_id.str(), actor.remote_address,
        event.action, event.target_kind, event.target_id, to_text(event.before),
        to_text(event.after), crypto::hex_encode(view.row.hash)}) {
    line += ',' + csv_cell(text);
  }
  return line + "\r\n";
}

}  // namespace elevaite::http
