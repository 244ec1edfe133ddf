// Writes rows as CSV or XLSX and puts the file among the tenant's files.
#include "nodes/settings/made_file.hpp"
#include "nodes/settings/schema.hpp"

namespace elevaite::nodes {
namespace {

struct Export {
  ports::TableExport table;
  bool is_xlsx = false;
  std::string file_name;
};

Result<Export> read_export(const Json& source) {
  ConfigReader config(source);
  Export wanted;
  wanted.is_xlsx = config.choice("format", {"csv", "xlsx"}) == "xlsx";
  wanted.table.rows = config.list("rows");
  wanted.table.columns = config.texts("columns");
  wanted.table.title = config.text("title");
  wanted.table.has_byte_order_mark = config.flag("byte_order_mark");
  std::string separator = config.choice("separator", {"comma", "semicolon", "tab"});
  wanted.table.separator = separator == "semicolon" ? ';' : separator == "tab" ? '\t' : ',';
  std::string title = wanted.table.title.empty() ? "table" : wanted.table.title;
  wanted.file_name =
      file_name_for(config.text("file_name"), title, wanted.is_xlsx ? ".xlsx" : ".csv");
  CHECK(config.finish());
  return wanted;
}

Task<Result<ports::NodeOutcome>> run_export(ports::StepContext& context, ports::NodeInput input,
                                            ports::NodeServices services) {
  CO_TRY(Export wanted, read_export(input.config));
  Result<ports::RenderedFile> rendered = ports::RenderedFile{};
  if (wanted.is_xlsx) {
    rendered = co_await services.reports->xlsx(std::move(wanted.table));
  } else {
    rendered = co_await services.reports->csv(std::move(wanted.table));
  }
  if (!rendered) co_return std::move(rendered).error();
  std::string name = std::move(wanted.file_name);
  co_return co_await store_made_file(context, services, std::move(name), std::move(*rendered));
}

constexpr std::string_view kExportTableSchema = R"({
  "type": "object", "additionalProperties": false, "required": ["rows"],
  "properties": {
    "rows": {"type": ["array", "string"], "title": "Rows", "x-widget": "expression",
             "x-expression": true, "x-placeholder": "{{ nodes.query.rows }}",
             "description": "A list of objects, or of lists."},
    "format": {"enum": ["csv", "xlsx"], "title": "Format", "default": "csv", "x-widget": "select"},
    "columns": {"type": ["array", "string"], "title": "Columns", "items": {"type": "string"},
                "x-expression": true, "x-placeholder": "id, name, total",
                "description": "All that the rows have, without a choice."},
    "title": {"type": "string", "title": "Title", "maxLength": 120, "x-widget": "text",
              "x-expression": true, "description": "The name of the sheet, and of the file."},
    "file_name": {"type": "string", "title": "File name", "maxLength": 120, "x-widget": "text",
                  "x-expression": true, "x-placeholder": "orders.csv"},
    "separator": {"enum": ["comma", "semicolon", "tab"], "title": "Separator", "default": "comma",
                  "x-widget": "select", "description": "CSV only."},
    "byte_order_mark": {"type": "boolean", "title": "Mark as UTF-8", "default": false,
                        "description": "CSV only: Excel needs it for letters like ä."}
  }
})";

}  // namespace

void register_export_table(ports::NodeRegistry& registry, const ports::NodeServices& services) {
  model::NodeKind kind;
  kind.kind = "export_table";
  kind.title = "Export table";
  kind.description = "Writes rows as a CSV or Excel file, and stores it.";
  kind.icon = "table";
  kind.category = model::NodeCategory::action;
  kind.effect = model::Effect::write;
  kind.can_be_tool = true;
  kind.has_error_output = true;
  kind.config_schema = schema_of(kExportTableSchema);
  kind.output_schema = made_file_schema();
  auto run = [services](ports::StepContext& context, ports::NodeInput input) {
    return run_export(context, std::move(input), services);
  };
  registry.add({std::move(kind), {}, std::move(run)});
}

}  // namespace elevaite::nodes
