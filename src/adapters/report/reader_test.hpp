// Runs the programs that a person would read a file with.
#pragma once
#include <gtest/gtest.h>
#include <stdlib.h>
#include <unistd.h>

#include <cstdio>
#include <fstream>
#include <string>

namespace elevaite::adapters::report {

class ReadFile {
 public:
  explicit ReadFile(const std::string& bytes) {
    int file = ::mkstemp(path_);
    EXPECT_GE(file, 0);
    ::close(file);
    std::ofstream(path_, std::ios::binary) << bytes;
  }
  ~ReadFile() { ::unlink(path_); }
  ReadFile(const ReadFile&) = delete;
  ReadFile& operator=(const ReadFile&) = delete;

  // `command` with {} for the file; what it prints, complaints included.
  std::string run(std::string command) const {
    command.replace(command.find("{}"), 2, path_);
    std::FILE* pipe = ::popen((command + " 2>&1").c_str(), "r");
    if (pipe == nullptr) return "the command did not start";
    std::string output;
    char part[4096];
    for (std::size_t size; (size = std::fread(part, 1, sizeof part, pipe)) > 0;) {
      output.append(part, size);
    }
    int status = ::pclose(pipe);
    return status == 0 ? output : "failed with " + std::to_string(status) + ": " + output;
  }

 private:
  char path_[32] = "/tmp/elevaite-report-XXXXXX";
};

}  // namespace elevaite::adapters::report
