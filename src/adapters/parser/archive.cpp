#include "adapters/parser/archive.hpp"

#include <zip.h>

#include <algorithm>
#include <memory>

namespace elevaite::adapters::parser {
namespace {

Error damaged(std::string_view what) {
  Error error = invalid_argument("The document is damaged: " + std::string(what) +
                                 " cannot be unpacked. Save it anew from the program that made "
                                 "it.");
  error.reason = "broken_document";
  return error;
}

}  // namespace

Archive::Archive(zip* handle, const ParseLimits& limits)
    : handle_(handle), limits_(&limits), budget_(limits.inflated_bytes) {}
Archive::Archive(Archive&& other) noexcept
    : handle_(std::exchange(other.handle_, nullptr)),
      limits_(other.limits_),
      budget_(other.budget_) {}
Archive::~Archive() {
  if (handle_ != nullptr) zip_discard(handle_);
}

Result<Archive> Archive::open(std::string_view bytes, const ParseLimits& limits) {
  zip_error_t failure;
  zip_error_init(&failure);
  zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &failure);
  zip* handle = source == nullptr ? nullptr : zip_open_from_source(source, ZIP_RDONLY, &failure);
  if (handle == nullptr && source != nullptr) zip_source_free(source);
  zip_error_fini(&failure);
  if (handle == nullptr) return damaged("its archive");
  Archive archive(handle, limits);
  if (zip_get_num_entries(handle, 0) > static_cast<zip_int64_t>(limits.entries)) {
    return too_large("The document's archive has", limits.entries, "entries");
  }
  return archive;
}

bool Archive::has(const std::string& name) const {
  return zip_name_locate(handle_, name.c_str(), 0) >= 0;
}

std::vector<std::string> Archive::names(std::string_view prefix, std::string_view suffix) const {
  std::vector<std::string> names;
  auto count = zip_get_num_entries(handle_, 0);
  for (zip_int64_t i = 0; i < count; ++i) {
    const char* text = zip_get_name(handle_, static_cast<zip_uint64_t>(i), 0);
    std::string_view name = text == nullptr ? "" : text;
    if (name.starts_with(prefix) && name.ends_with(suffix) &&
        name.size() > prefix.size() + suffix.size()) {
      names.emplace_back(name);
    }
  }
  std::ranges::sort(names, [](const std::string& a, const std::string& b) {
    return a.size() != b.size() ? a.size() < b.size() : a < b;
  });
  return names;
}

Result<std::string> Archive::read(const std::string& name) {
  std::unique_ptr<zip_file_t, decltype(&zip_fclose)> file(zip_fopen(handle_, name.c_str(), 0),
                                                          &zip_fclose);
  if (!file) return has(name) ? damaged(name) : not_found(name);
  // What the archive says of its sizes is not believed: the bytes are counted as they come.
  std::string content;
  std::string piece(64 << 10, '\0');
  while (true) {
    auto count = zip_fread(file.get(), piece.data(), piece.size());
    if (count < 0) return damaged(name);
    if (count == 0) break;
    if (static_cast<std::size_t>(count) > budget_) {
      return too_large("Unpacked, the document takes", limits_->inflated_bytes, "bytes");
    }
    budget_ -= static_cast<std::size_t>(count);
    content.append(piece, 0, static_cast<std::size_t>(count));
  }
  return content;
}

}  // namespace elevaite::adapters::parser
