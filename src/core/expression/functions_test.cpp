#include <gmock/gmock.h>

#include <fstream>
#include <set>
#include <sstream>

#include "core/expression/documentation.hpp"
#include "core/expression/function.hpp"
#include "core/json_compare.hpp"

namespace elevaite::expression {
namespace {

Json json(std::string_view text) { return parse_json(text).value(); }

Result<Json> evaluate(std::string_view expression, JsonObject roots = {{"trigger", JsonObject{}}}) {
  ObjectContext context(std::move(roots), parse_rfc3339("2026-11-24T01:53:00Z").value());
  TRY(auto parsed, Template::parse("{{ " + std::string(expression) + " }}"));
  return parsed.evaluate(context);
}

TEST(functions, every_documented_example_gives_its_result) {
  std::set<std::string_view> names;
  for (auto group : function_groups()) {
    for (const Function& function : group) {
      SCOPED_TRACE(function.name);
      EXPECT_TRUE(names.insert(function.name).second);
      EXPECT_TRUE(function.signature.starts_with(std::string(function.name) + "("));
      EXPECT_TRUE(function.description.ends_with('.'));
      EXPECT_NE(function.example.find(function.name), std::string_view::npos);
      auto value = evaluate(function.example);
      ASSERT_TRUE(value) << value.error().message;
      EXPECT_TRUE(equal_json(*value, json(function.result))) << to_text(*value);
    }
  }
  EXPECT_GT(names.size(), 40U);
  EXPECT_EQ(function_catalogue().get_array().size(), names.size());
}

// UPDATE_GOLDEN=1 writes the file anew.
TEST(functions, are_documented_in_docs) {
  std::string path = __FILE__;
  path = path.substr(0, path.rfind("/src/")) + "/docs/expressions.md";
  if (std::getenv("UPDATE_GOLDEN") != nullptr) std::ofstream(path) << documentation();
  std::stringstream written;
  written << std::ifstream(path).rdbuf();
  EXPECT_EQ(written.str(), documentation()) << "Run UPDATE_GOLDEN=1 core_test to write it anew.";
}

TEST(functions, handle_edges) {
  struct Case {
    std::string_view expression;
    std::string_view result;
  };
  const Case cases[] = {
      {"upper('éα')", R"("ÉΑ")"},
      {"length('é😀')", "2"},
      {"trim('   ')", R"("")"},
      {"split('', ',')", R"([""])"},
      {"split('a--b', '--')", R"(["a","b"])"},
      {"replace('aaa', 'aa', 'b')", R"("ba")"},
      {"substring('é😀x', 1, 1)", R"("😀")"},
      {"substring('abc', 10)", R"("")"},
      {"slice('é😀xy', -2)", R"("xy")"},
      {"slice([1, 2, 3], 2, 1)", "[]"},
      {"slice([1, 2, 3], -10, 10)", "[1,2,3]"},
      {"reverse('é😀')", R"("😀é")"},
      {"sort(['b', null, 'a'])", R"(["a","b",null])"},
      {"sort([2, 10, 1.5])", "[1.5,2,10]"},
      {"unique([1, 1.0, '1', {a: 1}, {a: 1.0}])", R"([1,"1",{"a":1}])"},
      {"pluck([{a: 1}, {}, 5], 'a')", "[1,null,null]"},
      {"where([{s: 'x', n: 1}, {s: 'y'}], 's', 'x')", R"([{"s":"x","n":1}])"},
      {"first([])", "null"},
      {"join([1, null, 'a', [2]], '-')", R"("1--a-[2]")"},
      {"sum([])", "0"},
      {"sum([9223372036854775807, 1])", "9223372036854775808.0"},
      {"avg([])", "null"},
      {"min([])", "null"},
      {"min('b', 'a')", R"("a")"},
      {"max([1, 2.5])", "2.5"},
      {"round(2.5)", "3"},
      {"round(-2.5)", "-3"},
      {"round(1234.5678, 2)", "1234.57"},
      {"round(1250, -2)", "1300"},
      {"round(1e300, 15)", "1e300"},
      {"round(0.1 + 0.2, 10)", "0.3"},
      {"floor(1e300)", "1e300"},
      {"ceil(-0.5)", "0"},
      {"abs(-9223372036854775807 - 1)", "9223372036854775808.0"},
      {"number('-3')", "-3"},
      {"number('+3.5e2')", "350"},
      {"number(true)", "1"},
      {"string(null)", R"("")"},
      {"string({a: 1.5})", R"("{\"a\":1.5}")"},
      {"boolean('0')", "false"},
      {"boolean([])", "false"},
      {"boolean('yes')", "true"},
      {"format_number(-1234.5)", R"("-1,234")"},
      {"format_number(999.999, 2)", R"("1,000.00")"},
      {"format_number(1234.5, 2, '.', ',')", R"("1.234,50")"},
      {"format_number(12, 0)", R"("12")"},
      {"base64_encode('')", R"("")"},
      {"base64_encode('a')", R"("YQ==")"},
      {"base64_decode('YWI')", R"("ab")"},
      {"regex_find('abc', 'x(.)')", "null"},
      {"regex_find('abc', 'b')", R"("b")"},
      {"regex_find('b', 'a?(c)?b')", "null"},
      {"regex_replace('aé', '', '-')", R"("-a-é-")"},
      {"regex_replace('abc', '[ac]', '')", R"("b")"},
      {"regex_match(trigger.x ?? 'a1', '\\\\d')", "true"},
      {"type_of(1.5)", R"("number")"},
      {"type_of(null)", R"("null")"},
      {"merge({}, {a: 1}, {a: null})", R"({"a":null})"},
      {"date_format(now(), '%A %B %e, %j %I:%M %p %a %b %y %L %s %z %T %%')",
       R"("Tuesday November 24, 328 01:53 AM Tue Nov 26 000 1795485180 +00:00 01:53:00 %")"},
      {"date_format('2026-01-01T00:30:00+02:00', '%F %T')", R"("2025-12-31 22:30:00")"},
      {"date_add('2024-02-29', 1, 'year')", R"("2025-02-28T00:00:00.000Z")"},
      {"date_add('2026-03-31', -1, 'months')", R"("2026-02-28T00:00:00.000Z")"},
      {"date_add('2026-12-31T23:59:59Z', 1, 'second')", R"("2027-01-01T00:00:00.000Z")"},
      {"date_diff('2026-11-24T12:00:00Z', '2026-11-24', 'days')", "0.5"},
      {"parse_date(0)", R"("1970-01-01T00:00:00.000Z")"},
      {"parse_date('3/Dec/26 1:05 PM', '%d/%b/%y %I:%M %p')", R"("2026-12-03T13:05:00.000Z")"},
      {"parse_date('2026-11-24T10:00:00+0200', '%FT%T%z')", R"("2026-11-24T08:00:00.000Z")"},
      {"parse_date('1795485180', '%s')", R"("2026-11-24T01:53:00.000Z")"},
  };
  for (const Case& one : cases) {
    auto value = evaluate(one.expression);
    ASSERT_TRUE(value) << one.expression << ": " << value.error().message;
    EXPECT_TRUE(equal_json(*value, json(one.result)))
        << one.expression << " gives " << to_text(*value);
  }
}

TEST(functions, explain_wrong_arguments) {
  struct Case {
    std::string_view expression;
    std::string_view message;
  };
  const Case cases[] = {
      {"upper(1)", "`upper` wants a string as its first argument, got 1"},
      {"split('a', '')", "wants a separator that is not empty"},
      {"replace('a', '', 'b')", "not empty"},
      {"substring('a', -1)", "not negative"},
      {"substring('a', 0.5)", "`substring` wants a whole number as its second argument, got 0.5"},
      {"length(1)", "`length` wants a string, a list or an object, got 1"},
      {"join('a')", "wants a list as its first argument, got \"a\""},
      {"sort([1, 'a'])", "cannot order numbers and strings together"},
      {"sort([[]])", "can order numbers and strings, not a list"},
      {"sum([1, 'a'])", "found \"a\" among the numbers"},
      {"min([1, 'a'])", "cannot compare numbers with strings"},
      {"min(1)", "wants a list"},
      {"round(1, 99)", "between -15 and 15 digits"},
      {"number('abc')", "cannot make a number of \"abc\""},
      {"number('')", "cannot make a number"},
      {"number('1e999')", "cannot make a number"},
      {"number('0x10')", "cannot make a number"},
      {"number([])", "cannot make a number of a list of 0"},
      {"format_number(1, 99)", "between 0 and 15 decimals"},
      {"parse_json('{')", "could not read the text"},
      {"base64_decode('a*')", "not base64"},
      {"base64_decode('/w==')", "not text"},
      {"regex_match('a', trigger.p)", "The pattern is not valid"},
      {"regex_replace('a', 'a', '\\\\5')", "cannot use the replacement"},
      {"date_format('yesterday', '%Y')", "wants a date such as"},
      {"date_format('2026-01-01', '%Q')", "A date pattern has no `%Q`"},
      {"date_format('2026-01-01', '%')", "A date pattern has no `%`"},
      {"date_format('2026-01-01', '%Y', 'CET')", "an offset such as +02:00"},
      {"date_add('2026-01-01', 1, 'fortnight')", "not \"fortnight\""},
      {"date_add('2026-01-01', 9223372036854775807, 'weeks')", "outside of the years 1 to 9999"},
      {"date_add('2026-01-01', 99999, 'years')", "outside of the years 1 to 9999"},
      {"date_add('0001-01-01', -1, 'day')", "outside of the years 1 to 9999"},
      {"date_format('0001-01-01', '%Y', '-01:00')", "outside of the years 1 to 9999"},
      {"date_diff('2026-01-01', '2025-01-01', 'years')", "measures in weeks or smaller"},
      {"parse_date('31.02.2026', '%d.%m.%Y')", "is not a date after the pattern"},
      {"parse_date('1.1.2026 x', '%d.%m.%Y')", "is not a date after the pattern"},
      {"parse_date(1e300)", "outside of the years 1 to 9999"},
  };
  for (const Case& one : cases) {
    auto value = evaluate(one.expression, {{"trigger", JsonObject{{"p", "("}}}});
    ASSERT_FALSE(value) << one.expression << " gives " << to_text(*value);
    EXPECT_THAT(value.error().message, testing::HasSubstr(std::string(one.message)))
        << one.expression;
    EXPECT_THAT(value.error().message, testing::HasSubstr("(line 1, column")) << one.expression;
  }
}

}  // namespace
}  // namespace elevaite::expression
