#include "model/attachment.hpp"

#include <algorithm>
#include <array>

#include "core/media_type.hpp"

namespace elevaite::model {
namespace {

constexpr std::array<std::string_view, 4> kPictures{"image/png", "image/jpeg", "image/gif",
                                                    "image/webp"};
constexpr std::array<std::string_view, 12> kTextTypes{
    "application/json", "application/xml", "application/yaml",       "application/x-yaml",
    "application/toml", "application/sql", "application/javascript", "application/x-ndjson",
    "application/x-sh", "application/csv", "application/graphql",    "application/typescript"};
// What browsers know no type for.
constexpr std::array<std::string_view, 22> kTextEndings{
    ".txt", ".md",   ".csv",  ".tsv", ".json", ".jsonl", ".log", ".yaml", ".yml", ".xml", ".toml",
    ".ini", ".conf", ".html", ".css", ".js",   ".ts",    ".py",  ".sql",  ".sh",  ".cpp", ".hpp"};

template <std::size_t Count>
bool holds(const std::array<std::string_view, Count>& list, std::string_view text) {
  return std::find(list.begin(), list.end(), text) != list.end();
}

std::string lower_ending(std::string_view name) {
  auto dot = name.rfind('.');
  if (dot == std::string_view::npos) return {};
  std::string ending(name.substr(dot));
  for (char& c : ending) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 32);
  }
  return ending;
}

}  // namespace

Json to_json(const Attachment& file) {
  return JsonObject{{"file_id", file.file_id},
                    {"name", file.name},
                    {"content_type", file.content_type},
                    {"size", file.size}};
}

JsonArray to_json(const std::vector<Attachment>& files) {
  JsonArray array;
  for (const Attachment& file : files) array.push_back(to_json(file));
  return array;
}

std::optional<Attachment> attachment_from_json(const Json& value) {
  auto id = find_string(value, "file_id");
  auto name = find_string(value, "name");
  auto type = find_string(value, "content_type");
  auto size = find_int(value, "size");
  if (!id || !id->starts_with("file_") || !name || !type || !size) return std::nullopt;
  return Attachment{std::string(*id), std::string(*name), std::string(*type), *size};
}

std::vector<Attachment> attachments_in(const Json& owner, std::string_view key) {
  std::vector<Attachment> files;
  const JsonArray* list = find_array(owner, key);
  if (list == nullptr) return files;
  for (const Json& entry : *list) {
    if (auto file = attachment_from_json(entry)) files.push_back(*std::move(file));
  }
  return files;
}

JsonObject file_part(const Attachment& file) {
  return {{"type", "file"},        {"file_id", file.file_id},
          {"filename", file.name}, {"mediaType", file.content_type},
          {"size", file.size},     {"url", "/v1/files/" + file.file_id + "/content"}};
}

std::optional<Attachment> attachment_of_part(const Json& part) {
  auto id = find_string(part, "file_id");
  if (find_string(part, "type") != "file" || !id) return std::nullopt;
  return Attachment{std::string(*id), std::string(find_string(part, "filename").value_or("")),
                    std::string(find_string(part, "mediaType").value_or(kAnyBytes)),
                    find_int(part, "size").value_or(0)};
}

bool is_picture(std::string_view content_type) { return holds(kPictures, content_type); }

bool reads_as_text(const Attachment& file) {
  std::string_view type = file.content_type;
  if (type.starts_with("text/") || type.ends_with("+json") || type.ends_with("+xml")) return true;
  if (holds(kTextTypes, type)) return true;
  return type == kAnyBytes && holds(kTextEndings, lower_ending(file.name));
}

}  // namespace elevaite::model
