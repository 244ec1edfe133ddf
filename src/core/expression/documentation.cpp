#include "core/expression/documentation.hpp"

#include <fmt/format.h>

#include "core/expression/function.hpp"
#include "core/expression/roots.hpp"

namespace elevaite::expression {
namespace {

constexpr std::string_view kIntroduction = R"(# Expressions

<!-- Written by core_test from src/core/expression; change it there and run UPDATE_GOLDEN=1 core_test. -->

A setting of a node may hold expressions in double braces: `Hello {{ nodes.fetch.body.name }}`.

- A text that is exactly one `{{ … }}` gives the value with its type: `{{ nodes.fetch.body.items }}` is a list.
- In any other text each expression becomes text: null is nothing, lists and objects are JSON.
- To write two braces themselves: `{{ '{{' }}`.

Expressions compute values. They have no loops, no variables and no way to run code, and each evaluation is bounded:
64 KiB of text, 64 nested brackets, a million steps, 8 MiB of result.

## What can be read

| name | is |
| --- | --- |
)";

constexpr std::string_view kLanguage = R"(
`.name`, `["any name"]`, `[0]` and `[-1]` (the last) walk into a value; `list.0` is the same as `list[0]`.
What is not there is an error that says what is, except under `??`, `default()` and `exists()`.

## Values and operators

Numbers, `'text'` or `"text"` (escapes `\n \t \r \b \f \\ \/ \' \" \u00e9`), `true`, `false`, `null`, lists `[1, 2]`
and objects `{name: 'Ann', 'any name': 1}`.

From the loosest to the tightest:

| operator | does |
| --- | --- |
| `value \| function(…)` | gives everything on its left to the function as its first argument; the brackets may be left out |
| `condition ? a : b` | chooses |
| `a ?? b` | `b` when `a` is missing or null |
| `a \|\| b`, `a && b` | the operand that decides |
| `==` `!=` | compare values of any type; 1 equals 1.0, and members have no order |
| `<` `<=` `>` `>=` `in` | compare two numbers or two texts; `in` looks for an item, a part or a member |
| `+` `-` | add, subtract; `+` also joins texts (with anything) and lists |
| `*` `/` `%` | whole numbers stay whole where they can: `6 / 2` is 3, `7 / 2` is 3.5; the remainder has the sign of its left side |
| `!` `-` | not, negative |

false, null, 0 and everything empty count as false. Whole numbers beyond 64 bits become floating-point numbers;
dividing by zero is an error.

## Functions

`upper(trigger.name)` and `trigger.name | upper` are the same. A `?` marks what may be left out.
)";

constexpr std::string_view kDates = R"(
Dates are texts after RFC 3339, in UTC. Their patterns: `%Y` year, `%y` its last two digits, `%m` month, `%d` day, `%e` day
without a zero, `%j` day of the year, `%H` hour, `%I` hour up to 12, `%M` minute, `%S` second, `%L` milliseconds, `%p` AM or PM,
`%b` `%B` month's name, `%a` `%A` day's name, `%z` offset, `%s` seconds since 1970, `%F` `%Y-%m-%d`, `%T` `%H:%M:%S`, `%%`
a percent sign. `%j` cannot be read by `parse_date`.
)";

std::string in_table(std::string_view text) {
  std::string out;
  for (char c : text) {
    if (c == '|') out += '\\';
    out += c;
  }
  return out;
}

}  // namespace

std::string documentation() {
  std::string out(kIntroduction);
  for (const Root& root : roots()) {
    out += fmt::format("| `{}` | {} |\n", root.spelling, root.meaning);
  }
  out += kLanguage;
  for (auto group : function_groups()) {
    out += fmt::format(
        "\n### {}\n\n| function | gives | example | result |\n| --- | --- | --- | --- |\n",
        group.front().group);
    for (const Function& function : group) {
      out += fmt::format("| `{}` | {} | `{}` | `{}` |\n", function.signature,
                         in_table(function.description), in_table(function.example),
                         in_table(function.result));
    }
    if (group.front().group == "Dates") out += kDates;
  }
  return out;
}

Json function_catalogue() {
  JsonArray list;
  for (auto group : function_groups()) {
    for (const Function& function : group) {
      list.push_back(JsonObject{{"name", function.name},
                                {"group", function.group},
                                {"signature", function.signature},
                                {"description", function.description},
                                {"example", function.example},
                                {"result", function.result}});
    }
  }
  return list;
}

}  // namespace elevaite::expression
