#include "nodes/settings/made_file.hpp"

#include "core/utf8.hpp"
#include "nodes/settings/schema.hpp"

namespace elevaite::nodes {
namespace {

constexpr std::size_t kMaxNameBytes = 120;

}  // namespace

std::string file_name_for(std::string_view name, std::string_view title,
                          std::string_view extension) {
  std::string clean;
  for (char character : clip_utf8(name.empty() ? title : name, kMaxNameBytes)) {
    bool is_bad = static_cast<unsigned char>(character) < 0x20 ||
                  std::string_view("/\\:*?\"<>|\x7f").find(character) != std::string_view::npos;
    clean += is_bad ? '-' : character;
  }
  while (clean.ends_with(' ') || clean.ends_with('.')) clean.pop_back();
  while (clean.starts_with(' ') || clean.starts_with('.')) clean.erase(0, 1);
  if (clean.empty()) clean = "file";
  if (!clean.ends_with(extension)) clean += extension;
  return clean;
}

Task<Result<ports::NodeOutcome>> store_made_file(ports::StepContext& context,
                                                 ports::NodeServices services, std::string name,
                                                 ports::RenderedFile rendered) {
  ports::NewStoredFile file;
  file.tenant_id = context.tenant_id();
  file.name = std::move(name);
  file.content_type = rendered.content_type;
  file.bytes = std::move(rendered.bytes);
  file.idempotency_key = context.idempotency_key();
  file.created_at = context.now();
  CO_TRY(ports::StoredFile stored, co_await services.files->put(std::move(file)));
  JsonObject value{{"file_id", stored.id},
                   {"name", stored.name},
                   {"content_type", stored.content_type},
                   {"size", static_cast<std::int64_t>(stored.size)},
                   {"url", stored.url},
                   {"url_expires_at", to_rfc3339(stored.url_expires_at)}};
  if (rendered.page_count > 0) {
    value["page_count"] = static_cast<std::int64_t>(rendered.page_count);
  }
  co_return ports::NodeOutput{std::move(value)};
}

Json made_file_schema() {
  return schema_of(R"({
    "type": "object",
    "properties": {
      "file_id": {"type": "string"}, "name": {"type": "string"},
      "content_type": {"type": "string"}, "size": {"type": "integer"},
      "url": {"type": "string", "description": "Opens without signing in, until it expires."},
      "url_expires_at": {"type": "string"}, "page_count": {"type": "integer"}
    }
  })");
}

}  // namespace elevaite::nodes
