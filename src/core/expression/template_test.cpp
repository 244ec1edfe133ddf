#include "core/expression/template.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gmock/gmock.h>

#include <chrono>

#include "core/expression/compiled_value.hpp"
#include "core/json_compare.hpp"

namespace elevaite::expression {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

Json json_of(std::string_view text) { return parse_json(text).value(); }

const ObjectContext& context() {
  static const ObjectContext kContext(json_of(R"({"trigger":{"name":"Ann","tags":["a","b"]},
        "nodes":{"fetch":{"body":{"total":3,"price":1.5,"items":[{"name":"tea","n":2},{"name":"milk","n":1}],
          "note":null,"big":9223372036854775807,"my key":"k"}}},"item":{"a":1},"index":0})")
                                          .get_object(),
                                      from_micros(1795485180000000));
  return kContext;
}

Result<Json> render(std::string_view source) {
  TRY(auto parsed, Template::parse(source));
  return parsed.evaluate(context());
}

struct Case {
  std::string_view source;
  std::string_view result;  // JSON
};

void check(const std::vector<Case>& cases) {
  for (const Case& one : cases) {
    auto value = render(one.source);
    ASSERT_TRUE(value) << one.source << ": " << value.error().message;
    EXPECT_TRUE(equal_json(*value, json_of(one.result)))
        << one.source << " gives " << to_text(*value);
    EXPECT_EQ(value->is_double(), json_of(one.result).is_double()) << one.source;
  }
}

struct Wrong {
  std::string_view source;
  std::string_view message;
};

void check_errors(const std::vector<Wrong>& cases) {
  for (const Wrong& one : cases) {
    auto value = render(one.source);
    ASSERT_FALSE(value) << one.source << " gives " << to_text(*value);
    EXPECT_EQ(value.error().code, ErrorCode::invalid_argument) << one.source;
    EXPECT_EQ(value.error().reason, "expression") << one.source;
    EXPECT_EQ(value.error().message, one.message) << one.source;
  }
}

TEST(template, keeps_the_type_of_a_single_expression) {
  check({{"{{ nodes.fetch.body.total }}", "3"},
         {"{{nodes.fetch.body.price}}", "1.5"},
         {"{{ nodes.fetch.body.note }}", "null"},
         {"{{ trigger.tags }}", R"(["a","b"])"},
         {"{{ {a: {b: 1}} }}", R"({"a":{"b":1}})"},
         {"{{{a: {b: 1}}}}", R"({"a":{"b":1}})"},
         {"{{ '}}' }}", R"("}}")"}});
}

TEST(template, makes_text_of_anything_else) {
  check({{"Hello {{ trigger.name }}!", R"("Hello Ann!")"},
         {" {{ 1 }}", R"(" 1")"},
         {"{{ 1 }}{{ 2 }}", R"("12")"},
         {"{{ 1.5 }} {{ 5.0 }} {{ true }}", R"("1.5 5 true")"},
         {"[{{ null }}]", R"("[]")"},
         {"x{{ trigger.tags }}", R"("x[\"a\",\"b\"]")"},
         {"x{{ {a: 1.5, 'b\"': null} }}", R"("x{\"a\":1.5,\"b\\\"\":null}")"},
         {"a {{ '{{' }} b }} c", R"("a {{ b }} c")"},
         {"no braces { } }}", R"("no braces { } }}")"},
         {"", R"("")"}});
}

TEST(template, walks_paths) {
  check({{"{{ nodes.fetch.body.items[0].name }}", R"("tea")"},
         {"{{ nodes.fetch.body.items[-1].name }}", R"("milk")"},
         {"{{ nodes.fetch.body.items.1.name }}", R"("milk")"},
         {"{{ nodes['fetch'][\"body\"].total }}", "3"},
         {"{{ nodes.fetch.body['my key'] }}", R"("k")"},
         {"{{ nodes.fetch.body.items[index].n }}", "2"},
         {"{{ nodes.fetch.body.items[1.0].n }}", "1"},
         {"{{ nodes['fe' + 'tch'].body['to' + 'tal'] }}", "3"},
         {"{{ [10, 20, 30][1] }}", "20"},
         {"{{ {a: [1, 2]}.a[-1] }}", "2"},
         {"{{ split('a,b', ',')[1] }}", R"("b")"},
         {"{{ nodes\n  .fetch .body [ 'total' ] }}", "3"}});
}

TEST(template, reads_literals) {
  check({{"{{ 12 }}", "12"},
         {"{{ -9223372036854775807 - 1 }}", "-9223372036854775808"},
         {"{{ 9223372036854775808 }}", "9223372036854775808.0"},
         {"{{ 1.5e3 }}", "1500.0"},
         {R"({{ 'it\'s \u00e9 \ud83d\ude00 \n' }})", R"("it's é 😀 \n")"},
         {R"({{ "a\"b" }})", R"("a\"b")"},
         {"{{ [1, 'a', [true, false, null],] }}", R"([1,"a",[true,false,null]])"},
         {"{{ {a: 1, 'b c': 2, \"d\": {}, true: 3,} }}", R"({"a":1,"b c":2,"d":{},"true":3})"},
         {"{{ {a: 1, a: 2} }}", R"({"a":2})"},
         {"{{ [] }}", "[]"}});
}

TEST(template, calculates) {
  check({{"{{ 1 + 2 * 3 }}", "7"},
         {"{{ (1 + 2) * 3 }}", "9"},
         {"{{ 10 - 4 - 3 }}", "3"},
         {"{{ 6 / 2 }}", "3"},
         {"{{ 7 / 2 }}", "3.5"},
         {"{{ -7 % 3 }}", "-1"},
         {"{{ 7.5 % 2 }}", "1.5"},
         {"{{ -trigger.tags.length ?? -(3) }}", "-3"},
         {"{{ 2 - -2 }}", "4"},
         {"{{ 9223372036854775807 + 1 }}", "9223372036854775808.0"},
         {"{{ nodes.fetch.body.big * 2 }}", "1.8446744073709552e19"},
         {"{{ (-9223372036854775807 - 1) / -1 }}", "9223372036854775808.0"},
         {"{{ (-9223372036854775807 - 1) % -1 }}", "0"},
         {"{{ -(-9223372036854775807 - 1) }}", "9223372036854775808.0"},
         {"{{ 'a' + 1 + null + true }}", R"("a1true")"},
         {"{{ 1 + 'a' }}", R"("1a")"},
         {"{{ [1] + [2] }}", "[1,2]"}});
}

TEST(template, compares) {
  check({{"{{ 1 == 1.0 }}", "true"},
         {"{{ 1 == '1' }}", "false"},
         {"{{ {a: 1, b: [2]} == {b: [2.0], a: 1} }}", "true"},
         {"{{ null != false }}", "true"},
         {"{{ 1 < 2 && 2 <= 2 && 3 > 2 && 2 >= 2 }}", "true"},
         {"{{ 9223372036854775807 < 9223372036854775808 }}", "true"},
         {"{{ 'a' < 'b' }}", "true"},
         {"{{ 'b' in trigger.tags }}", "true"},
         {"{{ 'n' in trigger.name }}", "true"},
         {"{{ 'name' in trigger }}", "true"},
         {"{{ 1 in [2, 1.0] }}", "true"},
         {"{{ !('x' in trigger.tags) }}", "true"}});
}

TEST(template, decides) {
  check({{"{{ true ? 1 : missing.x }}", "1"},
         {"{{ false ? 1 : true ? 2 : 3 }}", "2"},
         {"{{ '' || 'b' }}", R"("b")"},
         {"{{ 1 && 'b' }}", R"("b")"},
         {"{{ 0 && missing }}", "0"},
         {"{{ [] || {} || 'x' }}", R"("x")"},
         {"{{ !0 }}", "true"},
         {"{{ false || true && false }}", "false"},
         {"{{ 1 == 1 ? 'y' : 'n' }}", R"("y")"}});
}

TEST(template, forgives_what_is_missing_only_where_asked) {
  check({{"{{ trigger.nick ?? 'x' }}", R"("x")"},
         {"{{ nodes.fetch.body.note ?? 'x' }}", R"("x")"},
         {"{{ nodes.none.body.x ?? 1 }}", "1"},
         {"{{ nothing.at.all ?? 1 }}", "1"},
         {"{{ trigger.name.x.y ?? 1 }}", "1"},
         {"{{ trigger.tags[7] ?? 1 }}", "1"},
         {"{{ trigger.a ?? trigger.b ?? 'c' }}", R"("c")"},
         {"{{ false ?? 1 }}", "false"},
         {"{{ upper(trigger.nick) ?? 'none' }}", R"("none")"},
         {"{{ default(trigger.nick, 'x') }}", R"("x")"},
         {"{{ trigger.nick | default('x') | upper }}", R"("X")"},
         {"{{ exists(trigger.nick) }}", "false"},
         {"{{ exists(nodes.fetch.body.note) }}", "false"},
         {"{{ trigger.name | exists }}", "true"}});
  check_errors({{"{{ trigger.nick ?? trigger.other }}",
                 "`trigger` has no member `other`; it has: name, tags (line 1, column 27)."},
                {"{{ upper(1) ?? 'x' }}",
                 "`upper` wants a string as its first argument, got 1 (line 1, column 4)."}});
}

TEST(template, pipes) {
  check({{"{{ trigger.name | upper }}", R"("ANN")"},
         {"{{ trigger.tags | join('-') | upper }}", R"("A-B")"},
         {"{{ 'a' + 'b' | upper }}", R"("AB")"},
         {"{{ 'a' + ('b' | upper) }}", R"("aB")"},
         {"{{ upper(trigger.name | substring(0, 1)) }}", R"("A")"},
         {"{{ true ? 'a' : 'b' | upper }}", R"("A")"}});
}

TEST(template, explains_missing_values) {
  check_errors({
      {"{{ nodes.fetch.body.totl }}",
       "`nodes.fetch.body` has no member `totl`; it has: total, price, items, note, big, my key "
       "(line 1, column 20)."},
      {"Hi\n  {{ trigger.nick }}",
       "`trigger` has no member `nick`; it has: name, tags (line 2, column 13)."},
      {"{{ nodes.other.body }}",
       "`nodes.other` has no value: no node of that id has given one before this (line 1, column "
       "4)."},
      {"{{ nodes.fetch.body.items[5] }}",
       "`nodes.fetch.body.items` has no item 5; it has 2 items (line 1, column 26)."},
      {"{{ nodes.fetch.body.items[-3] }}",
       "`nodes.fetch.body.items` has no item -3; it has 2 items (line 1, column 26)."},
      {"{{ nodes.fetch.body.note.x }}",
       "`nodes.fetch.body.note` is null, so it has no member `x` (line 1, column 25)."},
      {"{{ trigger.name[0] }}",
       "`trigger.name` is a string, so it has no item 0 (line 1, column 16)."},
      {"{{ trigger.tags.x }}",
       "`trigger.tags` is a list, so it has no member `x` (line 1, column 16)."},
      {"{{ trigger[true] }}",
       "An index must be a name or a whole number, not true (line 1, column 11)."},
      {"é {{ foo }}", "There is no `foo` here (line 1, column 6)."},
      {"{{ {}.a }}", "`{}` has no member `a`; it is empty (line 1, column 6)."},
  });
}

TEST(template, explains_wrong_operands) {
  check_errors({
      {"{{ 1 / 0 }}", "A number cannot be divided by zero (line 1, column 6)."},
      {"{{ 1.5 % 0 }}", "A number cannot be divided by zero (line 1, column 8)."},
      {"{{ 1 - 'a' }}", "`-` wants two numbers, got a number and a string (line 1, column 6)."},
      {"{{ {} + 1 }}",
       "`+` wants two numbers, two lists or a string, got an object and a number (line 1, column "
       "7)."},
      {"{{ 1 < 'a' }}",
       "`<` wants two numbers or two strings, got a number and a string (line 1, column 6)."},
      {"{{ -'a' }}", "`-` wants a number, got a string (line 1, column 4)."},
      {"{{ 1e308 * 10 }}", "The result is too large for a number (line 1, column 10)."},
      {"{{ 1 in 2 }}",
       "Looking for a number in a number is not possible: it takes a list, a string in a string, "
       "or a "
       "member's name in an object (line 1, column 6)."},
  });
}

TEST(template, explains_syntax_errors) {
  check_errors({
      {"{{ }}", "There is no expression between `{{` and `}}` (line 1, column 4)."},
      {"{{ a",
       "Expected an operator or `}}`, but the text ends: the `{{` has no `}}` (line 1, column 1)."},
      {"x {{", "Expected a value, but the text ends: the `{{` has no `}}` (line 1, column 3)."},
      {"{{ a b }}", "Expected an operator or `}}`, found `b` (line 1, column 6)."},
      {"{{ 1 + }}", "Expected a value, found `}` (line 1, column 8)."},
      {"{{ (1 }}", "Expected `)` after the expression in brackets, found `}` (line 1, column 7)."},
      {"{{ [1 }}", "Expected `]` after the items of the list, found `}` (line 1, column 7)."},
      {"{{ a ? 1 }}", "Expected `:` after the first result of `?`, found `}` (line 1, column 10)."},
      {"{{ 'abc }}", "This string has no closing quote (line 1, column 4)."},
      {R"({{ 'a\x' }})",
       R"(A backslash may only be followed by one of n r t b f u \ / ' " (line 1, column 6).)"},
      {R"({{ '\ud800' }})",
       "`\\u` must be followed by four hexadecimal digits that name a character (line 1, column "
       "5)."},
      {"{{ 1e999 }}", "This number is too large or too small (line 1, column 4)."},
      {"{{ a # b }}", "`#` means nothing here (line 1, column 6)."},
      {"{{ a. }}", "Expected the name of a member, found `}` (line 1, column 7)."},
      {"{{ a | 1 }}", "Expected the name of a function, found `1` (line 1, column 8)."},
      {"{{ uper('a') }}",
       "There is no function `uper`; perhaps you mean `upper` (line 1, column 4)."},
      {"{{ frobnicate(1) }}", "There is no function `frobnicate` (line 1, column 4)."},
      {"{{ upper() }}", "`upper` has 0 arguments here; it is upper(text) (line 1, column 4)."},
      {"{{ 'a' | upper(1) }}",
       "`upper` has 2 arguments here; it is upper(text) (line 1, column 10)."},
      {"{{ regex_match('a', '(') }}",
       "The pattern is not valid: missing ): ( (line 1, column 21)."},
      {"{{ a } }", "Expected an operator or `}}`, found `}` (line 1, column 6)."},
      {"{{ {1: 2} }}", "Expected the name of a member or `}`, found `1` (line 1, column 5)."},
      {"{{ a = b }}", "`=` means nothing here (line 1, column 6)."},
      {"{{ in }}", "Expected a value, found `in` (line 1, column 4)."},
  });
}

TEST(template, names_what_it_reads) {
  auto references =
      Template::parse(
          "{{ nodes.a.b[0] + trigger['x'] }}\n {{ item ?? nodes[index].c | default(run.id) }}")
          .value()
          .references();
  std::vector<std::string> found;
  for (const auto& r : references) {
    found.push_back(fmt::format("{} {} {}:{}{}", r.root, fmt::join(r.path, "/"), r.line, r.column,
                                r.is_optional ? "?" : ""));
  }
  EXPECT_THAT(found, ElementsAre("nodes a/b/0 1:4", "trigger x 1:19", "item  2:5?", "nodes  2:13?",
                                 "index  2:19?", "run id 2:38"));
  EXPECT_TRUE(Template::parse("no braces").value().is_constant());
  EXPECT_FALSE(Template::parse("{{ 1 }}").value().is_constant());
}

TEST(template, bounds_source_nesting_and_chains) {
  std::string deep = "{{ " + std::string(70, '(') + "1" + std::string(70, ')') + " }}";
  EXPECT_THAT(render(deep).error().message, HasSubstr("nested deeper than 64"));
  EXPECT_TRUE(render("{{ " + std::string(60, '(') + "1" + std::string(60, ')') + " }}"));
  EXPECT_FALSE(render("{{ " + std::string(5000, '[') + " }}"));
  EXPECT_FALSE(render("{{ " + std::string(5000, '-') + "1 }}"));
  EXPECT_FALSE(render("{{ " + std::string(5000, '!') + "1 }}"));
  std::string chain = "{{ 1";
  for (int i = 0; i < 300; ++i) chain += " + 1";
  EXPECT_EQ(render(chain + " }}").value(), Json(301));
  for (int i = 0; i < 5000; ++i) chain += " + 1";
  EXPECT_THAT(render(chain + " }}").error().message, HasSubstr("build on each other"));
  std::string choices = "{{ ";
  for (int i = 0; i < 3000; ++i) choices += "1 ? 2 : ";
  EXPECT_FALSE(render(choices + "3 }}"));
  auto large = render("{{ 1 }}" + std::string(kMaxSourceBytes, 'x'));
  EXPECT_EQ(large.error().code, ErrorCode::limit_exceeded);
}

TEST(template, bounds_output_and_work) {
  ObjectContext big(
      JsonObject{{"text", std::string(3 << 20, 'a')}, {"list", JsonArray(200'000, Json(1))}});
  auto code = [&](std::string_view source) {
    auto value = Template::parse(source).value().evaluate(big);
    return value ? "fine" : std::string(to_string(value.error().code));
  };
  EXPECT_EQ(code("{{ text }}{{ text }}"), "fine");
  EXPECT_EQ(code("{{ text }}{{ text }}{{ text }}"), "limit_exceeded");
  EXPECT_EQ(code("{{ [text, text, text] }}"), "limit_exceeded");
  EXPECT_EQ(code("{{ text + text + text }}"), "limit_exceeded");
  EXPECT_EQ(code("{{ replace(text, 'a', text) }}"), "limit_exceeded");
  EXPECT_EQ(code("{{ regex_replace(text, 'a', 'aaaa') }}"), "limit_exceeded");
  EXPECT_EQ(code("{{ join(list, text) }}"), "limit_exceeded");
  EXPECT_EQ(code("{{ length(split(text, 'a')) }}"), "limit_exceeded");
  std::string repeated = "{{ [";
  for (int i = 0; i < 500; ++i) repeated += "contains(text, 'b'), list == list, ";
  EXPECT_EQ(code(repeated + "] | length }}"), "limit_exceeded");
}

TEST(template, bounds_the_depth_of_its_result) {
  Json deep = 1;
  for (int i = 0; i < 60; ++i) deep = JsonArray{std::move(deep)};
  ObjectContext deep_context(JsonObject{{"deep", deep}});
  EXPECT_TRUE(Template::parse("{{ deep }}").value().evaluate(deep_context));
  auto deeper = Template::parse("{{ [[[[[[deep]]]]]] }}").value().evaluate(deep_context);
  ASSERT_FALSE(deeper);
  EXPECT_EQ(deeper.error().code, ErrorCode::limit_exceeded);
}

TEST(template, asks_the_context_for_one_node_at_a_time) {
  struct ByNode final : Context {
    const Json* find_root(std::string_view) const override { return nullptr; }
    const Json* find_node(std::string_view id) const override {
      return id == "a" ? &output : nullptr;
    }
    Instant now() const override { return {}; }
    Json output = JsonObject{{"x", 1}};
  } by_node;
  EXPECT_EQ(Template::parse("{{ nodes.a.x }}").value().evaluate(by_node).value(), Json(1));
  EXPECT_EQ(Template::parse("{{ nodes }}").value().evaluate(by_node).error().message,
            "`nodes` wants the id of a node: nodes.<id> (line 1, column 4).");
}

TEST(compiled_value, evaluates_every_string_inside) {
  auto compiled =
      CompiledValue::compile(json_of(R"({"url":"https://x/{{ trigger.name }}","n":"{{ index }}",
    "list":["{{ trigger.tags[0] }}",1,{"deep":true}],"plain":{"a":"b"}})"))
          .value();
  EXPECT_FALSE(compiled.is_constant());
  EXPECT_EQ(to_text(compiled.evaluate(context()).value()),
            R"({"url":"https://x/Ann","n":0,"list":["a",1,{"deep":true}],"plain":{"a":"b"}})");
  std::vector<std::string> fields;
  for (const auto& reference : compiled.references()) fields.push_back(reference.field);
  EXPECT_THAT(fields, ElementsAre("url", "n", "list[0]"));
}

TEST(compiled_value, knows_when_there_is_nothing_to_evaluate) {
  auto compiled = CompiledValue::compile(json_of(R"({"a":["b",{"c":"}}"}]})")).value();
  ASSERT_NE(compiled.constant(), nullptr);
  EXPECT_EQ(*compiled.constant(), json_of(R"({"a":["b",{"c":"}}"}]})"));
  EXPECT_EQ(compiled.evaluate(context()).value(), *compiled.constant());
  EXPECT_EQ(*CompiledValue().constant(), Json(JsonObject{}));
}

TEST(compiled_value, lists_every_string_that_does_not_parse) {
  auto compiled =
      CompiledValue::compile(json_of(R"({"a":"{{ 1 + }}","b":[{"c":"{{"}],"d":"{{ 1 }}"})"));
  ASSERT_FALSE(compiled);
  ASSERT_EQ(compiled.error().fields.size(), 2U);
  EXPECT_EQ(compiled.error().fields[0].field, "a");
  EXPECT_EQ(compiled.error().fields[1].field, "b[0].c");
  EXPECT_EQ(compiled.error().fields[1].code, "expression_syntax");
}

TEST(compiled_value, names_the_field_of_an_error) {
  auto compiled =
      CompiledValue::compile(json_of(R"({"rows":[{"x":"{{ trigger.none }}"}]})")).value();
  auto value = compiled.evaluate(context());
  ASSERT_FALSE(value);
  EXPECT_EQ(value.error().message,
            "rows[0].x: `trigger` has no member `none`; it has: name, tags (line 1, column 11).");
  EXPECT_EQ(value.error().fields.at(0).field, "rows[0].x");
}

TEST(compiled_value, leaves_alone_what_the_filter_does_not_admit) {
  std::vector<std::string> asked;
  auto compiled =
      CompiledValue::compile(json_of(R"({"a/b":"{{ index }}","code":["{{ x"],"plain":"y"})"),
                             [&](std::string_view pointer) {
                               asked.emplace_back(pointer);
                               return pointer == "/a~1b";
                             })
          .value();
  EXPECT_THAT(asked, ElementsAre("/a~1b", "/code/0"));
  EXPECT_EQ(to_text(compiled.evaluate(context()).value()),
            R"({"a/b":0,"code":["{{ x"],"plain":"y"})");
}

TEST(compiled_value, shares_one_budget_among_its_strings) {
  ObjectContext big(JsonObject{{"text", std::string(1 << 20, 'a')}});
  JsonArray many(20, Json("{{ text }}"));
  auto value = CompiledValue::compile(many).value().evaluate(big);
  ASSERT_FALSE(value);
  EXPECT_EQ(value.error().code, ErrorCode::limit_exceeded);
}

}  // namespace
}  // namespace elevaite::expression
