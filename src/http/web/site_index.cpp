#include "http/web/site_index.hpp"

#include <filesystem>
#include <fstream>
#include <sstream>

#include "core/json.hpp"

namespace elevaite::http::web {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kRoutesFile = "/routes.json";
constexpr std::string_view kImmutable = "/_next/static/";

// By the extension. Next's ".txt" files are the payloads of client-side navigation.
constexpr std::pair<std::string_view, std::string_view> kTypes[] = {
    {".html", "text/html; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".txt", "text/x-component; charset=utf-8"},
    {".json", "application/json"},
    {".map", "application/json"},
    {".webmanifest", "application/manifest+json"},
    {".xml", "application/xml"},
    {".wasm", "application/wasm"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".jpg", "image/jpeg"},
    {".webp", "image/webp"},
    {".avif", "image/avif"},
    {".ico", "image/x-icon"},
    {".woff2", "font/woff2"},
    {".woff", "font/woff"},
    {".pdf", "application/pdf"},
};

std::string type_of(std::string_view path) {
  for (const auto& [extension, type] : kTypes) {
    if (path.ends_with(extension)) return std::string(type);
  }
  return "application/octet-stream";
}

// What stands for a [blank]: an id, never a dot, so that a missing file is not taken for a page.
bool is_id_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '~' || c == '-';
}

// Paths ("/agents.html") to where they lie on disk.
using FilesOnDisk = std::map<std::string, std::string, std::less<>>;

Result<FilesOnDisk> list_files(const std::string& folder) {
  FilesOnDisk files;
  std::error_code failed;
  fs::recursive_directory_iterator entry(folder, failed);
  while (!failed && entry != fs::recursive_directory_iterator()) {
    const fs::path& path = entry->path();
    bool is_hidden = path.filename().native().starts_with('.');
    if (is_hidden) entry.disable_recursion_pending();
    // Links are not followed: what is served lies in the folder.
    if (!is_hidden && entry->symlink_status(failed).type() == fs::file_type::regular) {
      if (entry->file_size(failed) > kMaxSiteFileBytes || files.size() == kMaxSiteFiles) {
        return invalid_argument(fmt::format(
            "The web app in {} is too large at {}: at most {} files of {} bytes each are served.",
            folder, path.native(), kMaxSiteFiles, kMaxSiteFileBytes));
      }
      files.emplace("/" + path.lexically_relative(folder).generic_string(), path.native());
    }
    if (!failed) entry.increment(failed);
  }
  if (failed) return invalid_argument("Cannot read " + folder + ": " + failed.message() + ".");
  return files;
}

}  // namespace

Result<SiteIndex> SiteIndex::read(const std::string& folder) {
  std::error_code failed;
  if (!fs::is_directory(folder, failed)) {
    return Error{ErrorCode::not_found, "There is no folder " + folder + "."};
  }
  SiteIndex index;
  CHECK(index.add_files(folder));
  CHECK(index.add_routes(folder));
  return index;
}

Result<void> SiteIndex::add_files(const std::string& folder) {
  TRY(auto on_disk, list_files(folder));
  auto at = [&on_disk](const std::string& path) {
    auto found = on_disk.find(path);
    return found == on_disk.end() ? std::string() : found->second;
  };
  for (const auto& [path, disk_path] : on_disk) {
    bool is_form = path.ends_with(".br") || path.ends_with(".gz");
    if (path == kRoutesFile || (is_form && on_disk.contains(path.substr(0, path.size() - 3)))) {
      continue;
    }
    SiteFile& file = files_[path];
    file.content_type = type_of(path);
    file.is_immutable = path.starts_with(kImmutable);
    file.forms[0] = {at(path + ".br"), "br"};
    file.forms[1] = {at(path + ".gz"), "gzip"};
    file.forms[2] = {disk_path, ""};
  }
  return {};
}

Result<void> SiteIndex::add_routes(const std::string& folder) {
  std::ifstream stream(folder + std::string(kRoutesFile));
  if (!stream) return {};
  std::stringstream text;
  text << stream.rdbuf();
  auto parsed = parse_json(text.str());
  const auto* list = parsed ? parsed->if_array() : nullptr;
  if (list == nullptr) {
    return invalid_argument(folder + std::string(kRoutesFile) + " is not a JSON list.");
  }
  for (const Json& route : *list) {
    auto added = add_route(find_string(route, "pattern").value_or(""),
                           find_string(route, "file").value_or(""));
    if (added) continue;
    return invalid_argument(folder + std::string(kRoutesFile) + ": " + added.error().message);
  }
  return {};
}

Result<void> SiteIndex::add_route(std::string_view pattern, std::string_view file) {
  Route route;
  route.file = find_exactly(file);
  if (route.file == nullptr) {
    return invalid_argument("There is no file \"" + std::string(file) + "\".");
  }
  std::string_view rest = pattern;
  while (true) {
    auto open = rest.find('[');
    auto close = rest.find(']', open == std::string_view::npos ? 0 : open);
    auto literal = rest.substr(0, open);
    bool follows_blank = !route.literals.empty();
    bool is_last = open == std::string_view::npos;
    // Otherwise nothing would tell where the blank before it ends.
    bool is_ambiguous = follows_blank && (literal.empty() ? !is_last : is_id_character(literal[0]));
    if (!pattern.starts_with('/') || is_ambiguous || (!is_last && close == rest.npos)) {
      return invalid_argument("The pattern \"" + std::string(pattern) + "\" is not understood.");
    }
    route.literals.emplace_back(literal);
    if (is_last) break;
    rest = rest.substr(close + 1);
  }
  routes_.push_back(std::move(route));
  return {};
}

bool SiteIndex::matches(const Route& route, std::string_view path) {
  for (std::size_t i = 0; i < route.literals.size(); ++i) {
    if (i > 0) {
      std::size_t length = 0;
      while (length < path.size() && is_id_character(path[length])) ++length;
      if (length == 0) return false;
      path.remove_prefix(length);
    }
    if (!path.starts_with(route.literals[i])) return false;
    path.remove_prefix(route.literals[i].size());
  }
  return path.empty();
}

SiteFile* SiteIndex::find_exactly(std::string_view path) {
  auto found = files_.find(path);
  return found == files_.end() ? nullptr : &found->second;
}

SiteFile* SiteIndex::find(std::string_view path) {
  if (path == "/") return find_exactly("/index.html");
  if (SiteFile* file = find_exactly(path)) return file;
  if (path.empty() || path.ends_with('/')) return nullptr;
  std::string page(path);
  if (SiteFile* file = find_exactly(page + ".html")) return file;
  if (SiteFile* file = find_exactly(page + "/index.html")) return file;
  for (const Route& route : routes_) {
    if (matches(route, path)) return route.file;
  }
  return nullptr;
}

}  // namespace elevaite::http::web
