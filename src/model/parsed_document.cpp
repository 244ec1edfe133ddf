#include "model/parsed_document.hpp"

namespace elevaite::model {
namespace {

Error broken_parsed_document() { return internal_error("The parser's answer cannot be read."); }

}  // namespace

Json to_json(const ParsedDocument& document) {
  JsonArray blocks;
  blocks.reserve(document.blocks.size());
  for (const Block& block : document.blocks) {
    blocks.push_back(
        JsonArray{static_cast<std::int64_t>(block.kind), block.level, block.page, block.text});
  }
  return JsonObject{{"pages", document.page_count}, {"blocks", std::move(blocks)}};
}

Result<ParsedDocument> parsed_document_from(const Json& value) {
  const auto* blocks = find_array(value, "blocks");
  auto pages = find_int(value, "pages");
  if (blocks == nullptr || !pages) return broken_parsed_document();
  ParsedDocument document;
  document.page_count = *pages;
  for (const Json& item : *blocks) {
    const auto* fields = item.if_array();
    if (fields == nullptr || fields->size() != 4) return broken_parsed_document();
    auto kind = as_int(&(*fields)[0]);
    auto level = as_int(&(*fields)[1]);
    auto page = as_int(&(*fields)[2]);
    auto text = as_string(&(*fields)[3]);
    if (!kind || *kind < 0 || *kind > 2 || !level || !page || !text)
      return broken_parsed_document();
    document.blocks.push_back(
        {static_cast<Block::Kind>(*kind), static_cast<int>(*level), *page, std::string(*text)});
  }
  return document;
}

}  // namespace elevaite::model
