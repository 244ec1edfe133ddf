#include "http/chat_files.hpp"

#include "core/crypto/encoding.hpp"
#include "core/media_type.hpp"
#include "engine/files.hpp"
#include "http/router.hpp"

namespace elevaite::http {
namespace {

constexpr std::string_view kContentPath = "/v1/files/";

Error unsupported(std::string field) {
  return invalid_field(std::move(field), "unsupported",
                       "A file is given by its id, by /v1/files/{id}/content, or as a base64 data "
                       "URL. Nothing is fetched from other addresses.");
}

// "picture.png" for image/png: a name for what comes without one.
std::string name_for(std::string_view content_type) {
  auto slash = content_type.find('/');
  std::string ending(content_type.substr(slash + 1));
  bool is_plain =
      ending.size() <= 8 &&
      ending.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789") == std::string::npos;
  std::string name = content_type.starts_with("image/") ? "picture" : "file";
  if (ending == "plain") return name + ".txt";
  return is_plain ? name + "." + ending : name;
}

Result<void> read_data_url(std::string_view url, SentFile& file) {
  auto comma = url.find(',');
  if (comma == std::string_view::npos) return unsupported(file.field);
  std::string_view head = url.substr(5, comma - 5);
  if (!head.ends_with(";base64")) return unsupported(file.field);
  head.remove_suffix(7);
  std::string type = media_type_of(head);
  auto bytes = crypto::base64_decode(url.substr(comma + 1));
  if (!bytes || type.empty()) {
    return invalid_field(file.field, "format",
                         "This is no data URL with a media type and base64 content.");
  }
  file.content_type = std::move(type);
  file.bytes = crypto::text_of(*bytes);
  if (file.name.empty()) file.name = name_for(file.content_type);
  return {};
}

Result<void> read_url(std::string_view url, SentFile& file) {
  if (url.starts_with("data:")) return read_data_url(url, file);
  if (url.starts_with("file_")) {
    file.file_id = url;
    return {};
  }
  auto at = url.find(kContentPath);
  if (at == std::string_view::npos) return unsupported(file.field);
  std::string_view rest = url.substr(at + kContentPath.size());
  file.file_id = rest.substr(0, rest.find('/'));
  return {};
}

struct OnePiece {
  static Task<Result<std::string>> next(std::shared_ptr<std::string> rest) {
    co_return std::exchange(*rest, {});
  }
};

Task<Result<model::File>> keep(EngineServices& services, const RequestContext& context,
                               SentFile sent) {
  elevaite::engine::NewFile file;
  file.tenant_id = context.principal.tenant_id;
  file.created_by = context.principal.user_id;
  file.name = sent.name;
  file.declared_type = sent.content_type;
  file.size = sent.bytes.size();
  CO_TRY(auto known, co_await services.files.find_content(file.tenant_id, file.name, sent.bytes));
  if (known) co_return std::move(*known);
  auto rest = std::make_shared<std::string>(std::move(sent.bytes));
  elevaite::engine::Files::NextBytes next = [rest] { return OnePiece::next(rest); };
  auto kept = co_await services.files.upload(std::move(file), std::move(next));
  if (kept || kept.error().code != ErrorCode::invalid_argument) co_return kept;
  co_return invalid_field(sent.field, "invalid", kept.error().message);
}

Task<Result<model::File>> find_stored(EngineServices& services, const RequestContext& context,
                                      SentFile sent) {
  auto unknown = [&sent] {
    return invalid_field(sent.field, "unknown", "There is no file with this id.");
  };
  auto id = model::FileId::parse(sent.file_id);
  if (!id) co_return unknown();
  auto found = co_await services.files.get(context.principal.tenant_id, *id);
  if (found || found.error().code != ErrorCode::not_found) co_return found;
  co_return unknown();
}

Result<void> require(const RequestContext& context, model::Permission permission) {
  if (context.principal.permissions.has(permission)) return {};
  return Error{ErrorCode::permission_denied,
               "Sending files with a message needs the permission " +
                   std::string(to_string(permission)) + ".",
               "permission_missing"};
}

}  // namespace

Result<SentFile> read_file_part(const Json& part, std::string field) {
  SentFile file{std::move(field)};
  file.name = find_string(part, "filename").value_or("");
  if (auto id = find_string(part, "file_id")) {
    file.file_id = *id;
    return file;
  }
  CHECK(read_url(find_string(part, "url").value_or(""), file));
  return file;
}

Result<SentFile> read_openai_part(const Json& part, std::string field) {
  auto type = find_string(part, "type").value_or("");
  SentFile file{std::move(field)};
  if (type == "image_url") {
    file.field += ".image_url";
    const Json* image = find(part, "image_url");
    CHECK(read_url(image == nullptr ? "" : find_string(*image, "url").value_or(""), file));
    return file;
  }
  const Json* source = find(part, "file");
  if (type != "file" || source == nullptr) {
    return invalid_field(std::move(file.field), "unsupported",
                         "Only parts of type text, image_url and file are understood.");
  }
  file.field += ".file";
  file.name = find_string(*source, "filename").value_or("");
  if (auto id = find_string(*source, "file_id")) {
    file.file_id = *id;
    return file;
  }
  CHECK(read_url(find_string(*source, "file_data").value_or(""), file));
  return file;
}

Result<std::vector<SentFile>> read_file_ids(const Json& body) {
  std::vector<SentFile> files;
  const JsonArray* ids = find_array(body, "files");
  if (ids == nullptr) return files;
  for (std::size_t i = 0; i < ids->size(); ++i) {
    SentFile file{"files[" + std::to_string(i) + "]"};
    file.file_id = as_string(&(*ids)[i]).value_or("");
    files.push_back(std::move(file));
  }
  return files;
}

Task<Result<std::vector<model::Attachment>>> settle_files(EngineServices& services,
                                                          const RequestContext& context,
                                                          std::vector<SentFile> sent) {
  std::vector<model::Attachment> files;
  if (sent.empty()) co_return files;
  CO_CHECK(require(context, model::Permission::files_read));
  for (SentFile& one : sent) {
    Result<model::File> file = not_found("file");
    if (one.file_id.empty()) {
      CO_CHECK(require(context, model::Permission::files_write));
      file = co_await keep(services, context, std::move(one));
    } else {
      file = co_await find_stored(services, context, std::move(one));
    }
    if (!file) co_return std::move(file).error();
    files.push_back(
        {file->id.str(), file->name, file->content_type, static_cast<std::int64_t>(file->size)});
  }
  co_return files;
}

}  // namespace elevaite::http
