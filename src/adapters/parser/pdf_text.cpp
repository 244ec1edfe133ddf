// The text of a PDF, page by page, from poppler's pdftotext: a program of its own, because its
// licence is not ours, and it reads what strangers write.
#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "adapters/parser/block_list.hpp"
#include "adapters/parser/formats.hpp"

extern char** environ;

namespace elevaite::adapters::parser {
namespace {

// A file without a name, closed with this.
class MemoryFile {
 public:
  MemoryFile() : descriptor_(::memfd_create("document", MFD_CLOEXEC)) {}
  ~MemoryFile() { ::close(descriptor_); }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;
  int descriptor() const { return descriptor_; }

  bool write(std::string_view bytes) {
    while (!bytes.empty()) {
      auto written = ::write(descriptor_, bytes.data(), bytes.size());
      if (written <= 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return ::lseek(descriptor_, 0, SEEK_SET) == 0;
  }
  // The first `max` bytes.
  std::string read(std::size_t max) {
    std::string text;
    auto size = ::lseek(descriptor_, 0, SEEK_END);
    if (size <= 0 || ::lseek(descriptor_, 0, SEEK_SET) != 0) return text;
    text.resize(std::min(static_cast<std::size_t>(size), max));
    std::size_t at = 0;
    while (at < text.size()) {
      auto count = ::read(descriptor_, text.data() + at, text.size() - at);
      if (count <= 0) break;
      at += static_cast<std::size_t>(count);
    }
    text.resize(at);
    return text;
  }

 private:
  int descriptor_;
};

// Answers its exit status; nothing when it could not be started or was killed.
std::optional<int> run_pdftotext(const std::string& last_page, int in, int out, int err) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, in, 0);
  posix_spawn_file_actions_adddup2(&actions, out, 1);
  posix_spawn_file_actions_adddup2(&actions, err, 2);
  std::vector<std::string> words = {"pdftotext", "-q", "-enc", "UTF-8", "-l", last_page, "-", "-"};
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  pid_t child = 0;
  int failed =
      ::posix_spawnp(&child, words[0].c_str(), &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (failed != 0) return std::nullopt;
  int status = 0;
  while (::waitpid(child, &status, 0) < 0) {
    if (errno != EINTR) return std::nullopt;
  }
  if (!WIFEXITED(status)) return std::nullopt;
  return WEXITSTATUS(status);
}

Error pdf_error(int status, const std::string& said) {
  if (status == 127) {
    return Error{ErrorCode::unavailable, "pdftotext (Debian: poppler-utils) is not installed."};
  }
  Error error = invalid_argument(
      said.find("ncorrect password") != std::string::npos
          ? "The PDF is encrypted. Save it without a password."
          : "The PDF is broken: it cannot be opened. Save it anew from the program that made it.");
  error.reason = "broken_document";
  return error;
}

}  // namespace

Parsed parse_pdf(std::string_view bytes, const ParseLimits& limits) {
  MemoryFile in;
  MemoryFile out;
  MemoryFile err;
  if (!in.write(bytes)) return Error{ErrorCode::unavailable, "There is no memory for the PDF."};
  auto status = run_pdftotext(std::to_string(limits.pages + 1), in.descriptor(), out.descriptor(),
                              err.descriptor());
  if (!status) {
    return Error{ErrorCode::limit_exceeded,
                 "Reading the PDF took more time or memory than a document may take.",
                 "document_too_large"};
  }
  if (*status != 0) return pdf_error(*status, err.read(4096));
  std::string text = out.read(limits.text_bytes + 1);
  if (text.size() > limits.text_bytes) {
    return too_large("The document's text takes", limits.text_bytes, "bytes");
  }
  BlockList blocks(limits);
  std::string_view rest = text;
  std::int64_t page = 0;
  // A form feed ends each page.
  while (!rest.empty()) {
    if (++page > limits.pages) {
      return too_large("The PDF has", static_cast<std::size_t>(limits.pages), "pages");
    }
    blocks.set_page(page);
    auto end = rest.find('\f');
    auto lines = rest.substr(0, end);
    rest.remove_prefix(end == rest.npos ? rest.size() : end + 1);
    while (!lines.empty()) {
      auto gap = lines.find("\n\n");
      blocks.text(lines.substr(0, gap));
      lines.remove_prefix(gap == lines.npos ? lines.size() : gap + 2);
    }
  }
  return std::move(blocks).finish(page);
}

}  // namespace elevaite::adapters::parser
