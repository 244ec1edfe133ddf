#include "model/answer_findings.hpp"

#include <algorithm>

#include "core/utf8.hpp"

namespace elevaite::model {
namespace {

constexpr int kMaxDepth = 4;
constexpr std::size_t kMaxLooked = 200;  // members of one object or list
constexpr std::size_t kMaxFiles = 10;
constexpr std::size_t kMaxSources = 50;
constexpr std::size_t kMaxUrlBytes = 2048;
constexpr std::size_t kMaxWordsBytes = 300;
constexpr std::size_t kMaxPassageBytes = 4000;
constexpr std::string_view kUnknownType = "application/octet-stream";

void find_files(const Json& value, int depth, std::vector<Attachment>& files) {
  if (depth > kMaxDepth || files.size() >= kMaxFiles) return;
  if (auto file = attachment_from_json(value)) {
    bool is_known = std::any_of(files.begin(), files.end(), [&file](const Attachment& other) {
      return other.file_id == file->file_id;
    });
    if (!is_known) files.push_back(*std::move(file));
    return;
  }
  std::size_t looked = 0;
  if (const auto* list = value.if_array()) {
    for (const Json& entry : *list) {
      if (++looked > kMaxLooked) return;
      find_files(entry, depth + 1, files);
    }
  } else if (const auto* object = value.if_object()) {
    for (const auto& member : *object) {
      if (++looked > kMaxLooked) return;
      find_files(member.value(), depth + 1, files);
    }
  }
}

// What is shown of a source is for looking; all of it is in the tool's result.
std::string words(const Json& entry, std::string_view name, std::size_t most) {
  auto text = find_string(entry, name).value_or("");
  if (text.size() <= most) return std::string(text);
  return std::string(clip_utf8(text, most)) + "…";
}

std::optional<Source> source_from(const Json& entry) {
  Source source;
  source.url = find_string(entry, "url").value_or("");
  bool is_address = source.url.starts_with("https://") || source.url.starts_with("http://");
  if (!source.url.empty() && (!is_address || source.url.size() > kMaxUrlBytes)) return std::nullopt;
  source.title = words(entry, "title", kMaxWordsBytes);
  source.document_id = words(entry, "document_id", kMaxWordsBytes);
  source.media_type = words(entry, "media_type", kMaxWordsBytes);
  source.place = words(entry, "place", kMaxWordsBytes);
  source.passage = words(entry, "passage", kMaxPassageBytes);
  if (source.title.empty()) source.title = source.url.empty() ? source.document_id : source.url;
  // Something must say what it is, and be there to look at.
  bool is_document = !source.document_id.empty() || !source.passage.empty();
  if (source.title.empty() || (source.url.empty() && !is_document)) return std::nullopt;
  return source;
}

// Several passages of one document are as many sources; a page on the web is one.
bool is_same(const Source& one, const Source& other) {
  if (!one.url.empty() || !other.url.empty()) return one.url == other.url;
  return one.document_id == other.document_id && one.title == other.title &&
         one.place == other.place && one.passage == other.passage;
}

}  // namespace

void AnswerFindings::add_files(const Json& output) { find_files(output, 0, files); }

void AnswerFindings::add_sources(const Json& output) {
  const JsonArray* list = find_array(output, "sources");
  if (list == nullptr) return;
  for (const Json& entry : *list) {
    if (sources.size() >= kMaxSources) return;
    auto source = source_from(entry);
    if (!source) continue;
    bool is_known = std::any_of(sources.begin(), sources.end(),
                                [&source](const Source& other) { return is_same(*source, other); });
    if (!is_known) sources.push_back(*std::move(source));
  }
}

// What the protocol has no field for goes with it as metadata.
JsonObject source_part(const Source& source, std::size_t number) {
  JsonObject part{{"type", source.url.empty() ? "source-document" : "source-url"},
                  {"sourceId", "source-" + std::to_string(number)},
                  {"title", source.title}};
  if (source.url.empty()) {
    part["mediaType"] = source.media_type.empty() ? kUnknownType : source.media_type;
  } else {
    part["url"] = source.url;
  }
  JsonObject ours;
  if (!source.document_id.empty()) ours["document_id"] = source.document_id;
  if (!source.place.empty()) ours["place"] = source.place;
  if (!source.passage.empty()) ours["passage"] = source.passage;
  if (!ours.empty()) part["providerMetadata"] = JsonObject{{"elevaite", std::move(ours)}};
  return part;
}

JsonArray AnswerFindings::parts() const {
  JsonArray parts;
  for (const Attachment& file : files) parts.push_back(file_part(file));
  for (std::size_t i = 0; i < sources.size(); ++i) parts.push_back(source_part(sources[i], i + 1));
  return parts;
}

}  // namespace elevaite::model
