// The parser's side: limits on itself first, then the stranger's bytes.
#include <sys/resource.h>
#include <unistd.h>

#include <cstdlib>

#include "adapters/parser/open.hpp"
#include "adapters/parser/wire.hpp"

namespace elevaite::adapters::parser {
namespace {

rlim_t from_environment(const char* name) {
  const char* text = std::getenv(name);
  return text == nullptr ? 0 : static_cast<rlim_t>(std::strtoull(text, nullptr, 10));
}

// What is not given is not limited: a person may call the command by hand.
void limit_itself() {
  auto set = [](auto which, rlim_t value) {
    if (value == 0) return;
    rlimit limit{value, value};
    ::setrlimit(which, &limit);
  };
  set(RLIMIT_AS, from_environment("ELEVAITE_PARSER_MEMORY"));
  set(RLIMIT_CPU, from_environment("ELEVAITE_PARSER_SECONDS"));
  set(RLIMIT_FSIZE, from_environment("ELEVAITE_PARSER_FILE"));
  rlimit no_core{0, 0};
  ::setrlimit(RLIMIT_CORE, &no_core);
}

std::string read_all(int descriptor, std::size_t max) {
  std::string text;
  std::string piece(1 << 16, '\0');
  while (text.size() <= max) {
    auto count = ::read(descriptor, piece.data(), piece.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) break;
    text.append(piece, 0, static_cast<std::size_t>(count));
  }
  return text;
}

bool write_all(int descriptor, std::string_view text) {
  while (!text.empty()) {
    auto count = ::write(descriptor, text.data(), text.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return false;
    text.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

}  // namespace

int run_parser_process() {
  limit_itself();
  const ParseLimits limits;
  auto source = question_from(read_all(STDIN_FILENO, limits.bytes + (64 << 10)));
  if (!source) return 64;
  std::string answer;
  try {
    answer = answer_text(parse_document(*source, limits));
  } catch (const std::exception&) {
    // For want of memory, as a rule; who waits says so.
    return 70;
  }
  return write_all(STDOUT_FILENO, answer) ? 0 : 74;
}

}  // namespace elevaite::adapters::parser
