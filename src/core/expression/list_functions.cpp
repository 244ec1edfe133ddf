#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

#include "core/expression/function.hpp"
#include "core/expression/operators.hpp"
#include "core/expression/text.hpp"
#include "core/json_compare.hpp"

namespace elevaite::expression {
namespace {

Result<Json> length(const Call& call) {
  const Json& value = call.at(0);
  if (const auto* text = value.if_string()) return Json(count_code_points(view(*text)));
  if (const auto* list = value.if_array()) return Json(list->size());
  if (const auto* object = value.if_object()) return Json(object->size());
  return call.fail(fmt::format("wants a string, a list or an object, got {}", excerpt(value)));
}

Result<Json> contains_part(const Call& call) {
  TRY(bool found, contains(call.at(0), call.at(1)));
  return Json(found);
}

Result<Json> join(const Call& call) {
  TRY(const JsonArray* list, call.list(0));
  TRY(auto separator, call.text_or(1, ", "));
  std::string out;
  for (std::size_t i = 0; i < list->size(); ++i) {
    if (i > 0) out += separator;
    append_display(out, (*list)[i]);
    if (out.size() > kMaxOutputBytes) return too_large();
  }
  return Json(out);
}

Result<Json> first(const Call& call) {
  TRY(const JsonArray* list, call.list(0));
  return list->empty() ? Json(nullptr) : list->front();
}

Result<Json> last(const Call& call) {
  TRY(const JsonArray* list, call.list(0));
  return list->empty() ? Json(nullptr) : list->back();
}

// From `start` up to but without `end`; negative ones count from the end.
std::pair<std::size_t, std::size_t> range(std::int64_t start, std::int64_t end, std::size_t size) {
  auto count = static_cast<std::int64_t>(size);
  auto place = [count](std::int64_t i) {
    return std::clamp<std::int64_t>(i < 0 ? std::max(i, -count) + count : i, 0, count);
  };
  auto from = place(start);
  return {static_cast<std::size_t>(from), static_cast<std::size_t>(std::max(from, place(end)))};
}

Result<Json> slice(const Call& call) {
  constexpr std::int64_t kEnd = std::numeric_limits<std::int64_t>::max();
  TRY(auto start, call.integer(1));
  TRY(auto end, call.integer_or(2, kEnd));
  if (const auto* text = call.at(0).if_string()) {
    auto whole = view(*text);
    auto [from, to] = range(start, end, count_code_points(whole));
    std::size_t offset = code_point_offset(whole, from);
    return Json(whole.substr(offset, code_point_offset(whole.substr(offset), to - from)));
  }
  TRY(const JsonArray* list, call.list(0));
  auto [from, to] = range(start, end, list->size());
  JsonArray part(list->begin() + static_cast<std::ptrdiff_t>(from),
                 list->begin() + static_cast<std::ptrdiff_t>(to));
  return Json(std::move(part));
}

Result<Json> reverse(const Call& call) {
  if (const auto* text = call.at(0).if_string()) {
    std::string out;
    auto rest = view(*text);
    while (!rest.empty()) {
      std::size_t begin = rest.size() - 1;
      while (begin > 0 && (static_cast<unsigned char>(rest[begin]) & 0xC0U) == 0x80U) --begin;
      out += rest.substr(begin);
      rest = rest.substr(0, begin);
    }
    return Json(out);
  }
  TRY(const JsonArray* list, call.list(0));
  JsonArray out(*list);
  std::reverse(out.begin(), out.end());
  return Json(std::move(out));
}

// What is sorted or looked at: the item, or its member of that name.
const Json& key_of(const Json& item, std::string_view name) {
  static const Json kNull;
  if (name.empty()) return item;
  const Json* member = find(item, name);
  return member == nullptr ? kNull : *member;
}

bool comes_before(const Json& left, const Json& right) {
  if (left.is_number() && right.is_number()) return compare_numbers(left, right) < 0;
  if (left.is_string() && right.is_string()) {
    return view(left.get_string()) < view(right.get_string());
  }
  return !left.is_null() && right.is_null();
}

Result<Json> sort(const Call& call) {
  TRY(const JsonArray* list, call.list(0));
  TRY(auto name, call.text_or(1, ""));
  CHECK(call.spend_steps(list->size() * 8));
  bool has_numbers = false;
  bool has_strings = false;
  for (const Json& item : *list) {
    const Json& key = key_of(item, name);
    has_numbers = has_numbers || key.is_number();
    has_strings = has_strings || key.is_string();
    if (!key.is_number() && !key.is_string() && !key.is_null()) {
      return call.fail(
          fmt::format("can order numbers and strings, not {}", type_with_article(key)));
    }
  }
  if (has_numbers && has_strings) return call.fail("cannot order numbers and strings together");
  std::vector<const Json*> order;
  order.reserve(list->size());
  for (const Json& item : *list) order.push_back(&item);
  // Equal items keep their order: they lie in one array, so their addresses tell it.
  std::sort(order.begin(), order.end(), [&name](const Json* left, const Json* right) {
    const Json& a = key_of(*left, name);
    const Json& b = key_of(*right, name);
    if (comes_before(a, b)) return true;
    return !comes_before(b, a) && std::less<>{}(left, right);
  });
  JsonArray out;
  out.reserve(order.size());
  for (const Json* item : order) out.push_back(*item);
  return Json(std::move(out));
}

Result<Json> unique(const Call& call) {
  TRY(const JsonArray* list, call.list(0));
  std::unordered_multimap<std::size_t, const Json*> seen;
  JsonArray out;
  for (const Json& item : *list) {
    auto [begin, end] = seen.equal_range(hash_json(item));
    bool is_known = std::any_of(
        begin, end, [&item](const auto& entry) { return equal_json(*entry.second, item); });
    if (is_known) continue;
    seen.emplace(hash_json(item), &item);
    out.push_back(item);
  }
  return Json(std::move(out));
}

Result<Json> pluck(const Call& call) {
  TRY(const JsonArray* list, call.list(0));
  TRY(auto name, call.text(1));
  JsonArray out;
  out.reserve(list->size());
  for (const Json& item : *list) {
    const Json* member = find(item, name);
    out.push_back(member == nullptr ? Json(nullptr) : *member);
  }
  return Json(std::move(out));
}

Result<Json> where(const Call& call) {
  TRY(const JsonArray* list, call.list(0));
  TRY(auto name, call.text(1));
  JsonArray out;
  for (const Json& item : *list) {
    const Json* member = find(item, name);
    bool fits = call.has(2) ? member != nullptr && equal_json(*member, call.at(2))
                            : member != nullptr && is_true(*member);
    if (fits) out.push_back(item);
  }
  return Json(std::move(out));
}

constexpr std::string_view kListGroup = "Lists";

constexpr Function kListFunctions[] = {
    {"length", kListGroup, "length(value)", "How many characters, items or members there are.",
     "length([1, 2, 3])", "3", 1, 1, length},
    {"contains", kListGroup, "contains(whole, part)",
     "Whether a text holds a part, a list an item, or an object a member; `part in whole` is the "
     "same.",
     "contains(['a', 'b'], 'b')", "true", 2, 2, contains_part},
    {"join", kListGroup, "join(list, separator?)",
     "The items as one text, with the separator (a comma and a space) between them.",
     "join(['a', 'b'], ' and ')", "\"a and b\"", 1, 2, join},
    {"first", kListGroup, "first(list)", "The first item, or null.", "first([7, 8])", "7", 1, 1,
     first},
    {"last", kListGroup, "last(list)", "The last item, or null.", "last([7, 8])", "8", 1, 1, last},
    {"slice", kListGroup, "slice(list, start, end?)",
     "The items (or characters) from `start` up to but without `end`; negative ones count from the "
     "end.",
     "slice([1, 2, 3, 4], 1, -1)", "[2,3]", 2, 3, slice},
    {"reverse", kListGroup, "reverse(list)", "The items (or characters) in the opposite order.",
     "reverse([1, 2, 3])", "[3,2,1]", 1, 1, reverse},
    {"sort", kListGroup, "sort(list, name?)",
     "The items in ascending order, or the objects by their member of that name; nulls come last.",
     "sort([{n: 2}, {n: 1}], 'n')", "[{\"n\":1},{\"n\":2}]", 1, 2, sort},
    {"unique", kListGroup, "unique(list)", "The items without repetitions.", "unique([1, 2, 1])",
     "[1,2]", 1, 1, unique},
    {"pluck", kListGroup, "pluck(list, name)",
     "The member of that name of every item; null where there is none.",
     "pluck([{n: 1}, {n: 2}], 'n')", "[1,2]", 2, 2, pluck},
    {"where", kListGroup, "where(list, name, value?)",
     "The items whose member of that name equals the value, or is true.",
     "where([{n: 1, ok: true}, {n: 2, ok: false}], 'ok')", "[{\"n\":1,\"ok\":true}]", 2, 3, where},
};

}  // namespace

std::span<const Function> list_functions() { return kListFunctions; }

}  // namespace elevaite::expression
