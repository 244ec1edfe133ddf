#include "core/json_schema/schema.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <chrono>

namespace elevaite::json_schema {
namespace {

using testing::HasSubstr;

Json json(std::string_view text) { return parse_json(text).value(); }

// The layout of the official test suite: a schema, and values that fit or do not.
struct Case {
  std::string_view what;
  std::string_view schema;
  std::vector<std::string_view> valid;
  std::vector<std::string_view> invalid;
};

void check(const std::vector<Case>& cases) {
  for (const Case& one : cases) {
    auto schema = Schema::compile(json(one.schema));
    ASSERT_TRUE(schema) << one.what << ": " << schema.error().message;
    for (auto text : one.valid) {
      auto errors = schema->validate(json(text));
      EXPECT_TRUE(errors.empty()) << one.what << ": " << text << " → " << errors[0].field << " "
                                  << errors[0].message;
      EXPECT_TRUE(schema->is_valid(json(text))) << one.what << ": " << text;
    }
    for (auto text : one.invalid) {
      EXPECT_FALSE(schema->validate(json(text)).empty()) << one.what << ": " << text;
      EXPECT_FALSE(schema->is_valid(json(text))) << one.what << ": " << text;
    }
  }
}

TEST(schema, checks_types) {
  check({
      {"integer",
       R"({"type":"integer"})",
       {"1", "1.0", "-5", "5.0", "1e3", "18446744073709551615"},
       {"1.1", R"("1")", "null", "[]", "{}", "true"}},
      {"number", R"({"type":"number"})", {"1", "1.5", "-0.0"}, {R"("1")", "null", "false"}},
      {"string", R"({"type":"string"})", {R"("")", R"("1")"}, {"1", "null", "[]"}},
      {"object", R"({"type":"object"})", {"{}"}, {"[]", "null", "1"}},
      {"array", R"({"type":"array"})", {"[]"}, {"{}", "null"}},
      {"boolean", R"({"type":"boolean"})", {"true", "false"}, {"0", R"("")", "null"}},
      {"null", R"({"type":"null"})", {"null"}, {"0", "false", R"("")"}},
      {"several", R"({"type":["integer","string"]})", {"1", R"("a")"}, {"1.1", "null", "{}"}},
      {"true", "true", {"1", "null", "{}"}, {}},
      {"false", "false", {}, {"1", "null", "{}"}},
      {"empty", "{}", {"1", "null"}, {}},
  });
}

TEST(schema, checks_enum_and_const) {
  check({
      {"enum", R"({"enum":[1,2,3]})", {"1", "1.0"}, {"4", R"("1")", "true"}},
      {"mixed",
       R"({"enum":[6,"foo",[],true,{"foo":12}]})",
       {"[]", R"({"foo":12})", R"({"foo":12.0})"},
       {"null", R"({"foo":false})", R"({"foo":12,"boo":42})"}},
      {"false is not 0", R"({"enum":[false]})", {"false"}, {"0", "0.0", "null"}},
      {"1 is not true", R"({"const":1})", {"1", "1.0"}, {"true", R"("1")"}},
      {"object",
       R"({"const":{"foo":"bar","baz":"bax"}})",
       {R"({"baz":"bax","foo":"bar"})"},
       {R"({"foo":"bar"})", "[1]"}},
      {"null", R"({"const":null})", {"null"}, {"0", "false"}},
      {"large",
       R"({"const":9007199254740992})",
       {"9007199254740992", "9007199254740992.0"},
       {"9007199254740991", "9007199254740993"}},
  });
}

TEST(schema, checks_numbers) {
  check({
      {"minimum", R"({"minimum":1.1})", {"2.6", "1.1", R"("x")"}, {"0.6", "1"}},
      {"maximum", R"({"maximum":300})", {"299.97", "300", "300.0"}, {"300.5", "301"}},
      {"exclusiveMinimum", R"({"exclusiveMinimum":1.1})", {"1.2"}, {"1.1", "0.6"}},
      {"exclusiveMaximum", R"({"exclusiveMaximum":3.0})", {"2.2", "-1"}, {"3", "3.5"}},
      {"draft 4", R"({"minimum":1,"exclusiveMinimum":true})", {"2"}, {"1", "0"}},
      {"exact beyond 2^53",
       R"({"maximum":9007199254740993})",
       {"9007199254740993"},
       {"9007199254740994", "9007199254740994.0"}},
      {"unsigned",
       R"({"maximum":18446744073709551600})",
       {"18446744073709551600"},
       {"18446744073709551601"}},
      {"multipleOf int", R"({"multipleOf":2})", {"10", "0", "-4", "4.0", R"("x")"}, {"7", "0.5"}},
      {"multipleOf 1.5", R"({"multipleOf":1.5})", {"0", "4.5"}, {"35"}},
      {"multipleOf small", R"({"multipleOf":0.0001})", {"0.0075"}, {"0.00751"}},
      {"money",
       R"({"multipleOf":0.01})",
       {"19.99", "0.1", "0.3", "4.35", "1.1", "1e10", "-19.99"},
       {"19.999", "0.005"}},
      {"float overflow", R"({"type":"integer","multipleOf":0.123456789})", {}, {"1e308"}},
      {"1e-8", R"({"type":"integer","multipleOf":1e-8})", {"12391239123"}, {}},
      {"tens", R"({"multipleOf":100})", {"0", "200", "1e5"}, {"150", "20"}},
  });
}

TEST(schema, checks_strings) {
  check({
      {"minLength", R"({"minLength":2})", {R"("foo")", R"("fo")", "1"}, {R"("f")", R"("💩")"}},
      {"maxLength counts code points",
       R"({"maxLength":2})",
       {R"("💩💩")", R"("éé")"},
       {R"("foo")"}},
      {"length with decimal", R"({"maxLength":2.0})", {R"("f")"}, {R"("foo")"}},
      {"pattern", R"({"pattern":"^a*$"})", {R"("aaa")", R"("")", "1"}, {R"("abc")"}},
      {"pattern is not anchored", R"({"pattern":"a+"})", {R"("xxaayy")"}, {R"("b")"}},
      {"unicode property", R"({"pattern":"^\\p{L}+$"})", {R"("größe")"}, {R"("a1")"}},
      {"unicode escape", R"({"pattern":"^\\u00e9$"})", {R"("é")"}, {R"("e")"}},
      {"named group", R"({"pattern":"^(?<year>\\d{4})$"})", {R"("2026")"}, {R"("26")"}},
  });
}

TEST(schema, checks_formats) {
  check({
      {"email",
       R"({"format":"email"})",
       {R"("joe.bloggs@example.com")", R"("te~st@example.com")", R"("a+b@x.co")", "1"},
       {R"("2962")", R"(".test@example.com")", R"("te..st@example.com")", R"("a@")", R"("@b.c")",
        R"("a b@c.d")"}},
      {"uuid",
       R"({"format":"uuid"})",
       {R"("2EB8AA08-aa98-11ea-b4aa-73b441d16380")"},
       {R"("2eb8aa08-aa98-11ea-b4aa-73b441d1638")", R"("2eb8aa08aa9811eab4aa73b441d16380")"}},
      {"date",
       R"({"format":"date"})",
       {R"("1963-06-19")", R"("2020-02-29")"},
       {R"("06/19/1963")", R"("2021-02-29")", R"("1998-1-20")", R"("2020-01-32")"}},
      {"date-time",
       R"({"format":"date-time"})",
       {R"("1963-06-19T08:30:06.283185Z")", R"("1937-01-01T12:00:27.87+00:20")",
        R"("1998-12-31T23:59:60Z")", R"("1998-12-31t15:59:60.123-08:00")"},
       {R"("1998-12-31T22:59:60Z")", R"("1990-02-31T15:59:59Z")", R"("1963-06-19 08:30:06Z")",
        R"("2013-350T01:01:01")", R"("1963-06-19T08:30:06")"}},
      {"time",
       R"({"format":"time"})",
       {R"("08:30:06Z")", R"("08:30:06+01:00")"},
       {R"("08:30:06")", R"("24:00:00Z")"}},
      {"duration",
       R"({"format":"duration"})",
       {R"("P4DT12H30M5S")", R"("P2W")", R"("PT1S")"},
       {R"("PT1D")", R"("P")", R"("P1YT")", R"("4D")"}},
      {"ipv4",
       R"({"format":"ipv4"})",
       {R"("192.168.0.1")"},
       {R"("256.1.1.1")", R"("127.0")", R"("0x7f000001")"}},
      {"ipv6",
       R"({"format":"ipv6"})",
       {R"("::1")", R"("1:2::192.168.0.1")"},
       {R"("12345::")", R"("::1%eth0")"}},
      {"hostname",
       R"({"format":"hostname"})",
       {R"("www.example.com")", R"("a")"},
       {R"("-bad.com")", R"("a..b")", R"("under_score")", R"("")"}},
      {"uri",
       R"({"format":"uri"})",
       {R"("http://foo.bar/?baz=qux#quux")", R"("urn:isbn:0")"},
       {R"("//foo.bar")", R"("/abc")", R"("http:// no.such")"}},
      {"unknown formats are comments", R"({"format":"color"})", {R"("anything")"}, {}},
  });
}

TEST(schema, checks_lists) {
  check({
      {"items", R"({"items":{"type":"integer"}})", {"[1,2]", "[]", "{}"}, {R"([1,"x"])"}},
      {"items false", R"({"items":false})", {"[]"}, {"[1]"}},
      {"prefixItems",
       R"({"prefixItems":[{"type":"integer"},{"type":"string"}]})",
       {R"([1,"a",null])", "[1]", "[]"},
       {R"(["a",1])"}},
      {"prefixItems and items",
       R"({"prefixItems":[{}],"items":{"type":"string"}})",
       {R"([1,"a"])"},
       {"[1,1]"}},
      {"draft 7 tuple",
       R"({"items":[{"type":"integer"}],"additionalItems":false})",
       {"[1]", "[]"},
       {"[1,2]", R"(["a"])"}},
      {"sizes", R"({"minItems":1,"maxItems":2})", {"[1]", "[1,2]"}, {"[]", "[1,2,3]"}},
      {"uniqueItems",
       R"({"uniqueItems":true})",
       {"[1,2]", "[1,true]", "[0,false]", R"([{"a":1},{"a":2}])", R"(["1",1])", "[[1],[2]]"},
       {"[1,1]", "[1.0,1.00,1]", R"([{"a":1,"b":2},{"b":2,"a":1}])", "[[1],[1.0]]", "[null,null]"}},
      {"contains", R"({"contains":{"minimum":5}})", {"[3,4,5]", "5"}, {"[2,3]", "[]"}},
      {"minContains",
       R"({"contains":{"const":1},"minContains":2})",
       {"[1,1]", "[1,2,1]"},
       {"[1]", "[1,2]"}},
      {"maxContains", R"({"contains":{"const":1},"maxContains":1})", {"[1,2]"}, {"[1,1]", "[]"}},
      {"minContains 0", R"({"contains":{"const":1},"minContains":0})", {"[]", "[2]"}, {}},
  });
}

TEST(schema, checks_objects) {
  check({
      {"properties",
       R"({"properties":{"foo":{"type":"integer"},"bar":{"type":"string"}}})",
       {R"({"foo":1,"bar":"baz"})", R"({"quux":[]})", "{}", "[]"},
       {R"({"foo":1,"bar":{}})", R"({"foo":[],"bar":{}})"}},
      {"property false", R"({"properties":{"foo":false}})", {"{}"}, {R"({"foo":1})"}},
      {"required", R"({"required":["foo"]})", {R"({"foo":null})", "[]"}, {"{}", R"({"bar":1})"}},
      {"required prototype names", R"({"required":["__proto__","toString"]})", {}, {"{}"}},
      {"patternProperties",
       R"({"patternProperties":{"f.*o":{"type":"integer"}}})",
       {R"({"foo":1,"bar":"x"})"},
       {R"({"foo":"bar"})"}},
      {"additionalProperties",
       R"({"properties":{"foo":{}},"patternProperties":{"^v":{}},"additionalProperties":false})",
       {R"({"foo":1,"vroom":2})"},
       {R"({"foo":1,"quux":1})"}},
      {"additionalProperties schema",
       R"({"additionalProperties":{"type":"boolean"}})",
       {R"({"a":true})"},
       {R"({"a":1})"}},
      {"propertyNames",
       R"({"propertyNames":{"maxLength":3}})",
       {R"({"f":{},"foo":{}})", "{}"},
       {R"({"foobar":{}})"}},
      {"sizes",
       R"({"minProperties":1,"maxProperties":2})",
       {R"({"a":1})"},
       {"{}", R"({"a":1,"b":2,"c":3})"}},
      {"dependentRequired",
       R"({"dependentRequired":{"bar":["foo"]}})",
       {"{}", R"({"foo":1})", R"({"foo":1,"bar":2})"},
       {R"({"bar":2})"}},
      {"dependentSchemas",
       R"({"dependentSchemas":{"bar":{"properties":{"foo":{"type":"integer"}}}}})",
       {R"({"foo":"quux"})", R"({"foo":1,"bar":2})"},
       {R"({"foo":"quux","bar":2})"}},
      {"draft 7 dependencies",
       R"({"dependencies":{"a":["b"],"c":{"required":["d"]}}})",
       {R"({"a":1,"b":1})", R"({"c":1,"d":1})"},
       {R"({"a":1})", R"({"c":1})"}},
  });
}

TEST(schema, combines_schemas) {
  check({
      {"allOf",
       R"({"allOf":[{"required":["a"]},{"required":["b"]}]})",
       {R"({"a":1,"b":1})"},
       {R"({"a":1})", "{}"}},
      {"anyOf", R"({"anyOf":[{"type":"integer"},{"minimum":2}]})", {"1", "2.5", "3"}, {"1.5"}},
      {"oneOf", R"({"oneOf":[{"type":"integer"},{"minimum":2}]})", {"1", "2.5"}, {"3", "1.5"}},
      {"not", R"({"not":{"type":"integer"}})", {R"("foo")"}, {"1"}},
      {"not not", R"({"not":{"not":{"type":"integer"}}})", {"1"}, {R"("x")"}},
      {"if then else",
       R"({"if":{"exclusiveMaximum":0},"then":{"minimum":-10},"else":{"multipleOf":2}})",
       {"-1", "4"},
       {"-100", "3"}},
      {"then without if", R"({"then":{"const":0}})", {"1"}, {}},
      {"if alone", R"({"if":{"const":0}})", {"0", "1"}, {}},
  });
}

TEST(schema, follows_local_references) {
  check({
      {"root",
       R"({"properties":{"foo":{"$ref":"#"}},"additionalProperties":false})",
       {R"({"foo":{"foo":{}}})"},
       {R"({"foo":{"bar":1}})"}},
      {"$defs",
       R"({"$ref":"#/$defs/c","$defs":{"a":{"type":"integer"},"b":{"$ref":"#/$defs/a"},"c":{"$ref":"#/$defs/b"}}})",
       {"5"},
       {R"("a")"}},
      {"definitions",
       R"({"items":{"$ref":"#/definitions/n"},"definitions":{"n":{"minimum":0}}})",
       {"[1]"},
       {"[-1]"}},
      {"beside other keywords",
       R"({"properties":{"foo":{"$ref":"#/$defs/r","maxItems":2}},"$defs":{"r":{"type":"array"}}})",
       {R"({"foo":[]})"},
       {R"({"foo":[1,2,3]})", R"({"foo":"x"})"}},
      {"escapes",
       R"({"properties":{"a":{"$ref":"#/$defs/t~0x"},"b":{"$ref":"#/$defs/s~1x"},"c":{"$ref":"#/$defs/p%25x"}},
        "$defs":{"t~x":{"type":"integer"},"s/x":{"type":"integer"},"p%x":{"type":"integer"}}})",
       {R"({"a":1,"b":1,"c":1})"},
       {R"({"a":"x"})", R"({"b":"x"})", R"({"c":"x"})"}},
      {"anchor",
       R"({"$ref":"#n","$defs":{"x":{"$anchor":"n","type":"integer"}}})",
       {"1"},
       {R"("a")"}},
      {"draft 7 anchor",
       R"({"$ref":"#n","definitions":{"x":{"$id":"#n","type":"integer"}}})",
       {"1"},
       {R"("a")"}},
      {"own id",
       R"({"$id":"https://x.test/s","$ref":"https://x.test/s#/$defs/a","$defs":{"a":{"type":"integer"}}})",
       {"1"},
       {R"("a")"}},
      {"embedded id",
       R"({"$defs":{"b":{"$id":"https://x.test/b","$defs":{"c":{"type":"string"}},"items":{"$ref":"#/$defs/c"}}},
        "$ref":"https://x.test/b"})",
       {R"(["a"])"},
       {"[1]"}},
      {"into places without keyword",
       R"({"$ref":"#/x-types/a","x-types":{"a":{"type":"integer"}}})",
       {"1"},
       {R"("a")"}},
      {"a property named $ref",
       R"({"properties":{"$ref":{"type":"string"}}})",
       {R"({"$ref":"a"})"},
       {R"({"$ref":2})"}},
      {"a tree",
       R"({"$ref":"#/$defs/node","$defs":{"node":{"type":"object","required":["value"],"properties":{"value":{"type":"number"},
        "children":{"type":"array","items":{"$ref":"#/$defs/node"}}}}}})",
       {R"({"value":1,"children":[{"value":2,"children":[{"value":3}]}]})"},
       {R"({"value":1,"children":[{"value":2,"children":[{}]}]})"}},
      {"dynamic",
       R"({"$dynamicAnchor":"n","properties":{"a":{"$dynamicRef":"#n"}},"additionalProperties":false})",
       {R"({"a":{"a":{}}})"},
       {R"({"a":{"b":1}})"}},
  });
}

TEST(schema, knows_what_was_evaluated) {
  check({
      {"adjacent",
       R"({"properties":{"foo":{}},"unevaluatedProperties":false})",
       {R"({"foo":1})"},
       {R"({"foo":1,"bar":1})"}},
      {"allOf",
       R"({"properties":{"foo":{}},"allOf":[{"properties":{"bar":{}}}],"unevaluatedProperties":false})",
       {R"({"foo":1,"bar":1})"},
       {R"({"baz":1})"}},
      {"anyOf: only what fits counts",
       R"({"anyOf":[{"properties":{"a":{"const":1}},"required":["a"]},
        {"properties":{"b":{"const":2}},"required":["b"]}],"unevaluatedProperties":false})",
       {R"({"a":1})", R"({"a":1,"b":2})"},
       {R"({"a":1,"b":3})", R"({"a":1,"c":3})"}},
      {"ref",
       R"({"$ref":"#/$defs/x","properties":{"foo":{}},"unevaluatedProperties":false,"$defs":{"x":{"properties":{"bar":{}}}}})",
       {R"({"foo":1,"bar":1})"},
       {R"({"baz":1})"}},
      {"if then",
       R"({"if":{"properties":{"foo":{"const":"then"}},"required":["foo"]},"then":{"properties":{"bar":{}}},
        "unevaluatedProperties":false})",
       {R"({"foo":"then","bar":1})"},
       {R"({"foo":"else","bar":1})", R"({"bar":1})"}},
      {"not gives nothing",
       R"({"not":{"not":{"properties":{"bar":{}},"required":["bar"]}},"unevaluatedProperties":false})",
       {},
       {R"({"bar":1})"}},
      {"schema",
       R"({"properties":{"a":{}},"unevaluatedProperties":{"type":"integer"}})",
       {R"({"a":"x","b":1})"},
       {R"({"b":"x"})"}},
      {"nested additional",
       R"({"allOf":[{"additionalProperties":true}],"unevaluatedProperties":false})",
       {R"({"x":1})"},
       {}},
      {"dependentSchemas",
       R"({"dependentSchemas":{"foo":{"properties":{"bar":{}}}},"properties":{"foo":{}},"unevaluatedProperties":false})",
       {R"({"foo":1,"bar":1})"},
       {R"({"bar":1})"}},
      {"items",
       R"({"prefixItems":[{"type":"string"}],"unevaluatedItems":false})",
       {R"(["a"])"},
       {R"(["a",1])"}},
      {"items by allOf",
       R"({"allOf":[{"prefixItems":[{},{}]}],"unevaluatedItems":false})",
       {"[1,2]"},
       {"[1,2,3]"}},
      {"items by contains",
       R"({"contains":{"type":"string"},"unevaluatedItems":{"type":"integer"}})",
       {R"(["a",1])"},
       {R"(["a",null])"}},
  });
}

TEST(schema, refuses_wrong_schemas_and_names_the_place) {
  struct Wrong {
    std::string_view schema;
    std::string_view field;
    std::string_view message;
  };
  const Wrong cases[] = {
      {"1", "#", "A schema must be an object"},
      {R"({"type":"strin"})", "#/type", "Must be one or several of"},
      {R"({"type":[1]})", "#/type", "Must be one or several of"},
      {R"({"properties":{"a":{"minLength":-1}}})", "#/properties/a/minLength", "0 or more"},
      {R"({"properties":{"a/b":{"maxItems":1.5}}})", "#/properties/a~1b/maxItems", "0 or more"},
      {R"({"properties":[]})", "#/properties", "Must be an object"},
      {R"({"properties":{"a":1}})", "#/properties/a", "A schema must be"},
      {R"({"required":"a"})", "#/required", "list of property names"},
      {R"({"required":[1]})", "#/required", "list of property names"},
      {R"({"enum":1})", "#/enum", "list of values"},
      {R"({"allOf":{}})", "#/allOf", "list of schemas"},
      {R"({"items":{"pattern":"("}})", "#/items/pattern", "missing )"},
      {R"({"pattern":"(?=a)b"})", "#/pattern", "look-ahead"},
      {R"({"pattern":"(a)\\1"})", "#/pattern", "invalid escape"},
      {R"({"patternProperties":{"[":{}}})", "#/patternProperties/[", "missing ]"},
      {R"({"multipleOf":0})", "#/multipleOf", "greater than 0"},
      {R"({"minimum":"1"})", "#/minimum", "a number"},
      {R"({"uniqueItems":1})", "#/uniqueItems", "true or false"},
      {R"({"$ref":1})", "#/$ref", "a string"},
      {R"({"$ref":"#/$defs/none"})", "#/$ref", "names nothing"},
      {R"({"$ref":"#none"})", "#/$ref", "names nothing"},
      {R"({"items":{"$ref":"https://example.com/schema.json"}})", "#/items/$ref",
       "outside of this schema"},
      {R"({"$ref":"http://json-schema.org/draft-07/schema#"})", "#/$ref", "outside of this schema"},
      {R"({"$ref":"file:///etc/passwd"})", "#/$ref", "outside of this schema"},
      {R"({"$ref":"#"})", "#", "leads back to #"},
      {R"({"allOf":[{"$ref":"#"}]})", "#/allOf/0", "leads back to #"},
      {R"({"$ref":"#/$defs/a","$defs":{"a":{"anyOf":[{"$ref":"#/$defs/b"}]},"b":{"not":{"$ref":"#/$defs/a"}}}})",
       "#/$defs/b/not", "leads back to #/$defs/a"},
  };
  for (const Wrong& wrong : cases) {
    auto schema = Schema::compile(json(wrong.schema));
    ASSERT_FALSE(schema) << wrong.schema;
    EXPECT_EQ(schema.error().code, ErrorCode::invalid_argument);
    EXPECT_EQ(schema.error().reason, "json_schema");
    ASSERT_FALSE(schema.error().fields.empty()) << wrong.schema;
    EXPECT_EQ(schema.error().fields[0].field, wrong.field) << wrong.schema;
    EXPECT_THAT(schema.error().fields[0].message, HasSubstr(std::string(wrong.message)))
        << wrong.schema;
  }
}

TEST(schema, lists_every_wrong_place_of_a_schema) {
  auto schema = Schema::compile(
      json(R"({"properties":{"a":{"type":"x"},"b":{"minLength":"1"}},"required":{}})"));
  ASSERT_FALSE(schema);
  EXPECT_EQ(schema.error().fields.size(), 3U);
}

TEST(schema, explains_errors_so_that_they_can_be_corrected) {
  struct Expected {
    std::string_view schema;
    std::string_view value;
    std::string_view field;
    std::string_view code;
    std::string_view message;
  };
  const Expected cases[] = {
      {R"({"type":"integer"})", R"("two")", "", "type",
       "Expected an integer, got the string \"two\"."},
      {R"({"type":["string","null"]})", "1.5", "", "type", "Expected a string or null, got 1.5."},
      {R"({"properties":{"a/b":{"items":{"type":"string"}}}})", R"({"a/b":["x",{}]})", "/a~1b/1",
       "type", "Expected a string, got an object."},
      {R"({"required":["id"]})", "{}", "", "required", "The property `id` is missing."},
      {R"({"properties":{"id":{},"name":{}},"additionalProperties":false})", R"({"nmae":1})", "",
       "additionalProperties", "There is no property `nmae` here. Known ones: id, name."},
      {R"({"enum":["a","b"]})", R"("c")", "", "enum", "Must be one of \"a\", \"b\"; is \"c\"."},
      {R"({"minimum":5})", "4", "", "minimum", "Must be at least 5, is 4."},
      {R"({"format":"date"})", R"("today")", "", "format",
       "Must be a date such as 2026-11-24; is \"today\"."},
      {R"({"minLength":2})", R"("a")", "", "minLength", "Must have at least 2 characters, has 1."},
      {R"({"anyOf":[{"type":"null"},{"type":"object","required":["x"]}]})", "{}", "", "anyOf",
       "Fits none of the 2 alternatives. The closest one says: The property `x` is missing."},
      {R"({"uniqueItems":true})", "[1,2,1]", "", "uniqueItems",
       "Items must differ, but those at 0 and 2 are both 1."},
  };
  for (const Expected& expected : cases) {
    auto errors = Schema::compile(json(expected.schema)).value().validate(json(expected.value));
    ASSERT_EQ(errors.size(), 1U) << expected.schema;
    EXPECT_EQ(errors[0].field, expected.field);
    EXPECT_EQ(errors[0].code, expected.code);
    EXPECT_EQ(errors[0].message, expected.message);
  }
}

TEST(schema, lists_every_error_up_to_a_bound) {
  auto schema =
      Schema::compile(
          json(R"({"properties":{"a":{"type":"string"},"b":{"minimum":3}},"required":["c"]})"))
          .value();
  EXPECT_EQ(schema.validate(json(R"({"a":1,"b":1})")).size(), 3U);
  auto list = Schema::compile(json(R"({"items":{"type":"string"}})")).value();
  JsonArray many(1000, Json(1));
  EXPECT_EQ(list.validate(many).size(), 32U);
  EXPECT_EQ(list.validate(many, {.max_errors = 3}).size(), 3U);
}

TEST(schema, lets_exempt_strings_stand_for_anything) {
  auto schema =
      Schema::compile(json(R"({"properties":{"n":{"type":"integer"},"e":{"enum":["a"]}}})"))
          .value();
  ValidateOptions options;
  options.is_exempt = [](std::string_view text, std::string_view pointer) {
    return text.starts_with("{{") && pointer == "/n";
  };
  EXPECT_TRUE(schema.validate(json(R"({"n":"{{ 1 }}"})"), options).empty());
  EXPECT_EQ(schema.validate(json(R"({"n":"x"})"), options).size(), 1U);
  EXPECT_EQ(schema.validate(json(R"({"e":"{{ 1 }}"})"), options).size(), 1U);
}

TEST(schema, is_not_stalled_by_branching_references) {
  // 2^40 paths through the definitions.
  JsonObject definitions;
  for (int i = 0; i < 40; ++i) {
    Json next = JsonObject{{"$ref", fmt::format("#/$defs/d{}", i + 1)}};
    definitions[fmt::format("d{}", i)] = JsonObject{{"allOf", JsonArray{next, next}}};
  }
  definitions["d40"] = JsonObject{{"type", "integer"}};
  auto schema = Schema::compile(JsonObject{{"$ref", "#/$defs/d0"}, {"$defs", definitions}}).value();
  auto start = std::chrono::steady_clock::now();
  auto errors = schema.validate(1);
  ASSERT_EQ(errors.size(), 1U);
  EXPECT_EQ(errors[0].code, "too_complex");
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(20));
}

TEST(schema, bounds_depth_of_values_schemas_and_reference_chains) {
  Json deep = 1;
  Json deep_schema = JsonObject{};
  for (int i = 0; i < 3000; ++i) {
    deep = JsonArray{std::move(deep)};
    deep_schema = JsonObject{{"items", std::move(deep_schema)}};
  }
  EXPECT_FALSE(Schema::compile(deep_schema));
  auto schema = Schema::compile(json(R"({"items":{"$ref":"#"}})")).value();
  EXPECT_EQ(schema.validate(deep).front().code, "too_complex");

  JsonObject chain;
  for (int i = 0; i < 5000; ++i) {
    chain[fmt::format("d{}", i)] = JsonObject{{"$ref", fmt::format("#/$defs/d{}", i + 1)}};
  }
  chain["d5000"] = true;
  auto long_chain = Schema::compile(JsonObject{{"$ref", "#/$defs/d0"}, {"$defs", chain}});
  ASSERT_TRUE(long_chain) << long_chain.error().message;
  EXPECT_EQ(long_chain->validate(1).front().code, "too_complex");
}

TEST(schema, tells_nested_alternatives_in_bounded_time) {
  auto schema =
      Schema::compile(json(R"({"$ref":"#/$defs/v","$defs":{"v":{"anyOf":[{"type":"string"},
    {"type":"array","items":{"$ref":"#/$defs/v"}},{"type":"array","minItems":1,"items":{"$ref":"#/$defs/v"}}]}}})"))
          .value();
  Json value = 1;
  for (int i = 0; i < 12; ++i) value = JsonArray{std::move(value)};
  auto errors = schema.validate(value);
  ASSERT_FALSE(errors.empty());
  EXPECT_EQ(errors[0].code, "anyOf");
}

TEST(schema, accepts_everything_by_default) { EXPECT_TRUE(Schema().validate(json("[1]")).empty()); }

}  // namespace
}  // namespace elevaite::json_schema
