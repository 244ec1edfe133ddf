#include "http/auth_answers.hpp"
#include "http/page.hpp"

namespace elevaite::http::auth {
namespace {

Json member_json(const identity::Member& member) {
  return JsonObject{{"id", member.user_id.str()},
                    {"name", member.name},
                    {"email", member.email},
                    {"role", to_string(member.role)},
                    {"joined_at", to_rfc3339(member.joined_at)}};
}

Json member_schema() {
  return schema(R"({"type":"object","required":["id","name","email","role","joined_at"],
    "properties":{
    "id":{"type":"string","description":"Of the person, as created_by names it elsewhere."},
    "name":{"type":"string","description":"Empty when the person gave none."},
    "email":{"type":"string"},
    "role":{"type":"string","enum":["viewer","builder","admin","owner"]},
    "joined_at":{"type":"string","format":"date-time"}}})");
}

Task<Result<net::HttpResponse>> list_members(AuthServices& services, RequestContext& context) {
  CO_TRY(auto page, read_page(context));
  std::optional<Uuid> after;
  if (page.after.is_string()) {
    after = Uuid::parse(view(page.after.get_string()));
    if (!after) {
      co_return invalid_field("cursor", "invalid",
                              "Pass the next_cursor of an earlier page unchanged.");
    }
  }
  CO_TRY(auto members,
         co_await services.members.list(context.principal.tenant_id, after, page.limit + 1));
  const auto limit = static_cast<std::size_t>(page.limit);
  Json next = nullptr;
  if (members.size() > limit) {
    members.resize(limit);
    next = members.back().id.str();
  }
  JsonArray items;
  for (const auto& member : members) items.push_back(member_json(member));
  co_return json_response(200, page_json(std::move(items), next));
}

}  // namespace

void register_list_members(Router& router, AuthServices& services) {
  RouteSpec spec;
  spec.method = "GET";
  spec.path = "/v1/members";
  spec.operation_id = "list_members";
  spec.summary = "The members of the tenant, the oldest first";
  spec.tag = "members";
  spec.permission = model::Permission::members_read;
  spec.query = page_parameters();
  spec.responses = {{200, "A page of members", page_schema(member_schema())}};
  router.add(std::move(spec),
             [&services](RequestContext& context) { return list_members(services, context); });
}

}  // namespace elevaite::http::auth
