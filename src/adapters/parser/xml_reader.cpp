#include "adapters/parser/xml_reader.hpp"

#include <fmt/format.h>
#include <libxml/xmlreader.h>

#include <memory>

namespace elevaite::adapters::parser {
namespace {

std::string_view chars(const xmlChar* text) {
  return text == nullptr ? std::string_view() : reinterpret_cast<const char*>(text);
}

// xmlTextReaderGetAttribute() wants the prefix, which every program chooses for itself.
std::string attribute_of(xmlTextReader* reader, std::string_view name) {
  std::string value;
  int status = xmlTextReaderMoveToFirstAttribute(reader);
  while (status == 1) {
    if (chars(xmlTextReaderConstLocalName(reader)) == name) {
      value = chars(xmlTextReaderConstValue(reader));
      break;
    }
    status = xmlTextReaderMoveToNextAttribute(reader);
  }
  xmlTextReaderMoveToElement(reader);
  return value;
}

Error broken_xml(std::string_view part, int line) {
  Error error = invalid_argument(
      fmt::format("The document is damaged: {} is not well-formed in line {}.", part, line));
  error.reason = "broken_document";
  return error;
}

}  // namespace

Result<void> read_xml(std::string_view xml, std::string_view part, const ParseLimits& limits,
                      XmlEvents& events) {
  std::unique_ptr<xmlTextReader, decltype(&xmlFreeTextReader)> reader(
      xmlReaderForMemory(
          xml.data(), static_cast<int>(xml.size()), nullptr, nullptr,
          XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NOCDATA),
      &xmlFreeTextReader);
  if (!reader) return broken_xml(part, 1);
  auto attribute = [&reader](std::string_view name) { return attribute_of(reader.get(), name); };
  int status = xmlTextReaderRead(reader.get());
  for (; status == 1; status = xmlTextReaderRead(reader.get())) {
    if (xmlTextReaderDepth(reader.get()) > static_cast<int>(limits.depth)) {
      return too_large(fmt::format("{} nests", part), limits.depth, "levels");
    }
    switch (xmlTextReaderNodeType(reader.get())) {
      case XML_READER_TYPE_DOCUMENT_TYPE:
        return invalid_argument(
            fmt::format("The document is refused: {} declares a document type.", part));
      case XML_READER_TYPE_ELEMENT: {
        std::string name(chars(xmlTextReaderConstLocalName(reader.get())));
        bool is_empty = xmlTextReaderIsEmptyElement(reader.get()) == 1;
        events.begin(name, attribute);
        if (is_empty) events.end(name);
        break;
      }
      case XML_READER_TYPE_END_ELEMENT:
        events.end(chars(xmlTextReaderConstLocalName(reader.get())));
        break;
      case XML_READER_TYPE_TEXT:
      case XML_READER_TYPE_CDATA:
      case XML_READER_TYPE_SIGNIFICANT_WHITESPACE:
        events.text(chars(xmlTextReaderConstValue(reader.get())));
        break;
      default:
        break;
    }
  }
  if (status < 0) return broken_xml(part, xmlTextReaderGetParserLineNumber(reader.get()));
  return {};
}

}  // namespace elevaite::adapters::parser
