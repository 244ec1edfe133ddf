// One SQL statement, always parameterised.
#include <fmt/format.h>

#include "nodes/settings/outside_call.hpp"
#include "nodes/settings/schema.hpp"
#include "ports/node.hpp"

namespace elevaite::nodes {
namespace {

model::Effect sql_effect(const JsonObject& config) {
  const Json* read_only = config.if_contains("read_only");
  bool reads = read_only == nullptr || *read_only == Json(true);
  return reads ? model::Effect::read : model::Effect::write;
}

Result<ports::SqlQuery> read_settings(const Json& source, std::string& credential) {
  ConfigReader config(source);
  ports::SqlQuery query;
  credential = config.required_text("credential");
  query.sql = config.required_text("sql");
  if (query.sql.find("{{") != std::string::npos) {
    config.refuse("sql", "interpolation",
                  "must not hold {{ }}: write $1 and put the expression into params");
  }
  query.params = config.list("params");
  query.is_read_only = config.flag("read_only", true);
  query.max_rows = static_cast<std::size_t>(config.integer("max_rows", 1, 10'000, 1'000));
  auto seconds = config.number("timeout_seconds", 0.1, 300).value_or(30);
  query.timeout = Duration(static_cast<std::int64_t>(seconds * 1'000'000));
  CHECK(config.finish());
  return query;
}

Task<Result<ports::NodeOutcome>> run_sql(ports::StepContext& context, ports::NodeInput input,
                                         ports::NodeServices services) {
  std::string reference;
  CO_TRY(ports::SqlQuery query, read_settings(input.config, reference));
  bool writes = !query.is_read_only;
  if (writes && context.is_repeated()) co_return outcome_unknown("The SQL statement");
  std::vector<std::string> kinds{"postgres", "sqlite"};
  CO_TRY(query.connection, co_await open_credential(services.credentials, context.tenant_id(),
                                                    std::move(reference), std::move(kinds)));
  auto result = co_await services.sql.run(std::move(query));
  if (!result && writes && result.error().reason == "outcome_unknown") {
    co_return outcome_unknown("The SQL statement");
  }
  if (!result) co_return std::move(result).error();
  co_return ports::NodeOutput{std::move(*result)};
}

constexpr std::string_view kSqlQuerySchema = R"({
  "type": "object", "additionalProperties": false, "required": ["credential", "sql"],
  "properties": {
    "credential": {"type": "string", "title": "Database", "minLength": 1, "x-widget": "credential",
                   "x-credential-kinds": ["postgres", "sqlite"]},
    "sql": {"type": "string", "title": "SQL", "minLength": 1, "maxLength": 50000,
            "x-widget": "code", "not": {"pattern": "\\{\\{"},
            "x-placeholder": "SELECT * FROM orders WHERE id = $1",
            "description": "One statement. Values go into the parameters, never into the text."},
    "params": {"type": "array", "title": "Parameters", "maxItems": 100, "x-expression": true,
               "items": {"x-widget": "expression", "x-placeholder": "{{ args.order_id }}"},
               "description": "The values of $1, $2 and so on."},
    "read_only": {"type": "boolean", "title": "Read only", "default": true,
                  "description": "Off: the statement may change data."},
    "max_rows": {"type": "integer", "title": "At most rows", "minimum": 1, "maximum": 10000,
                 "default": 1000, "x-widget": "number"},
    "timeout_seconds": {"type": "number", "title": "Timeout in seconds", "minimum": 0.1,
                        "maximum": 300, "default": 30, "x-widget": "number"}
  }
})";

}  // namespace

void register_sql_query(ports::NodeRegistry& registry, const ports::NodeServices& services) {
  model::NodeKind kind;
  kind.kind = "sql_query";
  kind.title = "SQL query";
  kind.description = "Reads from, or writes to, a PostgreSQL or SQLite database.";
  kind.icon = "database";
  kind.category = model::NodeCategory::action;
  kind.effect = model::Effect::write;
  kind.effect_for = sql_effect;
  kind.can_be_tool = true;
  kind.has_error_output = true;
  kind.config_schema = schema_of(kSqlQuerySchema);
  kind.output_schema = schema_of(R"({
    "type": "object",
    "properties": {
      "columns": {"type": "array", "items": {"type": "string"}},
      "rows": {"type": "array", "items": {"type": "object"}},
      "row_count": {"type": "integer"}, "is_truncated": {"type": "boolean"},
      "affected": {"type": "integer"}
    }
  })");
  auto run = [services](ports::StepContext& context, ports::NodeInput input) {
    return run_sql(context, std::move(input), services);
  };
  registry.add({std::move(kind), {}, std::move(run)});
}

}  // namespace elevaite::nodes
