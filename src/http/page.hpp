// Cursor pages: ?limit=1..200&cursor=…  →  {"data":[…],"next_cursor":"…"|null}. A cursor is opaque
// to clients; inside it is base64url of a small JSON value, the sort key of the last row. It grants
// nothing: every query is bound to the principal's tenant besides.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "http/request_context.hpp"
#include "http/router.hpp"

namespace elevaite::http {

constexpr std::int64_t kDefaultPageLimit = 50;
constexpr std::int64_t kMaxPageLimit = 200;

struct PageRequest {
  std::int64_t limit = kDefaultPageLimit;
  Json after = nullptr;  // what encode_cursor was given; null on the first page
};

// The declared parameters `limit` and `cursor`, to be appended to a RouteSpec's query.
std::vector<QueryParameter> page_parameters();
// A cursor that is not one of ours is invalid_argument.
Result<PageRequest> read_page(const RequestContext& context);
std::string encode_cursor(const Json& after);
// {"data": items, "next_cursor": …}; `next` null says that this was the last page.
Json page_json(JsonArray items, const Json& next);
// The schema of such a page, given the schema of one item.
Json page_schema(Json item_schema);

}  // namespace elevaite::http
