#include "http/page.hpp"

#include "core/crypto/encoding.hpp"

namespace elevaite::http {

std::vector<QueryParameter> page_parameters() {
  return {{"limit", "How many entries a page holds.",
           schema(R"({"type":"integer","minimum":1,"maximum":200,"default":50})")},
          {"cursor", "The next_cursor of the page before.",
           schema(R"({"type":"string","minLength":1,"maxLength":1024})")}};
}

Result<PageRequest> read_page(const RequestContext& context) {
  PageRequest page;
  page.limit = context.query_int("limit").value_or(kDefaultPageLimit);
  auto cursor = context.query("cursor");
  if (!cursor) return page;
  auto refused = [] {
    return invalid_field("cursor", "invalid", "Pass the next_cursor of an earlier page unchanged.");
  };
  auto bytes = crypto::base64url_decode(*cursor);
  if (!bytes) return refused();
  auto parsed =
      parse_json(std::string_view(reinterpret_cast<const char*>(bytes->data()), bytes->size()));
  if (!parsed || parsed->is_null()) return refused();
  page.after = std::move(*parsed);
  return page;
}

std::string encode_cursor(const Json& after) { return crypto::base64url_encode(to_text(after)); }

Json page_json(JsonArray items, const Json& next) {
  JsonObject page;
  page["data"] = std::move(items);
  page["next_cursor"] = next.is_null() ? Json(nullptr) : Json(encode_cursor(next));
  return page;
}

Json page_schema(Json item_schema) {
  auto page = schema(R"({"type":"object","required":["data","next_cursor"],
    "properties":{"data":{"type":"array"},"next_cursor":{"type":["string","null"]}}})");
  page.as_object()["properties"].as_object()["data"].as_object()["items"] = std::move(item_schema);
  return page;
}

}  // namespace elevaite::http
