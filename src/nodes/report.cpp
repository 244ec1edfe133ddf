// Makes a PDF of a Markdown template and puts it among the tenant's files.
#include "nodes/settings/made_file.hpp"
#include "nodes/settings/schema.hpp"

namespace elevaite::nodes {
namespace {

Result<ports::Report> read_report(const Json& source, std::string& file_name) {
  ConfigReader config(source);
  ports::Report report;
  report.markdown = config.required_text("markdown");
  report.title = config.required_text("title");
  report.subtitle = config.text("subtitle");
  report.author = config.text("author");
  report.organisation = config.text("organisation");
  report.date = config.text("date");
  std::string language = config.text("language");
  if (!language.empty()) report.language = language;
  report.is_letter = config.choice("paper", {"a4", "letter"}) == "letter";
  report.has_cover = config.flag("cover", true);
  report.has_contents = config.flag("contents", true);
  file_name = file_name_for(config.text("file_name"), report.title, ".pdf");
  CHECK(config.finish());
  return report;
}

Task<Result<ports::NodeOutcome>> run_report(ports::StepContext& context, ports::NodeInput input,
                                            ports::NodeServices services) {
  std::string file_name;
  CO_TRY(ports::Report report, read_report(input.config, file_name));
  report.created_at = context.now();
  auto rendered = co_await services.reports->pdf(std::move(report));
  if (!rendered) co_return std::move(rendered).error();
  co_return co_await store_made_file(context, services, std::move(file_name), std::move(*rendered));
}

constexpr std::string_view kReportSchema = R"({
  "type": "object", "additionalProperties": false, "required": ["title", "markdown"],
  "properties": {
    "title": {"type": "string", "title": "Title", "minLength": 1, "maxLength": 500,
              "x-widget": "text", "x-expression": true, "x-placeholder": "Fourth quarter 2026"},
    "markdown": {"type": "string", "title": "Text", "minLength": 1, "x-widget": "textarea",
                 "x-expression": true,
                 "description": "Markdown. Blocks of ```table and ```chart hold JSON."},
    "subtitle": {"type": "string", "title": "Subtitle", "maxLength": 500, "x-widget": "text",
                 "x-expression": true},
    "author": {"type": "string", "title": "Author", "maxLength": 500, "x-widget": "text",
               "x-expression": true},
    "organisation": {"type": "string", "title": "Organisation", "maxLength": 500,
                     "x-widget": "text", "x-expression": true},
    "date": {"type": "string", "title": "Date", "maxLength": 100, "x-widget": "text",
             "x-expression": true, "description": "As it is to be read on the cover."},
    "language": {"type": "string", "title": "Language", "maxLength": 20, "default": "en",
                 "x-widget": "text", "x-expression": true,
                 "description": "Decides how numbers are written, and the direction of the text."},
    "paper": {"enum": ["a4", "letter"], "title": "Paper", "default": "a4", "x-widget": "select"},
    "cover": {"type": "boolean", "title": "Cover page", "default": true},
    "contents": {"type": "boolean", "title": "Table of contents", "default": true},
    "file_name": {"type": "string", "title": "File name", "maxLength": 120, "x-widget": "text",
                  "x-expression": true, "x-placeholder": "q4-2026.pdf",
                  "description": "The title without one."}
  }
})";

}  // namespace

void register_report(ports::NodeRegistry& registry, const ports::NodeServices& services) {
  model::NodeKind kind;
  kind.kind = "report";
  kind.title = "Report";
  kind.description = "Makes a PDF of Markdown, tables and charts, and stores it as a file.";
  kind.icon = "file-text";
  kind.category = model::NodeCategory::action;
  kind.effect = model::Effect::write;
  kind.can_be_tool = true;
  kind.has_error_output = true;
  kind.config_schema = schema_of(kReportSchema);
  kind.output_schema = made_file_schema();
  auto run = [services](ports::StepContext& context, ports::NodeInput input) {
    return run_report(context, std::move(input), services);
  };
  registry.add({std::move(kind), {}, std::move(run)});
}

}  // namespace elevaite::nodes
