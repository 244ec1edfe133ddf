#include <fmt/format.h>

#include <charconv>

#include "ports/tool.hpp"

namespace elevaite::tools {
namespace {

constexpr std::chrono::minutes kMaxOffset = 14h;

// "+02:00", "-0530", "Z", "UTC".
Result<std::chrono::minutes> parse_offset(std::string_view text) {
  Error wrong =
      invalid_field("offset", "format", "must be an offset from UTC such as +02:00, -05:30 or Z.");
  if (text == "Z" || text == "UTC" || text.empty()) return std::chrono::minutes(0);
  bool has_colon = text.size() == 6 && text[3] == ':';
  if ((text[0] != '+' && text[0] != '-') || (!has_colon && text.size() != 5)) return wrong;
  auto number = [](std::string_view digits) {
    int value = -1;
    auto [end, code] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    bool is_whole = code == std::errc{} && end == digits.data() + digits.size();
    return is_whole && digits[0] != '-' ? value : -1;
  };
  int hours = number(text.substr(1, 2));
  int minutes = number(text.substr(has_colon ? 4 : 3));
  if (hours < 0 || minutes < 0 || minutes > 59) return wrong;
  auto offset = std::chrono::hours(hours) + std::chrono::minutes(minutes);
  if (offset > kMaxOffset) return wrong;
  return text[0] == '-' ? -offset : offset;
}

constexpr const char* kWeekdays[] = {"Sunday",   "Monday", "Tuesday", "Wednesday",
                                     "Thursday", "Friday", "Saturday"};

Json describe(Instant now, std::chrono::minutes offset) {
  auto local = std::chrono::floor<std::chrono::seconds>(now + offset);
  auto day = std::chrono::floor<std::chrono::days>(local);
  std::chrono::year_month_day date(day);
  std::chrono::hh_mm_ss time(local - day);
  std::string date_text =
      fmt::format("{:04}-{:02}-{:02}", static_cast<int>(date.year()),
                  static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()));
  std::string time_text = fmt::format("{:02}:{:02}:{:02}", time.hours().count(),
                                      time.minutes().count(), time.seconds().count());
  auto total = offset.count() < 0 ? -offset.count() : offset.count();
  std::string suffix =
      fmt::format("{}{:02}:{:02}", offset.count() < 0 ? '-' : '+', total / 60, total % 60);
  return JsonObject{{"date", date_text},
                    {"time", time_text},
                    {"weekday", kWeekdays[std::chrono::weekday(day).c_encoding()]},
                    {"offset", suffix},
                    {"instant", date_text + "T" + time_text + suffix}};
}

Task<Result<Json>> current_time(ports::StepContext& context, Json arguments) {
  CO_TRY(auto offset, parse_offset(find_string(arguments, "offset").value_or("Z")));
  co_return describe(context.now(), offset);
}

}  // namespace

void register_current_time(ports::ToolRegistry& registry);
void register_current_time(ports::ToolRegistry& registry) {
  JsonObject offset{
      {"type", "string"},
      {"description", "Offset from UTC, such as +02:00. Without it the time is in UTC."},
      {"pattern", "^(Z|UTC|[+-][0-9]{2}:?[0-9]{2})$"}};
  JsonObject properties{{"offset", std::move(offset)}};
  ports::BuiltinTool tool;
  tool.definition.name = "current_time";
  tool.definition.description =
      "The current date, time and weekday (what time is it now, today's date).";
  tool.definition.parameters = JsonObject{
      {"type", "object"}, {"properties", std::move(properties)}, {"additionalProperties", false}};
  tool.title = "Current time";
  tool.call = current_time;
  registry.add(std::move(tool));
}

}  // namespace elevaite::tools
