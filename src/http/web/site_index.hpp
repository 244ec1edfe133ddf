// The files of one exported web app, and which of them answers a path. Read once: a path is only
// ever looked up here, so no path can lead out of the folder.
#pragma once
#include <array>
#include <map>
#include <string>
#include <vector>

#include "core/result.hpp"

namespace elevaite::http::web {

constexpr std::size_t kMaxSiteFiles = 20'000;
// A response is held in memory while it is sent.
constexpr std::size_t kMaxSiteFileBytes = 32 << 20;

// One form of a file: as it is, or compressed beside it.
struct SiteForm {
  std::string disk_path{};  // empty: there is no such form
  std::string coding{};     // for Content-Encoding
  // What was found when it was last read; `modified` and `size` tell whether it still holds.
  std::string etag{};
  std::int64_t modified = 0;
  std::int64_t size = 0;
};

struct SiteFile {
  std::string content_type{};
  bool is_immutable = false;        // its name changes with its content
  std::array<SiteForm, 3> forms{};  // br, gzip, identity: the smallest first
};

class SiteIndex {
 public:
  SiteIndex(SiteIndex&&) = default;
  SiteIndex& operator=(SiteIndex&&) = default;
  // not_found when there is no such folder; otherwise errors say what is wrong with the export.
  static Result<SiteIndex> read(const std::string& folder);

  // `path` decoded, "/" first. The file itself, the page of that name, or what routes.json says.
  SiteFile* find(std::string_view path);
  SiteFile* not_found_page() { return find_exactly("/404.html"); }
  std::size_t size() const { return files_.size(); }

 private:
  SiteIndex() = default;
  // A pattern of routes.json: the literals between its blanks, one more than there are blanks.
  struct Route {
    std::vector<std::string> literals{};
    SiteFile* file = nullptr;
  };
  Result<void> add_files(const std::string& folder);
  Result<void> add_routes(const std::string& folder);
  Result<void> add_route(std::string_view pattern, std::string_view file);
  SiteFile* find_exactly(std::string_view path);
  static bool matches(const Route& route, std::string_view path);

  std::map<std::string, SiteFile, std::less<>> files_;  // by path: "/agents.html"
  std::vector<Route> routes_;
};

}  // namespace elevaite::http::web
