// For the tests of this folder: an export on disk, removed afterwards.
#pragma once
#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <string>

namespace elevaite::http::web {

class TemporarySite {
 public:
  TemporarySite() {
    std::string pattern = (std::filesystem::temp_directory_path() / "site-XXXXXX").native();
    folder_ = ::mkdtemp(pattern.data());
  }
  ~TemporarySite() { std::filesystem::remove_all(folder_); }
  TemporarySite(const TemporarySite&) = delete;
  TemporarySite& operator=(const TemporarySite&) = delete;

  // `path` as browsers spell it.
  void write(const std::string& path, const std::string& text) const {
    std::filesystem::path file = folder_ + path;
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file) << text;
  }
  const std::string& folder() const { return folder_; }

 private:
  std::string folder_;
};

}  // namespace elevaite::http::web
