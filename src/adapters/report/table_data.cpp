#include "adapters/report/table_data.hpp"

#include <algorithm>

#include "adapters/report/cell_text.hpp"
#include "adapters/report/inline_text.hpp"
#include "adapters/report/member_reader.hpp"

namespace elevaite::adapters::report {
namespace {

constexpr std::size_t kMaxRows = 20'000;
constexpr std::size_t kMaxColumns = 24;

struct ColumnPlan {
  std::string name;
  std::string title;
  std::string format = "auto";
  Align align = Align::automatic;
  NumberStyle numbers;
};

// "order_id" is read as "Order id".
std::string title_of(std::string_view name) {
  std::string title(name);
  std::replace(title.begin(), title.end(), '_', ' ');
  if (!title.empty() && title[0] >= 'a' && title[0] <= 'z') title[0] -= 'a' - 'A';
  return title;
}

// Identifiers and years are numbers that nobody groups by thousands.
bool is_identifier(std::string_view name) {
  for (std::string_view word : {"id", "year", "no", "number", "zip", "sku"}) {
    if (name == word) return true;
    if (name.ends_with(word) && name.size() > word.size() &&
        name[name.size() - word.size() - 1] == '_') {
      return true;
    }
  }
  return false;
}

ColumnPlan read_column(const Json& value, std::size_t index, std::size_t line,
                       const Locale& locale) {
  ColumnPlan plan;
  plan.numbers = locale.numbers;
  if (value.is_string()) {
    plan.name = cell_text(value);
    plan.title = title_of(plan.name);
    return plan;
  }
  std::string what = fmt::format("the table's columns[{}]", index);
  MemberReader reader(value, line, what,
                      {"name", "title", "align", "format", "prefix", "suffix", "decimals"});
  plan.name = reader.text("name");
  plan.title = reader.value("title") == nullptr ? title_of(plan.name) : reader.text("title");
  plan.format = reader.choice("format", {"auto", "number", "plain", "percent"});
  std::string align = reader.choice("align", {"auto", "start", "center", "end"});
  plan.align = align == "start"    ? Align::start
               : align == "center" ? Align::center
               : align == "end"    ? Align::end
                                   : Align::automatic;
  plan.numbers = reader.numbers(locale.numbers);
  return plan;
}

std::vector<ColumnPlan> read_columns(const MemberReader& reader, const JsonArray& rows,
                                     std::size_t line, const Locale& locale) {
  std::vector<ColumnPlan> plans;
  if (const JsonArray* columns = reader.list("columns", kMaxColumns)) {
    for (std::size_t i = 0; i < columns->size(); ++i) {
      plans.push_back(read_column((*columns)[i], i, line, locale));
    }
  } else if (!rows.empty() && rows[0].is_object()) {
    for (const auto& member : rows[0].get_object()) {
      plans.push_back(read_column(Json(member.key()), plans.size(), line, locale));
    }
  }
  if (plans.empty()) reader.wrong("columns", "must name at least one column.");
  if (plans.size() > kMaxColumns) {
    reader.wrong("columns", fmt::format("are {}, at most {} fit.", plans.size(), kMaxColumns));
  }
  return plans;
}

const Json* cell_of(const Json& row, const ColumnPlan& plan, std::size_t column) {
  static const Json kNull;
  if (const JsonObject* object = row.if_object()) {
    const Json* found = object->if_contains(plan.name);
    return found == nullptr ? &kNull : found;
  }
  const JsonArray& list = row.get_array();
  return column < list.size() ? &list[column] : &kNull;
}

void fill_column(Table& table, const JsonArray& rows, ColumnPlan& plan, std::size_t column) {
  bool is_numeric = false;
  bool has_text = false;
  int decimals = 0;
  double factor = plan.format == "percent" ? 100 : 1;
  for (const Json& row : rows) {
    const Json& cell = *cell_of(row, plan, column);
    if (cell.is_number()) {
      is_numeric = true;
      decimals = std::max(decimals, decimals_of(cell.to_number<double>() * factor));
    } else if (!cell.is_null()) {
      has_text = true;
    }
  }
  if (plan.numbers.decimals >= 0) decimals = plan.numbers.decimals;
  // 12.5 beside 3.25 is money in most reports, and then so is 12.5 alone.
  if (plan.numbers.decimals < 0 && decimals == 1 && plan.format != "percent") decimals = 2;
  if (plan.format == "percent" && plan.numbers.suffix.empty()) plan.numbers.suffix = "\u00a0%";
  bool is_plain = plan.format == "plain" || (plan.format == "auto" && is_identifier(plan.name));
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const Json& cell = *cell_of(rows[i], plan, column);
    bool as_number = cell.is_number() && !is_plain;
    std::string text = cell.is_null() ? ""
                       : as_number
                           ? number_text(cell.to_number<double>() * factor, decimals, plan.numbers)
                           : clean_text(cell_text(cell));
    table.rows[i].push_back({std::move(text)});
  }
  table.columns.push_back({{plan.title}, plan.align, is_numeric && !has_text && !is_plain});
}

}  // namespace

Table read_table(std::string_view json, std::size_t line, const Locale& locale) {
  Json value = parse_block(json, line, "the table");
  MemberReader reader(value, line, "the table", {"title", "columns", "rows", "total"});
  const JsonArray* rows = reader.list("rows", kMaxRows);
  if (rows == nullptr) reader.wrong("rows", "are missing.");
  for (std::size_t i = 0; i < rows->size(); ++i) {
    if ((*rows)[i].is_object() || (*rows)[i].is_array()) continue;
    reader.wrong(fmt::format("rows[{}]", i), "must be an object or a list.");
  }
  Table table;
  table.title = reader.text("title");
  table.has_total = reader.flag("total") && !rows->empty();
  auto plans = read_columns(reader, *rows, line, locale);
  table.rows.resize(rows->size());
  for (std::size_t i = 0; i < plans.size(); ++i) fill_column(table, *rows, plans[i], i);
  return table;
}

}  // namespace elevaite::adapters::report
