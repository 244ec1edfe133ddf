#include "adapters/parser/parse.hpp"

#include <algorithm>

#include "adapters/parser/charset.hpp"
#include "adapters/parser/formats.hpp"
#include "core/media_type.hpp"

namespace elevaite::adapters::parser {
namespace {

enum class Format { none, plain, markdown, csv, json, html, email, pdf, docx, pptx, xlsx };

struct FormatRow {
  Format format;
  std::string_view media_type;
  std::string_view extension;
};

constexpr FormatRow kFormats[] = {
    {Format::plain, "text/plain", ".txt"},
    {Format::plain, "text/plain", ".log"},
    {Format::markdown, "text/markdown", ".md"},
    {Format::markdown, "text/x-markdown", ".markdown"},
    {Format::csv, "text/csv", ".csv"},
    {Format::csv, "text/tab-separated-values", ".tsv"},
    {Format::json, "application/json", ".json"},
    {Format::html, "text/html", ".html"},
    {Format::html, "application/xhtml+xml", ".htm"},
    {Format::email, "message/rfc822", ".eml"},
    {Format::pdf, "application/pdf", ".pdf"},
    {Format::docx, "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
     ".docx"},
    {Format::pptx, "application/vnd.openxmlformats-officedocument.presentationml.presentation",
     ".pptx"},
    {Format::xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", ".xlsx"},
};

// The extension says more than the type: browsers send text/plain, octet-stream or application/zip
// for much of this.
Format format_of(const ports::SourceDocument& source) {
  std::string name = source.name;
  std::ranges::transform(name, name.begin(), [](unsigned char c) { return std::tolower(c); });
  for (const FormatRow& row : kFormats) {
    if (name.ends_with(row.extension)) return row.format;
  }
  const auto type = media_type_of(source.content_type);
  for (const FormatRow& row : kFormats) {
    if (type == row.media_type) return row.format;
  }
  if (source.bytes.starts_with("%PDF-")) return Format::pdf;
  return type.starts_with("text/") ? Format::plain : Format::none;
}

// "charset=…" of the declared type, or of a page's own head.
std::string charset_of(const ports::SourceDocument& source) {
  std::string head = source.content_type + "\n" + source.bytes.substr(0, 2048);
  auto at = head.find("charset=");
  if (at == std::string::npos) return "";
  at = head.find_first_not_of("\"'", at + 8);
  if (at == std::string::npos) return "";
  return head.substr(at, head.find_first_of("\"'; >\n", at) - at);
}

Error unknown_format() {
  return invalid_field("content_type", "unsupported",
                       "Documents are read in these formats: plain text, Markdown, HTML, CSV, "
                       "JSON, e-mail (.eml), PDF, DOCX, PPTX and XLSX.");
}

}  // namespace

Result<model::ParsedDocument> parse_document(const ports::SourceDocument& source,
                                             const ParseLimits& limits) {
  if (source.bytes.size() > limits.bytes) {
    return too_large("The document has", limits.bytes, "bytes");
  }
  const auto format = format_of(source);
  std::string_view bytes = source.bytes;
  switch (format) {
    case Format::none:
      return unknown_format();
    case Format::email:
      return parse_email(bytes, limits);
    case Format::pdf:
      return parse_pdf(bytes, limits);
    case Format::docx:
      return parse_docx(bytes, limits);
    case Format::pptx:
      return parse_pptx(bytes, limits);
    case Format::xlsx:
      return parse_xlsx(bytes, limits);
    case Format::plain:
    case Format::markdown:
    case Format::csv:
    case Format::json:
    case Format::html:
      break;
  }
  const std::string text = to_utf8(bytes, charset_of(source));
  if (format == Format::markdown) return parse_markdown(text, limits);
  if (format == Format::csv) return parse_csv(text, limits);
  if (format == Format::json) return parse_json_text(text, limits);
  if (format == Format::html) return parse_html(text, limits);
  return parse_plain_text(text, limits);
}

}  // namespace elevaite::adapters::parser
